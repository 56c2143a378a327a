import { type Identity, senderOf } from '../access/tickets.ts'
import { refuse } from '../decisions/refusals.ts'
import { shareForEach } from '../desk/other-patrons.ts'
import type { Connections, Directory, Roster, TimerTokens } from '../desk/ports.ts'
import { type RunPorts, run } from '../desk/run.ts'
import { addressIn } from '../practice/signs.ts'
import { messageRecords } from '../protocol/messages.ts'
import { adviceOn } from '../session/advice.ts'
import { whyNotSay } from '../session/messages.ts'
import { librarianHere, type Sender, type Session } from '../session/state.ts'
import { keepsAsleep } from '../session/timing.ts'
import { answering, type Route, refusedBy } from './route.ts'

/** The messages of a session, which must stay cheap: one read, one write, one post. */
export function messageActions(
  ports: RunPorts & {
    readonly connections: Connections
    readonly roster: Roster
    readonly directory: Directory
    readonly timerTokens: Pick<TimerTokens, 'keepAsleep'>
  },
): readonly Route[] {
  return answering(messageRecords)({
    say: async ({ action: _action, id: _id, session, ...words }, { identity, at }) => {
      const own = await ownAddresses(ports.directory, identity, words.text)
      const outcome = await run(ports, session, { type: 'Say', at, from: senderOf(identity), ...words, own })
      if ('refusal' in outcome) return refusedBy(outcome)
      const [said] = outcome.events
      if (said?.type !== 'Said') return refusedBy(refuse('other-words'))
      if (keepsAsleep(outcome.before, said)) await ports.timerTokens.keepAsleep(session)
      // A message with an address is rare. The librarian's other sessions must not mention that address from now on (R20).
      if (said.address) await shareForEach(ports, outcome.session, at)
      const advice = adviceOn(outcome.before, said)
      const { n, number } = said
      return { type: 'said', session, n, number, at: said.at, ...(advice.length && { advice: [...advice] }) }
    },

    note: async ({ session, n, text }, { identity, at }) => {
      const outcome = await run(ports, session, { type: 'Note', at, from: senderOf(identity), n, text })
      if ('refusal' in outcome) return refusedBy(outcome)
      const [noted] = outcome.events
      if (noted?.type !== 'Noted') return refusedBy(refuse('other-words'))
      return { type: 'noted', session, n, at: noted.at }
    },

    typing: async ({ session: id }, { identity }) => {
      const who = senderOf(identity)
      const session = (await ports.sessions.glance(id))?.session
      const no = session ? whyNotSay(session, who) : refuse('no-such-session')
      if (!session || no) return refusedBy(no ?? refuse('no-such-session'))
      const name = who.role === 'librarian' ? librarianHere(session, who.id)?.name : undefined
      const typing = { type: 'typing', session: id, from: who.role, ...(name && { name }) } as const
      await Promise.all(othersIn(session, who).map(other => ports.connections.post(other, typing)))
      return { type: 'typed', session: id }
    },
  })
}

/** The connections of the others in a session. */
function othersIn(session: Session, who: Sender): readonly string[] {
  const { librarian, second } = session.status === 'active' ? session : {}
  const staff = [librarian, second].filter(one => who.role === 'patron' || one?.id !== who.id)
  const others = [...(who.role === 'patron' ? [] : [session.patron]), ...staff]
  return others.flatMap(one => one?.connection ?? [])
}

/** The desk's own addresses, if a patron's message contains an address. Such a message is rare and costs another read. */
async function ownAddresses(directory: Directory, { role, library }: Identity, text: string) {
  if (role !== 'patron' || addressIn(text) === undefined) return undefined
  return (await directory.library(library))?.desk
}
