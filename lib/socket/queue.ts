import { librarianOf } from '../access/tickets.ts'
import { refuse } from '../decisions/refusals.ts'
import { assignmentOf } from '../desk/briefing.ts'
import { rememberOthers } from '../desk/other-patrons.ts'
import { type PickUpPorts, pickUpChosen, pickUpOldest, servantFor } from '../desk/pick-up.ts'
import type { Clocks, Connections, Desk, OnDuty } from '../desk/ports.ts'
import { resumed } from '../desk/resume.ts'
import { type Done, run } from '../desk/run.ts'
import { lookWhereEmpty } from '../desk/rungs.ts'
import { type Caller, on, type Route, refused, refusedBy } from './route.ts'

type QueuePorts = PickUpPorts & { readonly desk: Desk; readonly clocks: Clocks; readonly connections: Connections }

/** Librarians come on duty, see who waits, pick up the patron who has waited longest, and hand sessions over. */
export function queueActions(ports: QueuePorts): readonly Route[] {
  const { queue, desk, directory, sessions } = ports
  return [
    on('on-duty', async ({ pools: shift }, caller) => {
      const librarian = await directory.librarian(librarianOf(caller.identity))
      if (!librarian) return refused('unknown-librarian')
      const { id, name, library, limit } = librarian
      const pools = shift ?? librarian.pools
      const foreign = pools.find(pool => !librarian.pools.includes(pool))
      if (foreign !== undefined) return refused('not-your-pool', `Yours are ${librarian.pools.join(', ')}.`)
      await desk.arrive({ librarian: id, name, library, pools, limit, connection: caller.connection })
      const [waiting, { sessions: held }] = await Promise.all([queue.waiting(pools), desk.find(id)])
      return { type: 'on-duty', pools: [...pools], limit, waiting: [...waiting], sessions: [...held] }
    }),

    on('off-duty', async (_frame, { identity, connection, at }) => {
      const librarian = librarianOf(identity)
      const { duty, sessions: held } = await desk.find(librarian)
      await desk.depart(librarian, connection)
      if (duty?.connection === connection) await lookWhereEmpty(ports, duty.pools, at)
      return { type: 'off-duty', sessions: [...held] }
    }),

    on('pick-up', async ({ session, reason }, caller) => {
      const duty = await dutyOf(desk, caller)
      if (!duty) return refusedBy(refuse('not-on-duty'))
      const outcome = session
        ? await pickUpChosen(ports, duty, { session, reason }, caller.at)
        : await pickUpOldest(ports, duty, caller.at)
      return 'refusal' in outcome
        ? refusedBy(outcome)
        : { ...(await assigned(ports, outcome, caller)), type: 'picked-up' }
    }),

    on('transfer', async ({ session, librarian, pool, note }, { identity, at }) => {
      const by = librarianOf(identity)
      const to = librarian ? { librarian } : pool ? { pool } : undefined
      if (!to) return refused('bad-frame', 'Name a librarian or a pool.')
      const reachable = librarian
        ? (await desk.find(librarian)).duty !== undefined
        : (await desk.reach([pool ?? ''])).some(one => one.librarian !== by)
      const outcome = await run(ports, session, { type: 'OfferTransfer', at, by, to, reachable, note })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'transfer-asked', session }
    }),

    on('answer-transfer', async ({ session, accept }, caller) => {
      const duty = await dutyOf(desk, caller)
      if (!duty) return refusedBy(refuse('not-on-duty'))
      const newest = await sessions.load(session)
      const librarian = await servantFor(directory, duty, newest?.session.library)
      const answer = { accept, librarian, pools: duty.pools, connection: duty.connection }
      const outcome = await run(ports, session, { type: 'AnswerTransfer', at: caller.at, ...answer }, newest)
      if ('refusal' in outcome) return refusedBy(outcome)
      if (!accept) return { type: 'transfer-declined', session }
      return { ...(await assigned(ports, outcome, caller)), type: 'transferred' }
    }),
  ]
}

/** The librarian behind a frame, if they are on duty on this very connection. */
async function dutyOf(desk: Desk, { identity, connection }: Caller): Promise<OnDuty | undefined> {
  const { duty } = await desk.find(librarianOf(identity))
  return duty?.connection === connection ? duty : undefined
}

/** The whole session, and what a stranger to the patron's library needs to know. */
async function assigned(ports: QueuePorts, { session, before }: Done, { identity, at }: Caller) {
  const id = librarianOf(identity)
  await rememberOthers(ports, id, at, session)
  if (before?.status === 'active') await rememberOthers(ports, before.librarian.id, at)
  const [all, assignment] = await Promise.all([
    resumed(ports.sessions, session, { role: 'librarian', id }, 0),
    assignmentOf(ports.directory, session, id, at),
  ])
  return { ...all, assignment }
}
