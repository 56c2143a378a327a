import { type Bundle, type Outcome, type Runner, type Surroundings, startRunner } from './workers.ts'

/** The worker threads of one cloud: as many as the work needs, and few while it is quiet. */
export interface WorkerPool {
  /**
   * Runs one event. `started` is given the runner, so that its calls can be counted towards this run. An event that was cancelled
   * before a worker becomes free is dropped.
   */
  run(bundle: Bundle, event: unknown, requestId: string, run: Running): Promise<Outcome | undefined>
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
/**
 * The most threads of one function. Of events that come at once, the fifth is done sooner by a thread that has done another than by
 * one that is started for it.
 */
const mostOfOne = 4
/** An idle worker ends after this long (ms). Lambda keeps one for minutes, but memory is scarcer here. */
const idleMs = 30_000

interface Running {
  started: (runner: Runner) => void
  isWanted?: (() => boolean) | undefined
}

interface Waiting {
  bundle: Bundle
  isWanted: () => boolean
  take(runner: Runner | undefined): void
}

/** A pool without workers. */
export function workerPool(
  surroundings: Omit<Surroundings, 'ended'>,
  most = mostWorkers,
  startWorker = startRunner,
): WorkerPool {
  const runners = new Set<Runner>()
  let waiting: Waiting[] = []
  let stopped = false

  const start = (bundle: Bundle): Runner => {
    const runner = startWorker(bundle, { ...surroundings, ended: drop })
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
    idle().find(runner => runner.bundle.id !== bundle.id && workersOf(runner.bundle) > 1) ??
    (workersOf(bundle) === 0 ? idle()[0] : undefined)

  /** A new worker of this function, or else one that replaces another, if possible. */
  const find = (bundle: Bundle): Runner | undefined => {
    if (workersOf(bundle) >= mostOfOne) return undefined
    if (runners.size < most) return start(bundle)
    const replaced = replaceable(bundle)
    if (!replaced) return undefined
    runners.delete(replaced)
    void replaced.end()
    return start(bundle)
  }
  const give = (wanted: Waiting, runner: Runner) => {
    waiting = waiting.filter(one => one !== wanted)
    runner.idleSince = undefined
    wanted.take(runner)
  }
  const isWithoutWorker = ({ bundle }: Waiting): boolean => workersOf(bundle) === 0
  /**
   * A free worker continues with the events that wait for its own function. Ending it for another function and starting it again
   * for the next event would cost more than the events themselves. Only a function without any worker may replace one of another
   * function's several workers.
   */
  const handOut = () => {
    for (const gone of waiting.filter(({ isWanted }) => !isWanted())) gone.take(undefined)
    waiting = waiting.filter(({ isWanted }) => isWanted())
    for (const runner of idle().reverse()) {
      const own = waiting.find(({ bundle }) => bundle.id === runner.bundle.id)
      if (own && !(workersOf(runner.bundle) > 1 && waiting.some(isWithoutWorker))) give(own, runner)
    }
    if (runners.size >= most && idle().length === 0) return
    for (const wanted of [...waiting.filter(isWithoutWorker), ...waiting]) {
      const runner = waiting.includes(wanted) ? find(wanted.bundle) : undefined
      if (runner) give(wanted, runner)
      else if (runners.size >= most && idle().length === 0) return
    }
  }
  const acquire = (bundle: Bundle, isWanted = () => true): Promise<Runner | undefined> => {
    return new Promise(take => {
      waiting.push({ bundle, isWanted, take })
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
    run: async (bundle, event, requestId, { started, isWanted }) => {
      if (stopped) throw new Error('The local cloud has stopped.')
      const runner = await acquire(bundle, isWanted)
      if (!runner) return undefined
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
