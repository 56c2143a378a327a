import { workerData } from 'node:worker_threads'

/** The limit of processor time; a test takes a small part of it. It does not depend on how busy the machine is. */
const computedMaxMs = 10_000
/** The limit of memory, several times what the tests need. A loop that keeps what it makes needs more before its time is over. */
const memoryMaxBytes = 2 * 2 ** 30

/** Ends the process of the tests when a mutant has made a loop endless, which no code in the thread of that loop could do. */
const turns: Int32Array = workerData
const computed = () => process.cpuUsage().user / 1_000
let turn = -1
let since = computed()
setInterval(() => {
  const now = Atomics.load(turns, 0)
  if (now !== turn) [turn, since] = [now, computed()]
  else if (computed() - since > computedMaxMs || process.memoryUsage.rss() > memoryMaxBytes)
    process.kill(process.pid, 'SIGKILL')
}, 250)
