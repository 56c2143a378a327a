import { type Bundle, type Outcome, type Runner, type Surroundings, startRunner } from './workers.ts'

/** The worker threads of one cloud: as many as the work needs, and few while it is quiet. */
export interface WorkerPool {
  /** Runs one event. `started` is given the runner, so that its calls can be counted towards this run. */
  run(bundle: Bundle, event: unknown, requestId: string, started: (runner: Runner) => void): Promise<Outcome>
  /** Starts a worker for a function before its first event. */
  warm(bundle: Bundle): void
  /** Terminates the running workers of a function, and returns their number. */
  kill(functionId: string): number
  stop(): Promise<void>
}

/**
 * The default number of threads. Ten of about 20 MB keep a desk with ten open chats under 400 MB. Further events wait for a
 * thread. Lambda's own limit is far higher (1,000), but this machine's is not.
 */
const mostWorkers = 10
/** An idle worker ends after this long (ms). Lambda keeps one for minutes, but memory is scarcer here. */
const idleMs = 30_000

interface Waiting {
  bundle: Bundle
  take(runner: Runner): void
}

/** A pool without workers. */
export function workerPool(surroundings: Omit<Surroundings, 'ended'>, most = mostWorkers): WorkerPool {
  const runners = new Set<Runner>()
  let waiting: Waiting[] = []
  let stopped = false

  const start = (bundle: Bundle): Runner => {
    const runner = startRunner(bundle, { ...surroundings, ended: drop })
    runners.add(runner)
    return runner
  }
  const drop = (runner: Runner) => {
    if (runners.delete(runner) && !stopped) handOut()
  }
  const idle = () =>
    [...runners]
      .filter(({ idleSince }) => idleSince !== undefined)
      .sort((a, b) => Number(a.idleSince) - Number(b.idleSince))

  const workersOf = ({ id }: Bundle): number => [...runners].filter(({ bundle }) => bundle.id === id).length

  /**
   * The worker that one of this function may replace: the longest idle among functions that have several, or, if this function
   * has none, the longest idle of all.
   */
  const replaceable = (bundle: Bundle): Runner | undefined =>
    idle().find(runner => workersOf(runner.bundle) > 1) ?? (workersOf(bundle) === 0 ? idle()[0] : undefined)

  /** A free worker of this function, or else a new one, or else one that replaces another, if possible. */
  const find = (bundle: Bundle): Runner | undefined => {
    const own = idle().findLast(runner => runner.bundle.id === bundle.id)
    if (own) return own
    if (runners.size < most) return start(bundle)
    const replaced = replaceable(bundle)
    if (!replaced) return undefined
    runners.delete(replaced)
    void replaced.end()
    return start(bundle)
  }
  const handOut = () => {
    const still: Waiting[] = []
    for (const wanted of waiting) {
      const runner = find(wanted.bundle)
      if (!runner) still.push(wanted)
      else {
        runner.idleSince = undefined
        wanted.take(runner)
      }
    }
    waiting = still
  }
  const acquire = (bundle: Bundle): Promise<Runner> => {
    return new Promise(take => {
      waiting.push({ bundle, take })
      handOut()
    })
  }
  const sweep = setInterval(() => {
    const before = Date.now() - idleMs
    for (const runner of idle().filter(({ idleSince }) => Number(idleSince) < before)) {
      runners.delete(runner)
      void runner.end()
    }
  }, idleMs / 3).unref()

  return {
    run: async (bundle, event, requestId, started) => {
      if (stopped) throw new Error('The local cloud has stopped.')
      const runner = await acquire(bundle)
      started(runner)
      const outcome = await runner.run(event, requestId)
      if (runner.ended) runners.delete(runner)
      else runner.idleSince = Date.now()
      handOut()
      return outcome
    },
    warm: bundle => {
      const runner = start(bundle)
      runner.idleSince = Date.now()
    },
    kill: functionId => {
      const busy = [...runners].filter(runner => runner.bundle.id === functionId && runner.idleSince === undefined)
      for (const runner of busy) {
        runners.delete(runner)
        void runner.end()
      }
      return busy.length
    },
    stop: async () => {
      stopped = true
      clearInterval(sweep)
      await Promise.all([...runners].map(runner => runner.end()))
      runners.clear()
    },
  }
}
