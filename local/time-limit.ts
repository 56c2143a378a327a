/** Calls something after a number of ms, unless the returned function is called before. It simulates the time limits of AWS. */
export type TimeLimit = (ms: number, act: () => void) => () => void

/** Limits in real time, independent of the cloud's clock, since code takes as long as it takes. */
export const wallTimeLimit: TimeLimit = (ms, act) => {
  const timer = setTimeout(act, ms).unref()
  return () => clearTimeout(timer)
}

/** The result of the work, or undefined if it is not done within this many ms. */
export function within<T>(timeLimit: TimeLimit, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const callOff = timeLimit(ms, () => resolve(undefined))
    work.finally(callOff).then(resolve, reject)
  })
}
