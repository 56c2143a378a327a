/** Does something after so many ms, unless what it returns is called by then: how AWS's limits on how long a thing takes run out. */
export type TimeLimit = (ms: number, act: () => void) => () => void

/** On the clock of the wall, whatever the cloud's clock shows: code takes as long as it takes. */
export const wallTimeLimit: TimeLimit = (ms, act) => {
  const timer = setTimeout(act, ms).unref()
  return () => clearTimeout(timer)
}

/** What comes of the work, or nothing where it is not done within so many ms. */
export function within<T>(timeLimit: TimeLimit, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const callOff = timeLimit(ms, () => resolve(undefined))
    work.finally(callOff).then(resolve, reject)
  })
}
