import { connectLibrarian, type LibrarianClient } from './librarian-client.ts'
import { type Closing, type Command, commandIn, help } from './librarian-commands.ts'
import { librarianNews, said } from './librarian-news.ts'
import { part } from './parting.ts'
import { rooms } from './rooms.ts'
import { atMostEvery, type Screen, showRefusal, since } from './screen.ts'

/** A librarian's side of the desk in a terminal: who waits, whom they serve, and everything that is said. */
export async function librarianChat(http: string, token: () => Promise<string>, screen: Screen): Promise<void> {
  const open = rooms()
  let tried: Closing = {}

  let desk: LibrarianClient | undefined
  const repaint = (): void => {
    const current = open.current()
    const crowd = desk?.waiting().length ?? 0
    screen.prompt(`${current ? open.label(current) : 'nobody'}${crowd > 0 ? ` · ${crowd} waiting` : ''} > `)
  }
  const there = await connectLibrarian(http, token, { listener: librarianNews(open, screen, repaint) })
  desk = there
  screen.show(`${there.name}, you are on duty. /help shows what you can do.`)
  repaint()

  const close = async (session: string, closing: Closing, despite?: string) => {
    tried = closing
    const reply = await there.send({ action: 'close', session, ...closing, ...(despite && { despite: [despite] }) })
    if (reply.type === 'refused') {
      const hint = reply.soft ? ` /despite ${reply.code} closes it all the same.` : ''
      const offer = reply.offer ? ` Better: /close ${reply.offer}.` : ''
      return screen.show(`${reply.reason}${offer}${hint}`, 'alarm')
    }
    if (reply.type === 'closed') screen.show(`${open.label(session)} is closed: ${reply.code} (${reply.how}).`)
    open.leave(session)
    repaint()
  }

  const pick = async () => {
    const reply = await there.send({ action: 'pick-up' })
    if (reply.type !== 'picked-up') return void showRefusal(reply, screen)
    const { session, library, askedAt, patron } = reply
    open.enter(session, patron.name)
    open.turnTo(session)
    screen.show(`You serve ${open.label(session)} of ${library}, who asked ${since(askedAt)} ago:`)
    for (const message of there.transcript(session)) screen.show(said(open, session, message), 'words')
    repaint()
  }

  const inSession = async (session: string, command: Command) => {
    switch (command.type) {
      case 'say':
      case 'note':
        return void showRefusal(await there.send({ action: command.type, session, text: command.text }), screen)
      case 'contact':
        if (!showRefusal(await there.send({ action: 'ask-contact', session }), screen))
          screen.show(`The contact form is open before ${open.label(session)}.`)
        return
      case 'attest':
        if (!showRefusal(await there.send({ action: 'attest-contact', session, email: command.text }), screen))
          screen.show(`Attested: ${command.text}.`)
        return
      case 'close':
        return close(session, command.closing)
      case 'despite':
        return close(session, tried, command.text)
      case 'again':
        for (const message of there.transcript(session)) screen.show(said(open, session, message), 'words')
    }
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
        return pick()
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
        return session ? inSession(session, command) : screen.show('You serve nobody yet; /pick first.', 'alarm')
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
