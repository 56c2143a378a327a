import { type Fault, faultsAt, type Plan } from './faults.ts'
import { violations } from './invariants/all.ts'
import type { Violation } from './invariants/invariant.ts'
import { inOrderOf, randomly, randomStory } from './random.ts'
import type { Met } from './scheduler.ts'
import { type Run, simulate } from './simulation.ts'
import type { Story } from './story.ts'

/** The violations of a run. */
type Judge = (run: Run) => readonly Violation[]

export interface Tried {
  readonly run: Run
  readonly plan: Plan
  readonly violations: readonly Violation[]
}

/**
 * The shortest form of a failing run. Faults, the random order and patrons are left out one by one while the same invariant
 * breaks.
 */
export async function shortened(
  tried: Tried,
  seed: number | undefined,
  judge: Judge = violations,
): Promise<Tried & { readonly seed?: number }> {
  const numbers = new Set(tried.violations.map(({ number }) => number))
  let best = { ...tried, ...(seed !== undefined && { seed }) }
  const better = async (story: Story, plan: Plan, order: number | undefined): Promise<boolean> => {
    const again = await tryPlan(story, plan, order, judge)
    if (!again.violations.some(({ number }) => numbers.has(number))) return false
    const { seed: _order, ...shorter } = { ...best, ...again }
    best = { ...shorter, ...(order !== undefined && { seed: order }) }
    return true
  }
  await better(best.run.story, best.plan, undefined)
  for (const { name } of tried.run.story.patrons) {
    const { story } = best.run
    if (story.patrons.length > 1)
      await better({ ...story, patrons: story.patrons.filter(one => one.name !== name) }, best.plan, best.seed)
  }
  for (let before = Number.POSITIVE_INFINITY; best.plan.length < before; ) {
    before = best.plan.length
    for (const left of best.plan)
      await better(
        best.run.story,
        best.plan.filter(one => one !== left && one.point !== left.point),
        best.seed,
      )
  }
  return best
}

/** Plays a story with a plan, and returns the violations. */
export async function tryPlan(story: Story, plan: Plan, seed?: number, judge: Judge = violations): Promise<Tried> {
  const run = await simulate(story, inOrderOf(seed, plan))
  return { run, plan: planOfRun(run), violations: judge(run) }
}

/** Plays the story of a seed, in its order and with its faults. */
export async function trySeed(seed: number, judge: Judge = violations): Promise<Tried> {
  const run = await simulate(randomStory(seed), randomly(seed))
  return { run, plan: planOfRun(run), violations: judge(run) }
}

/** The faults of a run. */
function planOfRun({ met }: Run): Plan {
  return met.flatMap(({ fault }, point) => (fault ? [{ point, fault }] : []))
}

/** Every plan with one more fault after its own. `faults` says which are tried at a point. */
export function extended(plan: Plan, { met }: Run, faults: FaultsOf = everyFault): readonly Plan[] {
  const from = (plan.at(-1)?.point ?? -1) + 1
  return met.slice(from).flatMap((_, i) => faults(met, from + i).map(fault => [...plan, { point: from + i, fault }]))
}

type FaultsOf = (met: readonly Met[], point: number) => readonly Fault[]

/** All faults at a point. */
const everyFault: FaultsOf = (met, point) => (met[point] ? faultsAt[met[point].kind] : [])

/**
 * The faults at a point whose result differs from that of faults at other points. Dying and giving up differ only for frames
 * that must not be repeated (`pick-up`); all others are sent again in both cases. An invocation that gives up at a read has
 * done the same as one that gives up at its next call. A throttled post is as good as lost. Dying before it is the same as
 * dying after the call before it, and the same holds for a timer that is not started.
 */
export const distinctFaults: FaultsOf = (met, point) => {
  const here = met[point]
  if (!here) return []
  switch (here.kind) {
    case 'read':
      return ['read', 'append', 'write'].includes(nextOf(met, point)?.kind ?? '') ? [] : ['throttled']
    case 'append':
      return here.what.endsWith('PickedUp') ? faultsAt.append : ['crash-after', 'throttled', 'conflict']
    case 'write':
      return ['crash-after', 'throttled']
    case 'post':
      return ['crash-after', 'gone', 'lost']
    case 'start':
      return ['crash-after', 'never-armed']
    case 'mail':
      return ['crash-after', 'throttled', 'rejected', 'bounced', 'complained']
    default:
      return faultsAt[here.kind]
  }
}

/** The next point of the same invocation. */
function nextOf(met: readonly Met[], point: number): Met | undefined {
  const by = met[point]?.by
  for (let next = point + 1; next < Math.min(met.length, point + 30); next++) if (met[next]?.by === by) return met[next]
  return undefined
}
