/** The most events that the history of one execution can have. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const eventsMax = 25_000

/** What AWS writes of an execution whose history is full. */
export const historyFull = {
  error: 'States.Runtime',
  cause: `The execution reached the maximum number of history events (${eventsMax}).`,
}

/** The events in the history of one execution, counted as AWS writes them, and not kept. */
export interface History {
  readonly events: number
  add(events: number): void
}

/**
 * A history that has so many events, one (`ExecutionStarted`) where it begins. A state entered and a state left is an event each;
 * a try of a task has its `Scheduled`, its `Started`, its end and, with a token, its `Submitted`. The last of 25,000 events is the
 * end of the execution, so `full` is called when any other event would take its place.
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
