import type { Reply } from '../lib/protocol/frames-out.ts'
import type { LibrarianClient } from './librarian-client.ts'
import type { Command } from './librarian-commands.ts'
import { said } from './librarian-news.ts'
import type { Rooms } from './rooms.ts'
import { type Screen, showRefusal, since } from './screen.ts'
import type { Outgoing } from './wire.ts'

type Taken = Extract<Reply, { type: 'picked-up' | 'transferred' }>
type Softened = Extract<Outgoing, { action: 'say' | 'close' }>

/** What a librarian does in the session that they are turned to. */
export interface SessionDesk {
  obey(session: string, command: Command): Promise<void>
  /** A session has come to this librarian: they see all that they need. */
  taken(reply: Taken): void
}

export function sessionDesk(there: LibrarianClient, open: Rooms, screen: Screen, repaint: () => void): SessionDesk {
  const assignments = new Map<string, Taken['assignment']>()
  /** What was refused last and may be insisted on. */
  let refused: Softened | undefined

  /** Sends what the desk may refuse softly, and shows what it says to it. */
  const insisting = async (frame: Softened): Promise<Reply | undefined> => {
    const reply = await there.send(frame)
    if (reply.type !== 'refused') return reply
    refused = frame
    const hint = reply.soft ? ` /despite ${reply.code} does it all the same.` : ''
    const offer = reply.offer ? ` Better: /close ${reply.offer}.` : ''
    screen.show(`${reply.reason}${offer}${hint}`, 'alarm')
    return undefined
  }

  const send = async (frame: Softened): Promise<void> => {
    const reply = await insisting(frame)
    if (reply?.type === 'said') for (const { hint } of reply.advice ?? []) screen.show(`   (${hint})`, 'quiet')
    if (reply?.type !== 'closed') return
    screen.show(`${open.label(reply.session)} is closed: ${reply.code} (${reply.how}).`)
    open.leave(reply.session)
    repaint()
  }

  const scripts = (session: string) => {
    const lists = assignments.get(session)?.scripts
    return [...(lists?.mine ?? []), ...(lists?.myLibrary ?? []), ...(lists?.patronsLibrary ?? [])]
  }

  const showScripts = (session: string): void => {
    const lists = assignments.get(session)?.scripts ?? { mine: [], myLibrary: [], patronsLibrary: [] }
    const titles = { mine: 'Yours', myLibrary: "Your library's", patronsLibrary: "The patron's library's" }
    for (const list of ['mine', 'myLibrary', 'patronsLibrary'] as const) {
      screen.show(`${titles[list]}:${lists[list].length ? '' : ' none'}`)
      for (const { id, title, text } of lists[list]) screen.show(`  ${id} (${title}): ${text}`)
    }
  }

  const sendScript = async (session: string, id: string): Promise<void> => {
    const script = scripts(session).find(one => one.id === id)
    if (!script) return screen.show(`There is no script "${id}"; see /scripts.`, 'alarm')
    await send({ action: 'say', session, text: script.text, script: id })
  }

  const simply = async (frame: Outgoing, done: string): Promise<void> => {
    if (!showRefusal(await there.send(frame), screen)) screen.show(done)
  }

  return {
    taken: ({ session, library, askedAt, patron, assignment }) => {
      assignments.set(session, assignment)
      open.enter(session, patron.name)
      open.turnTo(session)
      screen.show(`You serve ${open.label(session)} of ${library}, who asked ${since(askedAt)} ago:`)
      for (const message of there.transcript(session)) screen.show(said(open, session, message), 'words')
      const page = assignment.policyPage ? ` Policy page: ${assignment.policyPage}` : ''
      screen.show(`${assignment.library} is ${assignment.open ? 'open' : 'closed'} now.${page}`, 'quiet')
      screen.show(`/greet says: ${assignment.greeting}`, 'quiet')
      repaint()
    },

    obey: async (session, command) => {
      const label = open.label(session)
      switch (command.type) {
        case 'say':
          return send({ action: 'say', session, text: command.text })
        case 'search':
          return send({ action: 'say', session, text: command.text, kind: 'statement' })
        case 'resource':
          return send({ action: 'say', session, text: command.text, kind: 'resource', resource: command.resource })
        case 'greet':
          return send({ action: 'say', session, text: assignments.get(session)?.greeting ?? '', script: 'greeting' })
        case 'scripts':
          return showScripts(session)
        case 'script':
          return sendScript(session, command.text)
        case 'note':
          return void showRefusal(await there.send({ action: 'note', session, text: command.text }), screen)
        case 'contact':
          return simply({ action: 'ask-contact', session }, `The contact form is open before ${label}.`)
        case 'attest':
          return simply({ action: 'attest-contact', session, email: command.text }, `Attested: ${command.text}.`)
        case 'policy':
          return simply({ action: 'report-policy', session, text: command.text }, 'Their library has been told.')
        case 'transfer': {
          const to =
            command.to.includes(':') || command.to === 'cooperative' ? { pool: command.to } : { librarian: command.to }
          const note = command.note && { note: command.note }
          return simply({ action: 'transfer', session, ...to, ...note }, `${label} is offered to ${command.to}.`)
        }
        case 'suggest': {
          const reply = await there.send({ action: 'suggest', session })
          if (reply.type === 'suggestion') return screen.show(`${reply.code}: ${reply.reason}`)
          return void showRefusal(reply, screen)
        }
        case 'close':
          return send({ action: 'close', session, ...command.closing })
        case 'despite':
          if (!refused) return screen.show('Nothing was refused.', 'alarm')
          return send({ ...refused, despite: [...(refused.despite ?? []), command.text] })
        case 'again':
          for (const message of there.transcript(session)) screen.show(said(open, session, message), 'words')
      }
    },
  }
}
