/** The most events that the history of one execution can have. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const eventsMax = 25_000

/** The error of AWS for an execution whose history is full. */
export const historyFull = {
  error: 'States.Runtime',
  cause: `The execution reached the maximum number of history events (${eventsMax}).`,
}

/** The number of events that AWS would write into the history of one execution. The events themselves are not kept. */
export interface History {
  readonly events: number
  add(events: number): void
}

/**
 * Starts a history with this many events. A new one has one event (`ExecutionStarted`). Entering a state and leaving it are one
 * event each. A try of a task has `Scheduled`, `Started`, its end and, with a token, `Submitted`. The last of 25,000 events is
 * the end of the execution, so `full` is called when any other event would take its place.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export function historyFrom(events: number, full: () => void): History {
  let count = events
  return {
    get events() {
      return count
    },
    add: more => {
      count = Math.min(count + more, eventsMax)
      if (count === eventsMax) full()
    },
  }
}
