import { librarianOf } from '../access/tickets.ts'
import { refuse } from '../decisions/refusals.ts'
import { awake, type DutyPorts, goOffDuty, hasGoneHome, offDutyAt, othersThan } from '../desk/duty.ts'
import { withLibraryNames } from '../desk/library-names.ts'
import { shareOtherPatrons } from '../desk/other-patrons.ts'
import { type PickUpPorts, pickUpChosen, pickUpOldest, servingLibrarian, startServing } from '../desk/pick-up.ts'
import type { Found, OnDuty, Page, Roster } from '../desk/ports.ts'
import { type Done, run } from '../desk/run.ts'
import { queueRecords } from '../protocol/queue.ts'
import { placeIn } from '../protocol/queue-place.ts'
import { defaultTiming } from '../session/timing.ts'
import { briefed } from './briefed.ts'
import { answering, type Caller, type Route, refused, refusedBy } from './route.ts'

type QueuePorts = PickUpPorts & DutyPorts

/** The default number of patrons, which fit into one read unit of DynamoDB. */
const fewWaiting = 10

/** The count of patrons behind a page stops at this number. */
const countedMost = 100

/** The number of librarians who are told of a transfer to their pool: the first of its line. */
const toldOfTransfer = 8

/** Librarians come on duty, see who is waiting, pick up the patron who has waited longest, and transfer sessions. */
export function queueActions(ports: QueuePorts): readonly Route[] {
  const { roster, directory, sessions } = ports
  return answering(queueRecords)({
    'on-duty': async ({ pools: chosen, byItself }, { identity, connection, at }) => {
      const librarian = await directory.librarian(librarianOf(identity))
      if (!librarian || !(await directory.isLibrarian(librarian.id))) return refused('unknown-librarian')
      const { id, name, library, limit } = librarian
      const pools = chosen ?? librarian.pools
      const foreign = pools.find(pool => !librarian.pools.includes(pool))
      if (foreign !== undefined) return refused('not-your-pool', `Yours are ${librarian.pools.join(', ')}.`)
      const own = await directory.library(library)
      const { dutyLimit } = own?.timing ?? defaultTiming
      if (byItself) {
        const before = await roster.find(id)
        if (hasGoneHome(before, { dutyLimit }, at)) return { type: 'off-duty', sessions: [...before.sessions] }
      }
      const duty = { librarian: id, name, library, pools, limit, connection, dutyLimit }
      await roster.arrive({ ...duty, ...(own && { libraryName: own.name }) }, at, byItself)
      const [crowd, found] = await Promise.all([page(ports, pools, { at, most: 25 }, true), roster.find(id)])
      const waiting = othersThan(found.sessions, crowd.waiting)
      const held = { limit, sessions: [...found.sessions] }
      return { type: 'on-duty', pools: [...pools], ...held, ...crowd, waiting, ...asked(found, at) }
    },

    'off-duty': async (_frame, { identity, connection, at }) => {
      const librarian = librarianOf(identity)
      const { duty, sessions: held } = await roster.find(librarian)
      if (duty?.connection === connection) await goOffDuty(ports, duty, at)
      else await roster.depart(librarian, connection)
      return { type: 'off-duty', sessions: [...held] }
    },

    queue: async ({ after, most = fewWaiting, count }, { identity, connection, at }) => {
      const found = await roster.find(librarianOf(identity), true)
      const { duty } = found
      if (duty?.connection !== connection) return refusedBy(refuse('not-on-duty'))
      if (hasGoneHome(found, duty, at)) return goneHome(ports, duty, at)
      await awake(ports, found, at)
      const crowd = await page(ports, duty.pools, { at, most, after: placeIn(after), mayBeStale: true }, count)
      const waiting = othersThan(found.sessions, crowd.waiting)
      return { type: 'queue', ...crowd, waiting, ...asked(found, at), ...(found.asleep && { asleep: true as const }) }
    },

    heard: async ({ session, at: alert }, { identity, connection, at }) => {
      const found = await roster.hear(librarianOf(identity), connection, Math.min(alert, at + clocksApart))
      const { duty } = found
      if (duty?.connection !== connection) return refusedBy(refuse('not-on-duty'))
      if (hasGoneHome(found, duty, at)) return goneHome(ports, duty, at)
      await awake(ports, found, at)
      return { type: 'heard', session, ...(found.asleep && { asleep: true as const }) }
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
      const told = pool ? await firstInLine(ports, pool, by, at) : undefined
      const reachable = told ? told.length > 0 : await isThere(roster, librarian)
      const outcome = await run(ports, session, { type: 'OfferTransfer', at, by, to, reachable, told, note })
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

    'accept-rescue': async ({ session }, caller) => {
      const duty = await dutyOf(ports, caller)
      if (!duty) return refusedBy(refuse('not-on-duty'))
      const newest = await sessions.load(session)
      const librarian = await servingLibrarian(directory, duty, newest?.session.library)
      const { pools, connection } = duty
      const outcome = await run(
        ports,
        session,
        { type: 'AcceptRescue', at: caller.at, librarian, pools, connection },
        newest,
      )
      return 'refusal' in outcome
        ? refusedBy(outcome)
        : { ...(await withBriefing(ports, outcome, caller)), type: 'rescued' }
    },
  })
}

/** The most that the clocks of two machines may differ, ms. */
const clocksApart = 600_000

/**
 * The librarian who sent a frame, if they are on duty on this very connection and still in the consortium. Sending a frame
 * shows that they are awake.
 */
async function dutyOf(ports: QueuePorts, { identity, connection, at }: Caller): Promise<OnDuty | undefined> {
  const found = await onDutyAt(ports.roster, librarianOf(identity), connection)
  if (!found?.duty) return undefined
  if (!(await ports.directory.isLibrarian(found.duty.librarian))) {
    // A librarian who has left is no longer told about patrons.
    await ports.roster.depart(found.duty.librarian, connection)
    return undefined
  }
  if (found.asleep) await awake(ports, found, at)
  return found.duty
}

/** Their state, if they are on duty on this connection. Only those who have just come on duty are read a second time. */
async function onDutyAt(roster: Roster, librarian: string, connection: string): Promise<Found | undefined> {
  const mayBeStale = await roster.find(librarian, true)
  if (mayBeStale.duty?.connection === connection) return mayBeStale
  const found = await roster.find(librarian)
  return found.duty?.connection === connection ? found : undefined
}

/** The librarian has not shown that they are there. They go off duty, and their client does not come back on its own (R40). */
async function goneHome(ports: QueuePorts, duty: OnDuty, at: number) {
  await goOffDuty(ports, duty, at)
  return { type: 'off-duty' as const, sessions: [] }
}

/** When they must have shown that they are there, if they are being asked (R40). */
function asked(found: Found, at: number) {
  const end = found.duty && offDutyAt(found, found.duty, at)
  return end === undefined ? {} : { offDutyAt: end }
}

/** One page of waiting patrons, and how many more there are. */
async function page({ queue, directory }: QueuePorts, pools: readonly string[], wanted: Page, isCounted = false) {
  const { entries, more } = await queue.waiting(pools, wanted)
  const last = entries.at(-1)
  const others =
    more && last && isCounted ? (await queue.count(pools, { at: wanted.at, after: last, most: countedMost })).count : 0
  return { waiting: await withLibraryNames(directory, entries), ...(more && { more }), ...(others > 0 && { others }) }
}

/** The members of a pool who are told of a transfer to it: those below their limit, longest idle first. */
async function firstInLine({ roster }: QueuePorts, pool: string, but: string, at: number) {
  const [line] = await roster.lines([pool], toldOfTransfer + 1, at)
  const others = (line?.next ?? []).filter(({ librarian }) => librarian !== but)
  return others.slice(0, toldOfTransfer).map(({ librarian, connection }) => ({ librarian, connection }))
}

/** Whether a librarian is on duty, and awake. */
async function isThere(roster: Roster, librarian = ''): Promise<boolean> {
  const { duty, asleep } = await roster.find(librarian)
  return duty !== undefined && !asleep
}

/** The reply to a librarian who begins to serve. */
async function withBriefing(ports: QueuePorts, outcome: Done, caller: Caller) {
  await startServing(ports, outcome.session)
  if (outcome.before?.status === 'active') await shareOtherPatrons(ports, outcome.before.librarian.id, caller.at)
  return briefed(ports, outcome, caller)
}
