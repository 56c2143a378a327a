import { Worker } from 'node:worker_threads'

/** What ended the process of the tests while a mutant was tried. */
export type EndedBy = 'time' | 'memory'

/** A thread beside the tests ends the process when a trial needs too much, which no code in the thread of the trial could do. */
export interface Watch {
  /** A trial begins. `plainMs` is the processor time of the same test without a mutant. */
  readonly begin: (plainMs?: number) => void
  readonly end: () => void
}

/** What a trial may compute beyond ten times what its test needs without a mutant. It does not depend on how busy the machine is. */
const computedMaxMs = 10_000
/** How much the process may grow in one trial, many times what a test needs; V8's own limit leaves room for it. */
const growthMaxMb = 1_024

/** The places in the shared memory: whether a trial runs, and the totals of the process at which it is ended. */
const [running, mbMax, msMax] = [0, 1, 2] as const

/** `log` is the file that receives a line with the reason before the process ends. */
export function watched(log: string): Watch {
  const limits = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))
  new Worker(new URL('endless.ts', import.meta.url), { workerData: { limits, log } }).unref()
  return {
    begin: (plainMs = 0) => {
      Atomics.store(limits, mbMax, usedMb() + growthMaxMb)
      Atomics.store(limits, msMax, computedMs() + computedMaxMs + 10 * plainMs)
      Atomics.store(limits, running, 1)
    },
    end: () => {
      Atomics.store(limits, running, 0)
    },
  }
}

/** Why the trial that runs has to end, if it has to. */
export function exceeded(limits: Int32Array): EndedBy | undefined {
  if (Atomics.load(limits, running) === 0) return undefined
  if (usedMb() > Atomics.load(limits, mbMax)) return 'memory'
  return computedMs() > Atomics.load(limits, msMax) ? 'time' : undefined
}

/** The processor time of this process so far. */
export function computedMs(): number {
  return Math.round(process.cpuUsage().user / 1_000)
}

function usedMb(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20)
}
