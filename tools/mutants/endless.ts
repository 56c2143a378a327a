import { appendFileSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { exceeded } from './watched.ts'

const { limits, log }: { readonly limits: Int32Array; readonly log: string } = workerData

/** Short, since a loop may allocate a gigabyte in a second. */
const everyMs = 50

setInterval(() => {
  const by = exceeded(limits)
  if (by === undefined) return
  appendFileSync(log, `${JSON.stringify({ ended: by })}\n`)
  process.kill(process.pid, 'SIGKILL')
}, everyMs)
