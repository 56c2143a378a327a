import type { Run } from '../simulation.ts'
import { timing } from '../story.ts'
import { type Broken, inEach, ofType } from './invariant.ts'

/** The most by which clocks of machines differ, ms. */
const apart = 300_000

/** The timer of a session may be late by the duration of a fault. It ends the session within a minute after that. */
export const idleInTime: Broken = ({ faults }, logs) => {
  const skewed = faults.some(({ fault }) => fault?.startsWith('clock-'))
  const slack = skewed ? apart : 0
  return inEach(logs, (_session, log) =>
    log.steps.flatMap(({ step, before, at }) => {
      const closed = ofType(step.events, 'Closed')[0]
      // If it has a name, the librarian closed it without a code.
      if (!closed || closed.by !== undefined || before?.status !== 'active') return []
      const quiet = closed.at - before.lastMessageAt
      return [
        quiet < timing.idleLimit && `closed for idleness after ${quiet} ms`,
        at - before.lastMessageAt > timing.idleLimit + 60_000 + slack + lateness(faults) &&
          `closed ${at - before.lastMessageAt} ms after the last message`,
      ]
    }),
  )
}
/** How late a timer can be because of its own faults: a late wake, failed tries, or a late sweep, ms. */
function lateness(faults: Run['faults']): number {
  return faults.reduce(
    (sum, { kind, fault }) =>
      sum + (fault === 'killed' ? sweptAfter : kind === 'event' && fault === 'late' ? 300_000 : 62_000),
    0,
  )
}

/** How long after a timer should have woken the sweep starts another, ms: it comes every quarter of an hour, and leaves it a minute. */
const sweptAfter = 960_000

export const rightConnection: Broken = ({ met }, logs) => {
  const gone = new Set(
    met.filter(({ kind, fault }) => kind === 'disconnect' || fault === 'gone').map(({ about }) => about),
  )
  return inEach(logs, (_session, log) =>
    log.steps.flatMap(({ step, before }) =>
      step.events.flatMap(event => {
        const connection =
          event.type === 'PatronWentAway'
            ? before?.patron.connection
            : event.type === 'LibrarianWentAway' && before?.status === 'active'
              ? before.librarian.connection
              : event.type === 'SecondWentAway' && before?.status === 'active'
                ? before.second?.connection
                : undefined
        return connection !== undefined && !gone.has(connection) ? [`${event.type}, and ${connection} is open`] : []
      }),
    ),
  )
}

export const alive: Broken = ({ endless, world }) => [
  ...(endless ? ['it does not come to an end'] : []),
  ...(world.isQuiet() ? [] : ['a clock never ended']),
]
