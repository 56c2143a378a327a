import type { StepWrite } from '../../../lib/facts/joint-write.ts'
import type { Enqueue } from '../../../lib/session/joint-writes.ts'
import { poolsAt } from '../../../lib/session/state.ts'
import type { LibrarianPlan } from '../librarian.ts'
import type { Run, Written } from '../simulation.ts'
import { timing } from '../story.ts'
import { type Broken, ofType } from './invariant.ts'

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

/** What is said of one patron, and so never to whoever picks up the next. */
const ofOnePatron: readonly string[] = ['already-picked-up', 'already-yours', 'closed', 'no-such-session']

/** Whoever loses a race for a patron gets the next one, or hears that nobody waits. */
export const loserGetsNext: Broken = ({ librarians }) =>
  librarians.flatMap(({ plan, client }) =>
    client.acknowledged.flatMap(({ frame, reply }) =>
      frame.action === 'pick-up' && reply.type === 'refused' && ofOnePatron.includes(reply.code)
        ? [`${plan.id} picked up the next patron, and heard ${reply.code}`]
        : [],
    ),
  )

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
