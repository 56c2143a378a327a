import type { Session } from '../session/state.ts'
import type { Sessions, Step } from './ports.ts'

/** Steps that are read at once: at 600 bytes a step they are one page of 4 KB, which DynamoDB counts as half a read unit. */
const atOnce = 6

/** A number that grows by at most one with every step, such as the number of messages in a session or from one sender. */
export type Counted = (session: Session) => number

/**
 * Two steps that enclose the one in which a count reaches a number. It has not reached it in the first, and has in the second.
 */
interface Bounds {
  readonly below: { readonly step: number; readonly count: number }
  readonly above: { readonly step: Step; readonly count: number }
}

/**
 * The first stored step in which a count had reached a number; undefined if it never did. The search guesses where the step would
 * be if people wrote at an even pace, and reads a few steps there. If a guess does not halve the range, the next read halves it.
 * So a few reads find a step among a thousand, however uneven the conversation was.
 */
export async function findStep(
  sessions: Pick<Sessions, 'steps'>,
  newest: Step,
  count: Counted,
  wanted: number,
): Promise<Step | undefined> {
  if (wanted < 1 || count(newest.session) < wanted) return undefined
  let bounds: Bounds = { below: { step: 0, count: 0 }, above: { step: newest, count: count(newest.session) } }
  let mayBeStale = true
  let isEven = true
  while (lengthOf(bounds) > 1) {
    const after = isEven ? guess(bounds, wanted) : middle(bounds)
    const most = Math.min(atOnce, bounds.above.step.step - 1 - after)
    const read = await sessions.steps(newest.session.id, { after, most, mayBeStale })
    // Steps may be missing because a replica lags behind or because the first steps have expired. A consistent read tells which.
    if (read.length < most && mayBeStale) mayBeStale = false
    else {
      const before = lengthOf(bounds)
      bounds = narrowed(bounds, read, after + most, count, wanted)
      isEven = lengthOf(bounds) <= before / 2
    }
  }
  return bounds.above.step
}

/** The number of steps still in the range. */
function lengthOf({ below, above }: Bounds): number {
  return above.step.step - below.step
}

/** The range after reading the steps up to `end`. */
function narrowed(
  { below, above }: Bounds,
  read: readonly Step[],
  end: number,
  count: Counted,
  wanted: number,
): Bounds {
  const first = read.find(({ session }) => count(session) >= wanted)
  const last = read.findLast(({ session }) => count(session) < wanted)
  if (last) below = { step: last.step, count: count(last.session) }
  // The steps that were read have expired.
  else if (!first) below = { ...below, step: end }
  return { below, above: first ? { step: first, count: count(first.session) } : above }
}

/** The step after which to read, so that the wanted step is in the middle if people wrote at an even pace. */
function guess({ below, above }: Bounds, wanted: number): number {
  const share = (wanted - below.count) / (above.count - below.count)
  const step = below.step + Math.round(share * (above.step.step - below.step))
  return Math.max(below.step, Math.min(step - atOnce / 2, above.step.step - 1 - atOnce))
}

function middle(bounds: Bounds): number {
  return bounds.below.step + Math.max(0, Math.floor((lengthOf(bounds) - atOnce) / 2))
}
