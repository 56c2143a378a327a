import type { Met } from '../scheduler.ts'
import type { Run } from '../simulation.ts'
import { timing } from '../story.ts'
import type { Sent } from '../world.ts'
import type { Broken, Log } from './invariant.ts'

/** A connected client has everything, and one that came back got exactly what was missing. */
export const nothingMissed: Broken = ({ patrons, world }, logs) =>
  patrons.flatMap(({ plan, client, session, hasEnded }) => {
    const id = session()
    const log = id === undefined ? undefined : logs.get(id)
    const connection = client.connection()
    if (id === undefined || !log || client.isGone()) return []
    // A client that heard of the end has left with everything. One that did not is still connected.
    if (!hasEnded() && (connection === undefined || !world.isOpen(connection))) return []
    const { last } = client.view(id)
    const newest = log.texts.size
    return last === newest ? [] : [`${plan.name} has ${last} of ${newest} messages`]
  })

/** How long somebody who stays connected may lack a message, ms: until the timer wakes, at the latest as the silence is warned of. */
const missedMax = timing.silenceWarning + 5_000

/**
 * The push of a message may be lost without a trace, if no other follows. Then the timer tells both sides at its next wake how far
 * the conversation is (R33).
 */
export const missedBriefly: Broken = (run, logs) =>
  run.faults
    .filter(({ what, fault }) => what === 'connections.post message' && fault === 'lost')
    .filter(lost => !isDisturbed(run, lost))
    .flatMap(lost =>
      run.world.posts
        .filter(({ at, connection }) => at === lost.at && connection === lost.about)
        .filter(post => 'session' in post.frame && isTalking(logs.get(post.frame.session), post))
        .flatMap(post => lacking(run, post)),
    )

/** Whether anything else went wrong before the message had to be there: with a timer at any time, or with anything from then on. */
function isDisturbed({ faults, world }: Run, lost: Met): boolean {
  return faults.some(
    one =>
      one !== lost &&
      one.at <= lost.at + missedMax &&
      (one.at >= lost.at || one.kind === 'wake' || one.kind === 'start' || world.isOfTimer(one.by)),
  )
}

/** Whether the two talk on, over the same connections, until the message has to be there. */
function isTalking(log: Log | undefined, { at, connection }: Sent): boolean {
  if (!log) return false
  const until = at + missedMax
  const before = log.steps.filter(one => one.at <= at).slice(-1)
  const meanwhile = log.steps.filter(one => one.at > at && one.at <= until)
  return [...before, ...meanwhile].every(
    ({ step: { session } }) =>
      session.status === 'active' &&
      [session.patron, session.librarian, session.second].some(one => one?.connection === connection),
  )
}

function lacking({ patrons, librarians }: Run, { frame, identity, at }: Sent): readonly string[] {
  if (frame.type !== 'message') return []
  const actor =
    identity.role === 'patron'
      ? patrons.find(({ session }) => session() === identity.session)
      : librarians.find(({ plan }) => plan.id === identity.librarian)
  if (!actor || actor.client.isGone()) return []
  const shownAt = actor.client.view(frame.session).shownAt.get(frame.number) ?? Number.POSITIVE_INFINITY
  return shownAt <= at + missedMax ? [] : [`${actor.client.name} lacked message ${frame.number} for too long`]
}
