import type { Sessions } from '../../lib/desk/ports.ts'
import type { Event } from '../../lib/session/events.ts'
import { decide, evolve } from '../../lib/session/session.ts'
import { type Sender, type Session, senderKey } from '../../lib/session/state.ts'
import { memoryTables } from '../memory/tables.ts'
import { at } from './members.ts'

/** Who speaks: the patron, the librarian, or nobody (something else happens). */
export type Turn = 'patron' | 'librarian' | 'nobody'

const rob = { id: 'rob', name: 'Rob', library: 'wren' }
const senders: Readonly<Record<'patron' | 'librarian', Sender>> = {
  patron: { role: 'patron' },
  librarian: { role: 'librarian', id: 'rob' },
}

/** A conversation with these turns, step by step in a memory; what each side said is numbered by its own counter. */
export async function longTalk(turns: readonly Turn[], isExpired = (_step: number) => false, more = '') {
  const tables = memoryTables(({ step }) => isExpired(step))
  const id = 'A'
  let session: Session | undefined
  let step = 0
  const happens = async (events: readonly Event[]) => {
    for (const event of events) session = evolve(session, event)
    if (session) await tables.sessions.append({ step: ++step, events, session }, [])
  }
  const ladder = { rungs: [{ pool: 'cooperative', after: 0 }], staffed: ['cooperative'] }
  await happens([{ type: 'Asked', at, session: id, library: 'wren', pools: ladder.staffed, question: 'The almanac?' }])
  await happens([{ type: 'PickedUp', at, librarian: rob, connection: 'rob-1' }])
  for (const [i, turn] of turns.entries()) {
    if (turn === 'nobody') await happens([{ type: 'PatronCame', at: at + i, connection: `patron-${i}` }])
    else {
      const from = senders[turn]
      const n = (session?.counters[senderKey(from)] ?? 0) + 1
      const decision = decide(session, { type: 'Say', at: at + i, from, n, text: `${turn} ${n}${more}` })
      if ('events' in decision) await happens(decision.events)
    }
  }
  const newest = await tables.sessions.load(id)
  if (!newest) throw new Error('Nothing was said.')
  return { sessions: counting(tables.sessions), newest, senders, tables }
}

/** The same log, which counts how many steps are read of it. */
function counting(sessions: Sessions) {
  const looks: number[] = []
  return {
    ...sessions,
    looks,
    steps: async (...asked: Parameters<Sessions['steps']>) => {
      const read = await sessions.steps(...asked)
      looks.push(read.length)
      return read
    },
  } satisfies Sessions & { readonly looks: number[] }
}
