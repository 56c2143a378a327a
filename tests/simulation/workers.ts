import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Plan } from './faults.ts'

/** How far every plan is extended. */
export interface Depth {
  /** By up to this many more faults. */
  readonly deeper: number
  /**
   * Only one in this many extensions of a plan is tried. Each plan starts with a different one, so that together they reach
   * every place.
   */
  readonly every: number
}

/** A worker's task: the extensions of these plans, which are numbered from the first. */
export interface Work extends Depth {
  readonly plans: readonly Plan[]
  readonly first: number
}

/** What a worker has found. */
export interface Found {
  readonly schedules: number
  readonly failures: readonly { readonly plan: string; readonly number: number; readonly found: string }[]
}

/** The plans in one task of a worker. The number is small, so that no worker waits long for another at the end. */
const batch = 8

/** The progress of an exploration: plans done with all their extensions, plans in all, schedules played. */
export type Progress = (done: number, plans: number, schedules: number) => void

/** Explores the extensions of the plans on all processors. */
export async function explore(plans: readonly Plan[], depth: Depth, progress: Progress): Promise<Found> {
  let first = 0
  let done = 0
  let schedules = 0
  const found: Found[] = []
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: 512 },
    })
    while (first < plans.length) {
      const work = { ...depth, first, plans: plans.slice(first, first + batch) }
      first += batch
      const some = await ask(worker, work)
      found.push(some)
      done += work.plans.length
      schedules += some.schedules
      progress(done, plans.length, schedules)
    }
    await worker.terminate()
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return { schedules, failures: found.flatMap(({ failures }) => failures) }
}

async function ask(worker: Worker, work: Work): Promise<Found> {
  worker.postMessage(work)
  const [found] = await once(worker, 'message')
  return found
}

/** Reports the progress ten times. */
export function byTenths(say: (line: string) => void): Progress {
  let said = 0
  return (done, plans, schedules) => {
    const tenths = Math.floor((10 * done) / plans)
    if (tenths === said) return
    said = tenths
    say(`${done} of ${plans} first faults, ${schedules} schedules`)
  }
}
