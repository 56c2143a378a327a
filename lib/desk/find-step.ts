import type { Session } from '../session/state.ts'
import type { Sessions, Step } from './ports.ts'

/** Steps that are read at once: at 600 bytes a step they are one page of 4 KB, which DynamoDB counts as half a read unit. */
const atOnce = 6

/** Something that grows by one at most with every step: the messages of a session, those of one sender. */
export type Counted = (session: Session) => number

/** What is known of where a count reaches a number: not yet in the one step, in the other it has. */
interface Bounds {
  readonly below: { readonly step: number; readonly count: number }
  readonly above: { readonly step: Step; readonly count: number }
}

/**
 * The first step that is kept in which a count had reached a number; nothing where it never did. It guesses where the step
 * should be if people speak evenly, and looks at a few steps there; where a guess does not halve what is left, the next look
 * does. So a step among a thousand is found with a few looks, whoever spoke when.
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
    // A replica that lags behind lacks steps, and so does a session whose first steps have expired: a sure read tells which.
    if (read.length < most && mayBeStale) mayBeStale = false
    else {
      const before = lengthOf(bounds)
      bounds = narrowed(bounds, read, after + most, count, wanted)
      isEven = lengthOf(bounds) <= before / 2
    }
  }
  return bounds.above.step
}

/** How many steps come in question. */
function lengthOf({ below, above }: Bounds): number {
  return above.step.step - below.step
}

/** What is known after a look at the steps up to `end`. */
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
  // They have expired.
  else if (!first) below = { ...below, step: end }
  return { below, above: first ? { step: first, count: count(first.session) } : above }
}

/** After which step a look begins that has the step in its middle, if people speak evenly. */
function guess({ below, above }: Bounds, wanted: number): number {
  const share = (wanted - below.count) / (above.count - below.count)
  const step = below.step + Math.round(share * (above.step.step - below.step))
  return Math.max(below.step, Math.min(step - atOnce / 2, above.step.step - 1 - atOnce))
}

function middle(bounds: Bounds): number {
  return bounds.below.step + Math.max(0, Math.floor((lengthOf(bounds) - atOnce) / 2))
}
