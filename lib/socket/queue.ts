import { librarianOf } from '../access/tickets.ts'
import { refuse } from '../decisions/refusals.ts'
import { briefingFor } from '../desk/briefing.ts'
import { shareOtherPatrons } from '../desk/other-patrons.ts'
import { type PickUpPorts, pickUpChosen, pickUpOldest, servingLibrarian } from '../desk/pick-up.ts'
import type { Connections, OnDuty, Roster, SessionTimers } from '../desk/ports.ts'
import { resumed } from '../desk/resume.ts'
import { type Done, run } from '../desk/run.ts'
import { skipEmptyRungs } from '../desk/staffing.ts'
import { queueRecords } from '../protocol/queue.ts'
import { answering, type Caller, type Route, refused, refusedBy } from './route.ts'

type QueuePorts = PickUpPorts & {
  readonly roster: Roster
  readonly timers: SessionTimers
  readonly connections: Connections
}

/** Librarians come on duty, see who waits, pick up the patron who has waited longest, and hand sessions over. */
export function queueActions(ports: QueuePorts): readonly Route[] {
  const { queue, roster, directory, sessions } = ports
  return answering(queueRecords)({
    'on-duty': async ({ pools: chosen }, caller) => {
      const librarian = await directory.librarian(librarianOf(caller.identity))
      if (!librarian) return refused('unknown-librarian')
      const { id, name, library, limit } = librarian
      const pools = chosen ?? librarian.pools
      const foreign = pools.find(pool => !librarian.pools.includes(pool))
      if (foreign !== undefined) return refused('not-your-pool', `Yours are ${librarian.pools.join(', ')}.`)
      await roster.arrive({ librarian: id, name, library, pools, limit, connection: caller.connection })
      const [waiting, { sessions: held }] = await Promise.all([queue.waiting(pools), roster.find(id)])
      return { type: 'on-duty', pools: [...pools], limit, waiting: [...waiting], sessions: [...held] }
    },

    'off-duty': async (_frame, { identity, connection, at }) => {
      const librarian = librarianOf(identity)
      const { duty, sessions: held } = await roster.find(librarian)
      await roster.depart(librarian, connection)
      if (duty?.connection === connection) await skipEmptyRungs(ports, duty.pools, at)
      return { type: 'off-duty', sessions: [...held] }
    },

    'pick-up': async ({ session, reason }, caller) => {
      const duty = await dutyOf(ports, caller)
      if (!duty) return refusedBy(refuse('not-on-duty'))
      const outcome = session
        ? await pickUpChosen(ports, duty, { session, reason }, caller.at)
        : await pickUpOldest(ports, duty, caller.at)
      return 'refusal' in outcome
        ? refusedBy(outcome)
        : { ...(await withBriefing(ports, outcome, caller)), type: 'picked-up' }
    },

    transfer: async ({ session, librarian, pool, note }, { identity, at }) => {
      const by = librarianOf(identity)
      const to = librarian ? { librarian } : pool ? { pool } : undefined
      if (!to || (librarian && pool)) return refused('bad-frame', 'Name a librarian or a pool, and not both.')
      const reachable = librarian
        ? (await roster.find(librarian)).duty !== undefined
        : (await roster.reach([pool ?? ''])).some(one => one.librarian !== by)
      const outcome = await run(ports, session, { type: 'OfferTransfer', at, by, to, reachable, note })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'transfer-asked', session }
    },

    'answer-transfer': async ({ session, accept }, caller) => {
      const duty = await dutyOf(ports, caller)
      if (!duty) return refusedBy(refuse('not-on-duty'))
      const newest = await sessions.load(session)
      const librarian = await servingLibrarian(directory, duty, newest?.session.library)
      const answer = { accept, librarian, pools: duty.pools, connection: duty.connection }
      const outcome = await run(ports, session, { type: 'AnswerTransfer', at: caller.at, ...answer }, newest)
      if ('refusal' in outcome) return refusedBy(outcome)
      if (!accept) return { type: 'transfer-declined', session }
      return { ...(await withBriefing(ports, outcome, caller)), type: 'transferred' }
    },
  })
}

/** The librarian behind a frame, if they are on duty on this very connection, and of the consortium still. */
async function dutyOf(
  { roster, directory }: QueuePorts,
  { identity, connection }: Caller,
): Promise<OnDuty | undefined> {
  const librarian = librarianOf(identity)
  const { duty } = await roster.find(librarian)
  if (duty?.connection !== connection) return undefined
  if (await directory.librarian(librarian)) return duty
  // Whoever has left is told of nobody any more, either.
  await roster.depart(librarian, connection)
  return undefined
}

/** The whole session, and what a stranger to the patron's library needs to know. */
async function withBriefing(ports: QueuePorts, { session, before }: Done, { identity, at }: Caller) {
  const id = librarianOf(identity)
  await shareOtherPatrons(ports, id, at, session)
  if (before?.status === 'active') await shareOtherPatrons(ports, before.librarian.id, at)
  const [all, briefing] = await Promise.all([
    resumed(ports.sessions, session, { role: 'librarian', id }, 0),
    briefingFor(ports.directory, session, id, at),
  ])
  return { ...all, briefing }
}
