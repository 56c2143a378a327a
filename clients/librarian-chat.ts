import { connectLibrarian, type LibrarianClient } from './librarian-client.ts'
import { type Command, commandIn, help } from './librarian-commands.ts'
import { librarianNews } from './librarian-news.ts'
import { sessionDesk } from './librarian-session.ts'
import { part } from './parting.ts'
import { rooms } from './rooms.ts'
import { atMostEvery, type Screen, showRefusal, since } from './screen.ts'

/** A librarian's side of the desk in a terminal: who waits, whom they serve, and everything that is said. */
export async function librarianChat(http: string, token: () => Promise<string>, screen: Screen): Promise<void> {
  const open = rooms()
  /** Sessions that somebody offers to this librarian, the newest last. */
  const offers: string[] = []

  let desk: LibrarianClient | undefined
  const repaint = (): void => {
    const current = open.current()
    const crowd = desk?.waiting().length ?? 0
    screen.prompt(`${current ? open.label(current) : 'nobody'}${crowd > 0 ? ` · ${crowd} waiting` : ''} > `)
  }
  const there = await connectLibrarian(http, token, { listener: librarianNews(open, screen, offers, repaint) })
  desk = there
  screen.show(`${there.name}, you are on duty. /help shows what you can do.`)
  repaint()

  const sessions = sessionDesk(there, open, screen, repaint)

  const pick = async ({ place, reason }: Extract<Command, { type: 'pick' }>): Promise<void> => {
    const chosen = place === undefined ? undefined : there.waiting()[place - 1]
    if (place !== undefined && !chosen) return screen.show('Nobody waits at this place; see /who.', 'alarm')
    const which = chosen && { session: chosen.session, ...(reason && { reason }) }
    const reply = await there.send({ action: 'pick-up', ...which })
    if (reply.type === 'picked-up') return sessions.taken(reply)
    showRefusal(reply, screen)
  }

  const answer = async (accept: boolean): Promise<void> => {
    const session = offers.at(-1)
    if (!session) return screen.show('Nothing is offered to you.', 'alarm')
    const reply = await there.send({ action: 'answer-transfer', session, accept })
    offers.splice(offers.indexOf(session), 1)
    if (reply.type === 'transferred') return sessions.taken(reply)
    if (!showRefusal(reply, screen)) screen.show('Declined.')
  }

  const obey = async (command: Command) => {
    switch (command.type) {
      case 'nothing':
        return
      case 'wrong':
        return screen.show(command.reason, 'alarm')
      case 'help':
        return screen.show(help)
      case 'quit':
        return screen.close()
      case 'pick':
        return pick(command)
      case 'accept':
      case 'decline':
        return answer(command.type === 'accept')
      case 'who':
        for (const { askedAt, name, library, question } of there.waiting())
          screen.show(`waiting ${since(askedAt)}  ${name ?? 'a patron'} (${library}): ${question}`)
        for (const session of open.all()) screen.show(`serving  ${open.label(session)}`)
        if (there.waiting().length === 0) screen.show('Nobody is waiting.')
        return
      case 'to':
        if (!open.turnToNumber(command.number)) screen.show('You serve nobody with this number; see /who.', 'alarm')
        return repaint()
      case 'off':
      case 'on':
        if (!showRefusal(await there.send({ action: command.type === 'off' ? 'off-duty' : 'on-duty' }), screen))
          screen.show(`You are ${command.type} duty.${command.type === 'off' ? ' Your open sessions stay yours.' : ''}`)
        return
      default: {
        const session = open.current()
        return session ? sessions.obey(session, command) : screen.show('You serve nobody yet; /pick first.', 'alarm')
      }
    }
  }

  screen.onTyping(
    atMostEvery(5_000, () => {
      const session = open.current()
      if (session) void there.send({ action: 'typing', session })
    }),
  )
  try {
    await screen.lines(line => obey(commandIn(line)))
  } finally {
    await part(there, { action: 'off-duty' })
  }
}
