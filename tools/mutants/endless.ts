import { workerData } from 'node:worker_threads'

/** A test takes a small part of this. It is what the process has computed, so a busy machine changes nothing. */
const computedMaxMs = 10_000

/** Ends the process of the tests when a mutant has made a loop endless, which nothing in that loop's own thread could do. */
const turns: Int32Array = workerData
const computed = () => process.cpuUsage().user / 1_000
let turn = -1
let since = computed()
setInterval(() => {
  const now = Atomics.load(turns, 0)
  if (now !== turn) [turn, since] = [now, computed()]
  else if (computed() - since > computedMaxMs) process.kill(process.pid, 'SIGKILL')
}, 1_000)
