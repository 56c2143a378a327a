import type { LibrarianActor } from '../librarian.ts'
import type { Run } from '../simulation.ts'
import { timing } from '../story.ts'
import { type Broken, inEach, type Log, ofType } from './invariant.ts'

/** If the clocks of machines differ, times mean nothing. */
const isSkewed = ({ faults }: Run) => faults.some(({ fault }) => fault?.startsWith('clock-'))

/** If a push, a wake or a read failed, an alert may be late or lost. */
const isLossy = ({ faults }: Run) => faults.some(({ kind }) => kind !== 'event' && kind !== 'mail')

/** Every period in which a session waited, from the step that began it to the step that ended it. */
function waits({ steps }: Log) {
  const found: {
    readonly from: number
    /** Who served it until then. */
    readonly former: string | undefined
    readonly isAfterOthers: boolean
    until: number
    readonly rounds: { at: number; to: string[] }[]
    readonly reached: { at: number; pools: readonly string[] }[]
  }[] = []
  let waiting = false
  for (const { step, before, at } of steps) {
    const { session, events } = step
    if (session.status === 'waiting' && !waiting) {
      const former = before?.status === 'active' ? before.librarian.id : undefined
      const isAfterOthers = session.afterOthers === true
      found.push({ from: at, until: at, rounds: [], reached: [], former, isAfterOthers })
    }
    const current = found.at(-1)
    if (current && (waiting || session.status === 'waiting')) current.until = at
    if (session.status === 'waiting') current?.reached.push({ at, pools: session.pools })
    for (const alert of ofType(events, 'Alerted'))
      current?.rounds.push({ at, to: alert.to.map(({ librarian }) => librarian) })
    waiting = session.status === 'waiting'
  }
  return found
}

/** First one is alerted, then the circle doubles every 15 s, nobody is alerted twice, and nobody else is alerted. */
export const calm: Broken = (run, logs) =>
  inEach(logs, (session, log) =>
    waits(log).flatMap(({ rounds }) => {
      const all = rounds.flatMap(({ to }) => to)
      const most = 2 ** (rounds.length - 1)
      // Each librarian who was asleep is replaced by another.
      const slept = run.world.posts.filter(({ frame }) => frame.type === 'asleep').length
      const close = rounds.some(({ at }, i) => at - (rounds[i - 1]?.at ?? 0) < timing.alertEvery)
      return [
        new Set(all).size < all.length && `${session} was alerted for twice to the same librarian`,
        rounds.length > 0 &&
          !isLossy(run) &&
          all.length > most + slept &&
          `${all.length} were alerted in ${rounds.length} rounds`,
        close && !isSkewed(run) && 'two rounds of alerts came within 15 s',
      ]
    }),
  )

/**
 * Since when in a stretch somebody of this plan has been there to hear: on duty, with room, their page awake, to its end. From its
 * beginning, or from when they had room again; never, if they had none to its end, or lost it in between.
 */
function freeSince(run: Run, { plan }: LibrarianActor, from: number, until: number): number | undefined {
  const { drops, sleeps } = plan
  const began = run.began
  const isHere = began + plan.onDutyAt + 5_000 <= from
  const sleeping = sleeps && began + sleeps.at <= until && began + sleeps.at + sleeps.wakesAfter + 60_000 >= from
  const dropped = drops && began + drops.at <= until && began + drops.at + drops.backAfter + 120_000 >= from
  const hasLeft = plan.leavesAt !== undefined && began + plan.leavesAt <= until
  if (!isHere || sleeping || dropped || hasLeft) return undefined
  let held = 0
  let since = from
  for (const { jointWrites, at } of run.written) {
    if (at > until) break
    for (const write of jointWrites) {
      if ((write.type !== 'Take' && write.type !== 'Release') || write.librarian !== plan.id) continue
      const hadRoom = held < plan.limit
      held += write.type === 'Take' ? 1 : -1
      if (at > from && hadRoom && held >= plan.limit) return undefined
      if (at > from && !hadRoom && held < plan.limit) since = at
    }
  }
  return held < plan.limit ? since : undefined
}

/** Whoever has room only later is not asked: those who are asked are chosen when it happens. */
const wasFree = (run: Run, one: LibrarianActor, from: number, until: number) =>
  freeSince(run, one, from, until) === from

/** When a patron begins to wait, or waits again, that very step alerts somebody, if anybody but their former librarian is there. */
export const alertedAtOnce: Broken = (run, logs) => {
  if (isSkewed(run) || isLossy(run)) return []
  return inEach(logs, (_session, log) =>
    waits(log).flatMap(({ from, former, reached, rounds, isAfterOthers }) => {
      if (isAfterOthers || rounds[0]?.at === from) return []
      const others = run.librarians.filter(({ plan }) => plan.id !== former)
      const free = others.find(one => sees(one, reached[0]?.pools ?? []) && wasFree(run, one, from - 5_000, from))
      return free ? [`${free.plan.id} was awake and free, and nobody was alerted at once`] : []
    }),
  )
}

const sees = ({ plan: { library } }: LibrarianActor, pools: readonly string[]) =>
  pools.includes(`library:${library}`) || pools.includes('cooperative')

/** With three on duty, the third round after 30 s has reached everybody. The rest is for frames on their way. */
const doubling = 40_000

