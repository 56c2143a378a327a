import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Plan } from './faults.ts'

/** What a worker is to do: every extension of these plans by so many faults more. */
export interface Work {
  readonly plans: readonly Plan[]
  readonly deeper: number
}

/** What a worker has found. */
export interface Found {
  readonly schedules: number
  readonly failures: readonly { readonly plan: string; readonly number: number; readonly found: string }[]
}

/** So many at once are handed to a worker; small enough that none is left waiting for another at the end. */
const batch = 8

/** Explores every extension of the plans on all processors. */
export async function explore(plans: readonly Plan[], deeper: number): Promise<Found> {
  const left = [...plans]
  const found: Found[] = []
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: 512 },
    })
    while (left.length > 0) found.push(await ask(worker, { plans: left.splice(0, batch), deeper }))
    await worker.terminate()
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return {
    schedules: found.reduce((sum, { schedules }) => sum + schedules, 0),
    failures: found.flatMap(({ failures }) => failures),
  }
}

async function ask(worker: Worker, work: Work): Promise<Found> {
  worker.postMessage(work)
  const [found] = await once(worker, 'message')
  return found
}
