import type { StepWrite } from '../../../lib/facts/joint-write.ts'
import type { Event } from '../../../lib/session/events.ts'
import type { Enqueue } from '../../../lib/session/joint-writes.ts'
import { librariansIn, poolsAt } from '../../../lib/session/state.ts'
import type { LibrarianPlan } from '../librarian.ts'
import type { Run, Written } from '../simulation.ts'
import { timing } from '../story.ts'
import { type Broken, inEach, ofType } from './invariant.ts'

export const oneLibrarian: Broken = ({ librarians, written }, logs) => {
  const holders = new Map<string, Set<string>>()
  const wrong: string[] = []
  for (const { jointWrites, step } of written) {
    const { session } = step
    const held = holders.get(session.id) ?? new Set()
    for (const jointWrite of jointWrites) {
      if (jointWrite.type === 'Release') held.delete(jointWrite.librarian)
      if (jointWrite.type === 'Take') held.add(jointWrite.librarian)
    }
    holders.set(session.id, held)
    const here = session.status === 'active' ? librariansIn(session) : []
    if (held.size !== here.length || here.some(one => !held.has(one)))
      wrong.push(`${session.id} is held by ${[...held].join(' and ')}, and ${here.join(' and ')} are there`)
  }
  const deaf = librarians.flatMap(({ plan, given }) =>
    given
      .filter(session => !logs.get(session)?.events.some(event => gives(event, plan.id)))
      .map(session => `${plan.id} was told that ${session} is theirs, and it never was`),
  )
  return [...wrong, ...deaf]
}
const gives = (event: Event, librarian: string) =>
  ((event.type === 'PickedUp' ||
    event.type === 'TransferAccepted' ||
    event.type === 'Rescued' ||
    event.type === 'Joined') &&
    event.librarian.id === librarian) ||
  (event.type === 'LibrarianLeft' && event.because === 'taken-over')

export const withinLimits: Broken = ({ librarians, written }) => {
  const held = new Map<string, Set<string>>(librarians.map(({ plan }) => [plan.id, new Set()]))
  return written.flatMap(({ jointWrites }) => {
    for (const jointWrite of jointWrites) {
      if (jointWrite.type === 'Take') held.get(jointWrite.librarian)?.add(jointWrite.session)
      if (jointWrite.type === 'Release') held.get(jointWrite.librarian)?.delete(jointWrite.session)
    }
    return librarians
      .filter(({ plan }) => (held.get(plan.id)?.size ?? 0) > plan.limit)
      .map(({ plan }) => `${plan.id} holds ${held.get(plan.id)?.size} sessions, ${plan.limit} at most`)
  })
}

export const oneEnd: Broken = ({ patrons, world, flood }, logs) => [
  ...inEach(logs, (_session, log) => {
    const ends = ofType(log.events, 'Closed')
    return [ends.length !== 1 && `has ${ends.length} ends`, log.last?.status !== 'closed' && 'is not closed']
  }),
  ...patrons
    .filter(({ session, client }) => session() === undefined && !client.isGone())
    .map(({ plan }) => `${plan.name} asked, and there is no session`),
  ...(logs.size > patrons.length + (flood?.plan.questions ?? 0)
    ? [`${patrons.length} patrons${flood ? ' and a flood' : ''} opened ${logs.size} sessions`]
    : []),
  ...world.waitingNow().map(session => `${session} is still in the queue`),
  ...[...world.heldNow()].flatMap(([librarian, held]) =>
    [...held].map(session => `${librarian} holds ${session} after its end`),
  ),
]

/** An entry of the queue, and since when it says what it says: one that is written again shows the patron to more pools. */
type Entry = Enqueue & { readonly since: number }

const poolsOf = ({ library }: LibrarianPlan) => [`library:${library}`, 'cooperative']

/** A pick-up gives the longest-waiting patron of those that the librarian could see at the time. */
export const oldestFirst: Broken = run => {
  const { written, librarians } = run
  const waiting = new Map<string, readonly Entry[]>()
  return written.flatMap(({ step, jointWrites, at }) => {
    const found: string[] = []
    const { id } = step.session
    for (const jointWrite of jointWrites) {
      if (jointWrite.type === 'Enqueue') {
        const since = jointWrite.later ? enteredAt(run, id, at) : at
        waiting.set(id, [...(waiting.get(id) ?? []), { ...jointWrite, since }])
      }
      if (jointWrite.type !== 'Dequeue') continue
      const mine = waiting.get(id)?.at(-1)
      waiting.delete(id)
      const picked = ofType(step.events, 'PickedUp')[0]
      if (!mine || !picked) continue
      const pools = librarians
        .filter(({ plan }) => plan.id === picked.librarian.id)
        .flatMap(({ plan }) => poolsOf(plan))
      for (const [other, entries] of waiting) {
        const place = entries.findLast(({ since }) => since < at - 5_000)
        // Which pools see a patron by now is a matter of the clock of the function that picks up.
        const moment = Math.min(at, picked.at) - 5_000
        if (place && isAhead(place, mine) && poolsAt(place, moment).some(pool => pools.includes(pool)))
          found.push(`${id} was picked up before ${other}, which had waited longer`)
      }
    }
    if (step.session.status === 'waiting' && !waiting.has(id)) found.push(`${id} waits and is in no queue`)
    return found
  })
}