export const heardInTime: Broken = (run, logs) => {
  if (isSkewed(run) || isLossy(run)) return []
  return inEach(logs, (session, log) =>
    waits(log).flatMap(({ until, reached, isAfterOthers }) =>
      // It alerts nobody (R42).
      isAfterOthers
        ? []
        : run.librarians.flatMap(one => {
            const { id } = one.plan
            const from = reached.find(({ pools }) => sees(one, pools))?.at
            const since = from === undefined ? undefined : freeSince(run, one, from, until)
            if (from === undefined || since === undefined || until - since <= doubling) return []
            // Whoever had no room when the others were alerted sees who waits when they have.
            if (since > from && one.shown.get(session)?.some(at => at >= since && at <= since + doubling)) return []
            const isTold = run.world.posts.some(
              ({ frame, identity, at }) =>
                frame.type === 'waiting' &&
                frame.session === session &&
                at <= since + doubling &&
                identity.role === 'librarian' &&
                identity.librarian === id,
            )
            return isTold ? [] : [`${id} was awake and free, and was not alerted`]
          }),
    ),
  )
}

/**
 * An alerted librarian who is still on that connection is told that the patron no longer waits, unless they picked them up.
 */
export const withdrawn: Broken = (run, logs) => {
  if (isLossy(run)) return []
  const { posts } = run.world
  return inEach(logs, (session, log) =>
    log.steps.flatMap(({ step, before, at }) => {
      if (before?.status !== 'waiting' || step.session.status === 'waiting') return []
      const by = step.session.librarian?.id
      const told = (connection: string) =>
        posts.some(
          post =>
            post.connection === connection &&
            post.at >= at &&
            post.frame.type === 'no-longer-waiting' &&
            post.frame.session === session,
        )
      return (before.circle?.rounds.flat() ?? [])
        .filter(({ librarian, connection }) => librarian !== by && run.world.isOpen(connection) && !told(connection))
        .map(({ librarian }) => `${librarian} was alerted and never heard that it is over`)
    }),
  )
}

/** A librarian who was offered a silent colleague's session, and is still on that connection, hears that the offer is over unless they took it. */
export const offerWithdrawn: Broken = (run, logs) => {
  if (isLossy(run)) return []
  const { posts } = run.world
  return inEach(logs, (session, log) =>
    log.steps.flatMap(({ step, before, at }) => {
      const { session: now, events } = step
      const offered = before?.status === 'active' ? (before.rescue?.rounds.flat() ?? []) : []
      if (offered.length === 0 || (now.status === 'active' && now.rescue)) return []
      const by = ofType(events, 'Rescued')[0]?.librarian.id
      const told = (connection: string) =>
        posts.some(post => post.connection === connection && post.at >= at && post.frame.type === 'rescue-over')
      return offered
        .filter(({ librarian, connection }) => librarian !== by && run.world.isOpen(connection) && !told(connection))
        .map(({ librarian }) => `${librarian} was offered ${session}, and never heard that it is over`)
    }),
  )
}

/** A librarian whose page was awake and connected never counts as asleep. */
export const wakefulIsAwake: Broken = run => {
  if (isLossy(run) || isSkewed(run)) return []
  return run.world.posts.flatMap(({ frame, identity, at }) => {
    if (frame.type !== 'asleep' || identity.role !== 'librarian') return []
    const actor = run.librarians.find(({ plan }) => plan.id === identity.librarian)
    const { sleeps, drops } = actor?.plan ?? {}
    const slept = sleeps && at >= run.began + sleeps.at && at <= run.began + sleeps.at + sleeps.wakesAfter + 60_000
    const away = drops && at >= run.began + drops.at && at <= run.began + drops.at + drops.backAfter + 120_000
    return slept || away ? [] : [`${identity.librarian} counted as asleep, and was awake`]
  })
}

/** At its second breach, if the patron is unanswered, the session is offered to somebody else with room. */
export const rescued: Broken = (run, logs) => {
  if (isLossy(run) || isSkewed(run)) return []
  return inEach(logs, (session, log) =>
    log.steps.flatMap(({ step, at }, i) => {
      const { session: now, events } = step
      const isSecond = ofType(events, 'SilenceBreached').some(({ breach }) => breach === 2)
      if (!isSecond || now.status !== 'active') return []
      const { librarian, silence, patronSilence } = now
      if (librarian.greetedAt !== undefined && silence.since >= patronSilence.since) return []
      const later = log.steps.slice(i + 1).find(next => next.step.session !== now)
      const until = Math.min(later?.at ?? run.ended, at + 5_000)
      const free = run.librarians.filter(one => one.plan.id !== librarian.id && wasFree(run, one, at - 5_000, until))
      const isOffered = log.steps.slice(i).some(next => ofType(next.step.events, 'RescueOffered').length > 0)
      return free.length > 0 && !isOffered ? [`${session} was silent twice, and ${free[0]?.plan.id} was not asked`] : []
    }),
  )
}

/** A patron who is there and has the last word goes back to the queue the first time, and never a second time. */
export const returnedOnce: Broken = (_run, logs) =>
  inEach(logs, (_session, { events, steps }) => {
    const returns = ofType(events, 'ReturnedToQueue').length
    const closing = steps.find(({ step }) => ofType(step.events, 'Closed').length > 0)
    const closed = ofType(closing?.step.events ?? [], 'Closed')[0]
    const before = closing?.before
    const isThere = before?.status === 'active' && before.patron.connection !== undefined && !before.patron.left
    const isOwed =
      before?.status === 'active' &&
      (before.librarian.greetedAt === undefined || before.silence.since < before.patronSilence.since)
    const givenUp = closed?.how === 'by-default' && closed.by === undefined && isThere && isOwed
    return [
      returns > 1 && `went back to the queue ${returns} times`,
      givenUp && returns === 0 && 'was given up though its patron was there and had the last word',
    ]
  })
