import type { Run } from '../simulation.ts'
import { timing } from '../story.ts'
import { type Broken, inEach, type Log, ofType } from './invariant.ts'

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
/** How late a timer can be because of its own faults: a late wake, failed tries, or the time until the sweep misses one that was killed. */
function lateness(faults: Run['faults']): number {
  const killed = faults.filter(({ fault }) => fault === 'killed').length
  return faults.length * 62_000 + killed * 1_200_000
}

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

/**
 * A session takes some 100 calls without its timer, a fault costs retries, and the timer wakes twice a minute at most while
 * they talk, and for each mail and each notice a few times after that, with 14 calls each time. More would be a storm of retries. The
 * sweep comes four times an hour while they talk, and once after what is due later; it takes a few calls for each session.
 */
export const bounded: Broken = ({ met, faults: { length: faults } }, logs) => {
  const mostWakes = [...logs.values()].reduce((sum, log) => sum + mostWakesOf(log), 4 + 6 * faults)
  const sweeps = met.filter(({ what }) => what === 'sweep').length
  const mostSweeps = [...logs.values()].reduce((sum, log) => sum + mostSweepsOf(log), 4 + 6 * faults)
  const most = 150 * (logs.size + 1) + 150 * faults + 14 * mostWakes + sweeps * (5 + 5 * logs.size)
  const wakes = met.filter(({ kind }) => kind === 'wake').length
  return [
    ...(met.length > most ? [`${met.length} calls, ${Math.round(most)} at most`] : []),
    ...(sweeps > mostSweeps ? [`${sweeps} sweeps, ${Math.round(mostSweeps)} at most`] : []),
    ...(wakes > mostWakes ? [`${wakes} wakes, ${Math.round(mostWakes)} at most`] : []),
  ]
}

function mostSweepsOf({ last, steps }: Log): number {
  const mails = last.status === 'closed' ? last.mails.count : 0
  const talked = (last.status === 'closed' ? last.closedAt : (steps.at(-1)?.at ?? 0)) - last.askedAt
  return talked / 900_000 + 6 + 4 * mails
}

function mostWakesOf({ last, steps }: Log): number {
  // One that comes back starts a timer of its own, as one that is wanted does.
  const mails = last.status === 'closed' ? last.mails.count + (last.mails.bounced?.length ?? 0) : 0
  const talked = (last.status === 'closed' ? last.closedAt : (steps.at(-1)?.at ?? 0)) - last.askedAt
  return talked / 30_000 + 10 + 4 * mails
}
