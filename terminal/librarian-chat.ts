import { part } from '../client/desk-client.ts'
import { connectLibrarian, type LibrarianClient } from '../client/librarian-client.ts'
import { settingsClient } from '../client/settings.ts'
import type { TokenSource } from '../client/sign-in.ts'
import { colleagues } from './colleagues.ts'
import { type Command, commandIn } from './librarian-commands.ts'
import { followUpDesk } from './librarian-follow-ups.ts'
import { help } from './librarian-help.ts'
import { librarianNews, waits } from './librarian-news.ts'
import { sessionDesk } from './librarian-session.ts'
import { settingsDesk } from './librarian-settings.ts'
import { nodeSocket } from './node-socket.ts'
import { openSessions } from './open-sessions.ts'
import { atMostEvery, type Screen, showRefusal } from './screen.ts'

/** A librarian's side of the desk in a terminal: who is waiting, whom they serve, and everything that is said. */
export async function librarianChat(http: string, tokens: TokenSource, screen: Screen): Promise<void> {
  const open = openSessions()
  /** Sessions that are offered to this librarian. */
  const offers = new Set<string>()

  /** Sessions that this librarian is asked to join. */
  const calls = new Set<string>()

  /** Those that are offered because their librarian is silent. */
  const rescues = new Set<string>()

  let desk: LibrarianClient | undefined
  const repaint = (): void => {
    const current = open.current()
    const crowd = (desk?.waiting().length ?? 0) + (desk?.others() ?? 0)
    screen.prompt(`${current ? open.label(current) : 'nobody'}${crowd > 0 ? ` · ${crowd} waiting` : ''} > `)
  }
  const listener = librarianNews({
    open,
    offers,
    calls,
    rescues,
    screen,
    now: () => desk?.now() ?? Date.now(),
    changed: repaint,
  })
  const there = await connectLibrarian(http, tokens, { socket: nodeSocket, listener })
  desk = there
  screen.show(`${there.name}, you are on duty. /help shows what you can do.`)
  repaint()

  const people = colleagues(there, screen)
  const sessions = sessionDesk(there, open, people, screen, repaint)
  const afterwards = followUpDesk(there, screen)
  const settings = settingsDesk(settingsClient(http, tokens), screen)

  const pick = async ({ number, reason }: Extract<Command, { type: 'pick' }>): Promise<void> => {
    const session = number === undefined ? undefined : open.numbered(number)
    if (number !== undefined && !there.waiting().some(patron => patron.session === session))
      return screen.show('No patron with this number is waiting; see /who.', 'alarm')
    const reply = await there.send({ action: 'pick-up', ...(session && { session }), ...(reason && { reason }) })
    if (reply.type === 'picked-up') return sessions.taken(reply)
    const hint = reply.type === 'refused' && reply.code === 'no-reason' ? ` /pick ${number} because …` : ''
    if (reply.type === 'refused') screen.show(`${reply.reason}${hint}`, 'alarm')
  }

  const answer = async (accept: boolean, number: number | undefined): Promise<void> => {
    const session = number === undefined ? [...offers][0] : open.numbered(number)
    if (!session || !offers.has(session)) return screen.show('This is not offered to you; see /who.', 'alarm')
    if (number === undefined && offers.size > 1)
      return screen.show('Several patrons are offered to you; give the number of one.', 'alarm')
    offers.delete(session)
    const isRescue = rescues.delete(session)
    if (isRescue && !accept) return screen.show(`${open.label(session)} is declined.`)
    const reply = await there.send(
      isRescue ? { action: 'accept-rescue', session } : { action: 'answer-transfer', session, accept },
    )
    if (reply.type === 'transferred' || reply.type === 'rescued') return sessions.taken(reply)
    if (!showRefusal(reply, screen)) screen.show(`${open.label(session)} is declined.`)
  }

  const join = async (number: number | undefined): Promise<void> => {
    const session = number === undefined ? [...calls][0] : open.numbered(number)
    if (!session || !calls.has(session)) return screen.show('Nobody asks you to join there; see /who.', 'alarm')
    const reply = await there.send({ action: 'join', session })
    calls.delete(session)
    if (reply.type !== 'joined') return void showRefusal(reply, screen)
    sessions.taken(reply)
  }

  const stepBack = async ({ number, all, note }: Extract<Command, { type: 'step-back' }>): Promise<void> => {
    const session = number === undefined ? open.current() : open.numbered(number)
    if (!session) return screen.show('Say which patron by their number: /step-back 2. See /who.', 'alarm')
    const reply = await there.send({ action: 'step-back', session, ...(all && { all }), ...(note && { note }) })
    if (reply.type !== 'stepped-back') return void showRefusal(reply, screen)
    const others = reply.others?.length ? ` ${reply.others.length} more from there are closed.` : ''
    screen.show(`You have stepped back from ${open.label(session)}, and nothing is mailed.${others}`)
    open.leave(session)
    repaint()
  }

  const who = (): void => {
    for (const patron of there.waiting()) screen.show(waits(open.label(patron.session), patron, there.now()))
    for (const session of offers) screen.show(`${open.label(session)} is offered to you.`)
    for (const session of calls) screen.show(`You are asked to join a colleague who serves ${open.label(session)}.`)
    for (const session of open.all()) screen.show(`${open.label(session)} is with you.`)
    if (there.waiting().length === 0) screen.show('Nobody is waiting.')
    const others = there.others()
    if (others > 0)
      screen.show(`${others}${others >= 100 ? ' or more' : ''} others wait behind them; /more shows the next.`)
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
        return answer(command.type === 'accept', command.number)
      case 'join':
        return join(command.number)
      case 'step-back':
        return stepBack(command)
      case 'who':
        return who()
      case 'more':
        await there.moreWaiting()
        return who()
      case 'to':
        if (!open.turnToNumber(command.number))
          screen.show('You are not serving a patron with this number; see /who.', 'alarm')
        return repaint()
      case 'owed':
        return command.number === undefined ? afterwards.list() : afterwards.show(command.number)
      case 'stepped-back':
        return afterwards.steppedBack(command.library)
      case 'policies':
        return sessions.policies(open.current(), command.library)
      case 'mailbox':
        return afterwards.mailbox(command.library)
      case 'take':
      case 'answer':
      case 'done':
      case 'hand-over':
      case 'send':
      case 'drop':
        return afterwards.act(command)
      case 'settings':
      case 'set':
      case 'invite':
      case 'person':
      case 'remove':
        return settings.obey(command)
      case 'people':
        return people.list()
      case 'room':
        if (command.text) return void showRefusal(await there.room.say(command.text), screen)
        if (!showRefusal(await there.room.open(), screen)) screen.show('You are in the staff room.')
        return
      case 'off':
        if (!showRefusal(await there.send({ action: 'off-duty' }), screen))
          screen.show('You are off duty. Your open sessions stay yours.')
        return
      case 'on':
        if (!showRefusal(await there.comeOnDuty(command.pools), screen))
          screen.show(`You are on duty${command.pools ? ` for ${command.pools.join(', ')}` : ''}.`)
        return
      default: {
        const session = open.current()
        return session
          ? sessions.obey(session, command)
          : screen.show('You are not serving anybody; use /pick first.', 'alarm')
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
