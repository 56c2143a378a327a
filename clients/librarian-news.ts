import type { Heard } from './desk-client.ts'
import type { Rooms } from './rooms.ts'
import { type Screen, since } from './screen.ts'
import type { Message } from './transcript.ts'

/** Shows a librarian what happens in their sessions and at the desk, and keeps what is offered to them; `changed` is called when the prompt may have to. */
export function librarianNews(
  open: Rooms,
  screen: Screen,
  offers: string[],
  changed: () => void,
): (heard: Heard) => void {
  const news = (session: string, text: string) => screen.show(`${open.label(session)}: ${text}`)
  const alarm = (session: string, text: string) => screen.show(`!! ${open.label(session)} ${text}`, 'alarm')
  const typists = new Map<string, number>()

  const show = (heard: Heard) => {
    switch (heard.type) {
      case 'waiting':
        return screen.show(
          `${heard.name ?? 'A patron'} (${heard.library}) has waited ${since(heard.askedAt)}: ${heard.question}`,
        )
      case 'resumed':
        if (heard.status === 'active' && !open.has(heard.session)) {
          open.enter(heard.session, heard.patron.name)
          news(heard.session, `you are serving this patron of ${heard.library}.`)
        }
        return
      case 'message':
        if (!open.has(heard.session) || (heard.from === 'librarian' && screen.live && !heard.missed)) return
        return screen.show(said(open, heard.session, heard), heard.from === 'patron' ? 'words' : 'quiet')
      case 'typing':
        if (performance.now() - (typists.get(heard.session) ?? Number.NEGATIVE_INFINITY) < 5_000) return
        typists.set(heard.session, performance.now())
        return screen.show(`${open.label(heard.session)} is typing …`, 'quiet')
      case 'patron-here':
        return news(heard.session, heard.here ? 'the patron is here.' : 'the patron has lost the connection.')
      case 'patron-left':
        return news(heard.session, 'the patron has ended the conversation; /close it with its code.')
      case 'contact-confirmed':
        return news(heard.session, `the patron confirms ${heard.email}.`)
      case 'silence-warning':
        return alarm(heard.session, `has heard nothing from you for ${since(heard.since, heard.at)}.`)
      case 'silence-breach':
        return alarm(heard.session, `has heard nothing for ${since(heard.since, heard.at)}: this is recorded.`)
      case 'greeting-nudge':
        return alarm(heard.session, 'waits for your first words; /greet sends the greeting.')
      case 'patron-silent':
        return alarm(heard.session, `has said nothing for ${since(heard.since, heard.at)}: ${advised[heard.prompt]}`)
      case 'transfer-offered':
        offers.push(heard.session)
        return screen.show(
          `${heard.by} offers you ${heard.name ?? 'a patron'} of ${heard.library}${heard.note ? ` ("${heard.note}")` : ''}: /accept or /decline`,
          'alarm',
        )
      case 'transfer-over':
        return void (offers.includes(heard.session) && offers.splice(offers.indexOf(heard.session), 1))
      case 'transfer-refused':
        return news(heard.session, 'declined: the patron stays with you.')
      case 'transfer-returned':
        return news(heard.session, 'nobody answered: the patron stays with you.')
      case 'handed-over':
        news(heard.session, `${heard.name} has taken over.`)
        return open.leave(heard.session)
      case 'ended':
        news(heard.session, `the desk has closed the session${heard.code ? `: ${heard.code}` : ''}.`)
        return open.leave(heard.session)
      case 'disconnected':
        return screen.show('The connection is lost; coming back …', 'alarm')
      case 'gave-up':
        screen.show(heard.reason, 'alarm')
        return screen.close()
    }
  }
  return heard => {
    show(heard)
    changed()
  }
}

const advised = {
  ask: 'ask whether they are there.',
  warn: 'warn them that the session will end.',
  close: '/suggest and /close.',
} as const

/** One message as a line. */
export function said(open: Rooms, session: string, { from, text }: Message): string {
  return from === 'patron' ? `${open.label(session)}: ${text}` : `${open.label(session)} « ${text}`
}
