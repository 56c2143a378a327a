import { calendarOf } from '../../../lib/consortium/library.ts'
import { timesOf } from '../../../lib/follow-up/due-dates.ts'
import { isOver } from '../../../lib/follow-up/state.ts'
import type { Run } from '../simulation.ts'
import { type Broken, type Log, ofType } from './invariant.ts'

/**
 * A session takes some 100 calls without its timers, and a fault costs retries. Each wake takes 14 calls at most, and each sweep a
 * few for each session. More would be a storm of retries.
 */
export const bounded: Broken = (run, logs) => {
  const { met, faults } = run
  const spare = 4 + 6 * faults.length
  const wakesMax = [...logs.values()].reduce((sum, log) => sum + talkWakesMax(log) + followUpWakesMax(run, log), spare)
  const sweepsMax = [...logs.values()].reduce((sum, log) => sum + sweepsMaxOf(run, log), spare)
  const wakes = met.filter(({ kind }) => kind === 'wake').length
  const sweeps = met.filter(({ what }) => what === 'sweep').length
  const most = 150 * (logs.size + 1) + 150 * faults.length + 14 * wakes + sweeps * (5 + 5 * logs.size)
  return [
    ...(met.length > most ? [`${met.length} calls, ${Math.round(most)} at most`] : []),
    ...(sweeps > sweepsMax ? [`${sweeps} sweeps, ${Math.round(sweepsMax)} at most`] : []),
    ...(wakes > wakesMax ? [`${wakes} wakes, ${Math.round(wakesMax)} at most`] : []),
  ]
}

/** Since the question, until the end, ms. */
function talked({ last, steps }: Log): number {
  return (last.status === 'closed' ? last.closedAt : (steps.at(-1)?.at ?? 0)) - last.askedAt
}

/** The timer of a conversation wakes twice a minute at most, and a few times around its beginning and its end. */
function talkWakesMax(log: Log): number {
  return talked(log) / 30_000 + 10
}

/**
 * The wakes of the timers that look after a session once it is over. One timer starts with the end, and every mail that is wanted
 * later starts two: one to send it, and one that goes on as long as the follow-up, should the first fail. A timer that goes on wakes
 * when it starts, at each due date, and once more when it finds the follow-up over. Where another timer has just begun the mail that
 * is due, it looks a minute later whether the mail has gone out.
 */
function followUpWakesMax(run: Run, log: Log): number {
  const dues = duesOf(run, log)
  const begun = log.steps.flatMap(({ step: { events }, at }) =>
    ofType([...events], 'MailsBegun').length > 0 ? [at] : [],
  )
  const isBegun = (due: number) => begun.some(at => at >= due && at < due + 10_000)
  const wakesOf = (startedAt: number): number => {
    const mine = [...new Set(dues.filter(({ until }) => until > startedAt).map(({ due }) => due))]
    return [startedAt, ...mine.filter(due => due > startedAt)].reduce((sum, due) => sum + (isBegun(due) ? 2 : 1), 0) + 1
  }
  const called = (what: string) => run.met.filter(one => one.what === what && one.about === log.last.id)
  const lasting = [...called('clocks.startFollowUp'), ...called('clocks.mailSoon')]
  return lasting.reduce((sum, { at }) => sum + wakesOf(at), called('clocks.mailNow').length)
}

/** What has ever been due in a follow-up, and until when it was what a timer would have waited for. */
function duesOf({ story }: Run, { last, steps }: Log): readonly { readonly due: number; readonly until: number }[] {
  const library = story.libraries.find(({ id }) => id === last.library)
  return steps.flatMap(({ step: { session } }, i) => {
    if (!library || session.status !== 'closed' || !session.followUp || isOver(session.followUp)) return []
    const until = steps[i + 1]?.at ?? Number.POSITIVE_INFINITY
    const { remindAt, dueAt, escalateAt } = timesOf(session.followUp, calendarOf(library), library.followUps)
    return [remindAt, dueAt, escalateAt].flatMap(due => (due === undefined ? [] : [{ due, until }]))
  })
}

/**
 * The sweep comes four times an hour while people talk, once after each mail that is wanted later, and once after each due date.
 */
function sweepsMaxOf(run: Run, log: Log): number {
  const wanted = run.met.filter(({ what, about }) => what === 'clocks.mailSoon' && about === log.last.id).length
  return talked(log) / 900_000 + 3 + wanted + new Set(duesOf(run, log).map(({ due }) => due)).size
}
