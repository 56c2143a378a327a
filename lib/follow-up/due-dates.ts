import type { Closed } from '../session/state.ts'
import { dateIn } from '../session/timing.ts'
import { beginningOf, type Calendar, openingDaysFrom, plusDays } from '../time/opening-days.ts'
import { freeAt } from './outbox.ts'
import { type FollowUp, isOver } from './state.ts'

/** How a library deals with what it owes. */
export interface FollowUpWays {
  /** Told of what stays undone; nobody, where the library names no address. */
  readonly escalation?: string
  /** Domains and addresses that answers by e-mail come from, e.g. `library.example.org`. */
  readonly answersFrom: readonly string[]
  /** Opening days before the deadline on which whoever owes is reminded. */
  readonly remindBefore: number
  /** Opening days after it on which the escalation address is told. */
  readonly escalateAfter: number
  /** Opening days in which to answer where no deadline was given. */
  readonly answerWithin: number
  /** The longest that an answer may be put off, days: what is owed must not outlive its session (R38). */
  readonly longest: number
}

/** When what is due, ms since 1970. */
export interface Times {
  /** The end of the last day on which to answer. */
  readonly dueAt: number
  /** The beginning of the day on which to remind; nothing where that had passed when the follow-up began. */
  readonly remindAt?: number
  readonly escalateAt?: number
}

/** The times of one follow-up at its library. */
export function timesOf(
  { deadline, since }: Pick<FollowUp, 'deadline' | 'since'>,
  calendar: Calendar,
  ways: FollowUpWays,
): Times {
  const { timeZone } = calendar
  const lastDay = lastDayOf({ deadline, since }, calendar, ways)
  const remindAt = beginningOf(openingDaysFrom(calendar, lastDay, -ways.remindBefore), timeZone)
  const escalateOn = openingDaysFrom(calendar, lastDay, ways.escalateAfter)
  return {
    dueAt: beginningOf(plusDays(lastDay, 1), timeZone),
    ...(remindAt > since && { remindAt }),
    ...(ways.escalation !== undefined && { escalateAt: beginningOf(plusDays(escalateOn, 1), timeZone) }),
  }
}

/** The date by which to answer: the one that was given, or some opening days from when it began to be owed. */
export function lastDayOf(
  { deadline, since }: Pick<FollowUp, 'deadline' | 'since'>,
  calendar: Calendar,
  { answerWithin }: FollowUpWays,
): string {
  return deadline === 'none' ? openingDaysFrom(calendar, dateIn(calendar.timeZone, since), answerWithin) : deadline
}

/**
 * When what follows a session has to be looked at next (ms since 1970); nothing once it is over, or nothing can become due any
 * more. What happens meanwhile brings a clock of its own.
 */
export function nextFollowUpDue(
  { followUp, mails }: Pick<Closed, 'followUp' | 'mails'>,
  calendar: Calendar,
  ways: FollowUpWays,
  now: number,
): number | undefined {
  const mailsDue = mails.outbox.map(mail => Math.max(now, freeAt(mail)))
  const noticesDue = followUp && !isOver(followUp) ? noticesDueOf(followUp, timesOf(followUp, calendar, ways)) : []
  const next = Math.min(...mailsDue, ...noticesDue.filter(due => due > now))
  return Number.isFinite(next) ? next : undefined
}

function noticesDueOf({ notices = [] }: FollowUp, { remindAt, dueAt, escalateAt }: Times): readonly number[] {
  return [
    ...(notices.includes('reminded') || remindAt === undefined ? [] : [remindAt]),
    ...(notices.includes('overdue') ? [] : [dueAt]),
    ...(notices.includes('escalated') || escalateAt === undefined ? [] : [escalateAt]),
  ]
}