/** Whoever comes after others comes after all of them; otherwise the older is ahead. */
function isAhead(one: Enqueue, other: Enqueue): boolean {
  if ((one.afterOthers ?? false) !== (other.afterOthers ?? false)) return other.afterOthers === true
  return one.askedAt < other.askedAt
}

/** When an entry was in the queue after its step; never, if it was lost. */
function enteredAt({ world }: Run, session: string, at: number): number {
  const isOf = (write: StepWrite) => write.type === 'Enqueue' && write.session === session
  return world.settled.find(one => one.at >= at && isOf(one.write))?.at ?? Number.POSITIVE_INFINITY
}

/**
 * The timer wakes 15 s after the question. A function that dies when it picks up starts no timer that wakes after 30 s, and the one
 * that goes on may sleep for five minutes. So may any timer whose first wake failed to make the write.
 */
const settledWithin = { Enqueue: 20_000, Dequeue: 340_000 }

/** An entry that got lost is in the queue when the timer wakes, and one that stayed behind is gone by then. */
export const settledInTime: Broken = run => {
  if (run.faults.some(({ kind }) => kind === 'wake' || kind === 'start')) return []
  const isThere = (wanted: StepWrite, from: number, to: number) =>
    run.world.settled.some(
      ({ at, write }) =>
        at >= from &&
        at <= to &&
        write.type === wanted.type &&
        'session' in wanted &&
        'session' in write &&
        write.session === wanted.session,
    )
  return run.written.flatMap(({ step, jointWrites, at }, i) =>
    jointWrites.flatMap(write => {
      if ((write.type !== 'Enqueue' && write.type !== 'Dequeue') || !write.later) return []
      const until = at + settledWithin[run.faults.length > 1 ? 'Dequeue' : write.type]
      const next = run.written
        .slice(i + 1)
        .find(one => one.step.session.id === write.session && one.step.session.status !== step.session.status)
      if ((next?.at ?? run.ended) < until) return []
      return isThere(write, at, until) ? [] : [`the ${write.type} of ${write.session} got lost`]
    }),
  )
}

/** No patron waits to the end while a librarian within reach, whose page is awake, has had room for a minute. */
export const notInVain: Broken = run =>
  run.written.flatMap(({ step: { events, session }, before, at }) => {
    const closed = ofType(events, 'Closed')[0]
    if (closed?.how !== 'by-default' || before?.status !== 'waiting' || before.patron.left) return []
    if (at - (before.backAt ?? before.askedAt) < timing.waitLimit) return []
    return run.librarians
      .filter(({ plan, client }) => {
        const connection = client.connection()
        const isThere = connection !== undefined && run.world.isOpen(connection)
        const inReach = before.pools.some(pool => poolsOf(plan).includes(pool))
        const hasLeft = plan.leavesAt !== undefined && at >= run.began + plan.leavesAt
        const since = Math.max(freeSince(run.written, plan, at), wokeAt(run, plan, at))
        return isThere && !hasLeft && inReach && since < at - 60_000
      })
      .map(({ plan }) => `${session.id} waited in vain while ${plan.id} was free`)
  })

/** How long a librarian who has left may go on, ms; where something fails, until the timer of the session wakes by itself. */
const farewell = { usual: 5_000, lossy: 600_000 }

/** Whoever has left the consortium says nothing more to a patron, and takes none. */
export const goneIsGone: Broken = run => {
  const { usual, lossy } = farewell
  return run.librarians.flatMap(({ plan: { id, leavesAt } }) => {
    if (leavesAt === undefined) return []
    const end = run.began + leavesAt + (run.faults.length > 0 ? lossy : usual)
    return run.written.flatMap(({ at, step: { events, session } }) => {
      if (at <= end) return []
      const said = ofType(events, 'Said').some(({ from }) => from.role === 'librarian' && from.id === id)
      const taken = ofType(events, 'PickedUp').some(({ librarian }) => librarian.id === id)
      return said || taken ? [`${session.id} heard from ${id}, who had left`] : []
    })
  })
}

/** When a librarian's page woke up last; later than the moment, if it sleeps. */
function wokeAt({ began }: Run, { sleeps }: LibrarianPlan, moment: number): number {
  return sleeps && began + sleeps.at <= moment ? began + sleeps.at + sleeps.wakesAfter : 0
}

/** Since when a librarian has been below their limit, at a moment; never if they are at it. */
function freeSince(written: readonly Written[], { id, limit }: LibrarianPlan, moment: number): number {
  const held = new Set<string>()
  let since = 0
  for (const { jointWrites, at } of written) {
    if (at > moment) break
    for (const jointWrite of jointWrites) {
      if (jointWrite.type !== 'Take' && jointWrite.type !== 'Release') continue
      if (jointWrite.librarian !== id) continue
      const wasFree = held.size < limit
      if (jointWrite.type === 'Take') held.add(jointWrite.session)
      else held.delete(jointWrite.session)
      const isFree = held.size < limit
      if (!isFree) since = Number.POSITIVE_INFINITY
      else if (!wasFree) since = at
    }
  }
  return since
}
