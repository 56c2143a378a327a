import type { Heard } from '../client/desk-client.ts'
import type { Message } from '../client/transcript.ts'
import type { WaitingPatron } from '../client/wire.ts'
import { called } from './called.ts'
import type { OpenSessions } from './open-sessions.ts'
import { type Screen, since } from './screen.ts'

export interface LibrarianNewsOptions {
  readonly open: OpenSessions
  /** Sessions that are offered to this librarian; updated here. */
  readonly offers: Set<string>
  /** Sessions that this librarian is asked to join; updated here. */
  readonly calls: Set<string>
  /** Those that are offered because their librarian is silent; updated here. */
  readonly rescues: Set<string>
  readonly screen: Pick<Screen, 'live' | 'show' | 'close'>
  /** The time at the desk, ms since 1970. */
  readonly now: () => number
  /** Called when the prompt may have to change. */
  readonly changed: () => void
}

/** "Is typing" is shown at most once in this many ms. */
const typingEvery = 5_000

/** Shows a librarian what happens in their sessions and at the desk. */
export function librarianNews({
  open,
  offers,
  calls,
  rescues,
  screen,
  now,
  changed,
}: LibrarianNewsOptions): (heard: Heard) => void {
  const news = (session: string, text: string) => screen.show(`${open.label(session)}: ${text}`)
  const alarm = (session: string, text: string) => screen.show(`!! ${open.label(session)} ${text}`, 'alarm')
  const gone = (session: string, text: string) => {
    news(session, text)
    open.leave(session)
  }
  const typists = new Map<string, number>()
  /** Patrons already shown as waiting. A librarian who serves several pools is alerted to a patron in each. */
  const alerted = new Set<string>()

  const show = (heard: Heard) => {
    switch (heard.type) {
      case 'waiting':
        open.meet(heard.session, heard.name)
        if (alerted.has(heard.session)) return
        alerted.add(heard.session)
        return screen.show(waits(open.label(heard.session), heard, now()))
      case 'no-longer-waiting':
        return void alerted.delete(heard.session)
      case 'resumed':
        if (heard.status === 'closed' && open.has(heard.session))
          return gone(heard.session, `the session has ended in the meantime${heard.code ? `: ${heard.code}` : ''}.`)
        if (heard.status !== 'active' || open.has(heard.session)) return
        open.enter(heard.session, heard.patron.name)
        return news(heard.session, `you are serving this patron of ${heard.library}.`)
      case 'back-in-queue':
        return gone(heard.session, 'you were silent for too long, and the patron is waiting for a librarian again.')
      case 'still-there':
        return screen.show('!! Are you still there? /on keeps you on duty.', 'alarm')
      case 'off-duty':
        return screen.show('You are off duty: nobody seemed to be there. /on brings you back.', 'alarm')
      case 'asleep':
        return screen.show('The desk thought you were asleep, because an alert was not heard in time.', 'quiet')
      case 'no-longer-yours':
        return gone(heard.session, lost[heard.now])
      case 'message':
        if (!open.has(heard.session) || (heard.mine && screen.live)) return
        return screen.show(said(open, heard.session, heard), heard.from === 'patron' ? 'words' : 'quiet')
      case 'typing':
        if (performance.now() - (typists.get(heard.session) ?? Number.NEGATIVE_INFINITY) < typingEvery) return
        typists.set(heard.session, performance.now())
        return screen.show(
          `${heard.name ? `${heard.name} (${open.label(heard.session)})` : open.label(heard.session)} is typing …`,
          'quiet',
        )
      case 'patron-here':
        return news(heard.session, heard.here ? 'the patron is here.' : 'the patron has lost the connection.')
      case 'patron-left':
        return news(heard.session, 'the patron has ended the conversation; /suggest shows the code to /close it with.')
      case 'address-verified':
        return news(
          heard.session,
          heard.verified === 'confirmed'
            ? `the patron has confirmed ${heard.email} with a code that was mailed there.`
            : `the patron has given ${heard.email}.`,
        )
      case 'address-disowned':
        return alarm(heard.session, `: the reader of ${heard.email} says that it is not the patron's.`)
      case 'greeting-nudge':
        return alarm(heard.session, 'is waiting for your first message; /greet sends the greeting.')
      case 'silence-warning':
        return alarm(heard.session, `has heard nothing from you for ${since(heard.since, heard.at)}.`)
      case 'replaced':
        return gone(heard.session, 'you went on with this session in another window.')
      case 'silence-breach':
        return alarm(heard.session, `has heard nothing for ${since(heard.since, heard.at)}: this is recorded.`)
      case 'patron-silent':
        return alarm(
          heard.session,
          `has said nothing for ${since(heard.since, heard.at)}: ${heard.suggestion ? `/close ${heard.suggestion.code}. ${heard.suggestion.reason}` : prompts[heard.prompt]}`,
        )
      case 'transfer-offered': {
        open.meet(heard.session, heard.name)
        if (offers.has(heard.session)) return
        offers.add(heard.session)
        const note = heard.note ? ` ("${heard.note}")` : ''
        const wait = since(heard.askedAt, now())
        return alarm(
          heard.session,
          `of ${heard.library}, who asked ${wait} ago, is offered to you by ${heard.by}${note}: /accept or /decline.`,
        )
      }
      case 'rescue-offered': {
        open.meet(heard.session, heard.name)
        if (offers.has(heard.session)) return
        offers.add(heard.session)
        rescues.add(heard.session)
        const silent = since(heard.since, now())
        const asleep = heard.asleep ? ' (asleep)' : ''
        return alarm(
          heard.session,
          `of ${heard.library} has heard nothing from ${heard.by}${asleep} for ${silent}: /accept takes over.`,
        )
      }
      case 'help-wanted': {
        open.meet(heard.session, heard.name)
        calls.add(heard.session)
        const note = heard.note ? ` ("${heard.note}")` : ''
        return alarm(heard.session, `of ${heard.library}: ${heard.by} needs a colleague${note}. /join joins them.`)
      }
      case 'help-over':
        return calls.delete(heard.session) ? news(heard.session, 'help is no longer needed.') : undefined
      case 'help-unanswered':
        return news(heard.session, 'nobody has joined you; /call asks again.')
      case 'colleague-joined':
        return news(heard.session, `${called(heard)} has joined you, and the patron knows.`)
      case 'colleague-left':
        return news(heard.session, `${heard.name} has left.${heard.serving ? ' You serve this patron now.' : ''}`)
      case 'colleague-here':
      case 'librarian-here':
        return news(heard.session, `your colleague ${heard.here ? 'is back.' : 'has lost the connection.'}`)
      case 'rescue-over':
      case 'transfer-over':
        rescues.delete(heard.session)
        return offers.delete(heard.session) ? news(heard.session, 'the offer is over.') : undefined
      case 'transfer-offer-declined':
        return news(heard.session, 'the transfer was declined; the patron stays with you.')
      case 'transfer-returned':
        return news(heard.session, 'nobody answered the transfer; the patron stays with you.')
      case 'transferred-away':
        return gone(heard.session, `${heard.name} has taken over.`)
      case 'ended':
        return gone(heard.session, `the desk has closed the session${heard.code ? `: ${heard.code}` : ''}.`)
      case 'staff-room-message':
        return screen.show(`[staff room] ${called(heard)}: ${heard.text}`)
      case 'disconnected':
        return screen.show('The connection is lost; coming back …', 'alarm')
      case 'struggling':
        return screen.show(`The desk could not be reached ${heard.tries} times; still trying …`, 'alarm')
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

/** A waiting patron, as a line. */
export function waits(label: string, { library, libraryName, ...patron }: WaitingPatron, now: number): string {
  const { askedAt, question, language } = patron
  return `${label} of ${libraryName ?? library}${language ? ` (${language})` : ''} has waited ${since(askedAt, now)}: ${question}`
}

const lost = {
  waiting: 'you were away for too long, and the patron is waiting for a librarian again.',
  elsewhere: 'you were away for too long, and another librarian is serving this patron.',
  over: 'the session ended long ago.',
} as const

const prompts = {
  ask: 'ask whether they are still there.',
  warn: 'tell them that the session will end soon.',
  close: '/suggest shows the code to /close it with.',
} as const

const kinds = { resource: '[resource] ', statement: '[search statement] ' } as const

/** One message as a line. */
export function said(
  open: OpenSessions,
  session: string,
  { from, mine, name, text, kind, mayExpire }: Message,
): string {
  const what = `${kind ? kinds[kind] : ''}${mayExpire ? '[link may stop working] ' : ''}`
  if (from === 'patron') return `${open.label(session)}: ${text}`
  return `${open.label(session)} « ${mine || !name ? '' : `${name}: `}${what}${text}`
}
