import { dateIn } from '../time/days.ts'
import { beginningOf, type Calendar, openingDaysFrom, plusDays } from '../time/opening-days.ts'
import { type Afterwards, freeAt } from './outbox.ts'
import { type FollowUp, isOver } from './state.ts'

/** How a library deals with what it owes. */
export interface FollowUpPolicy {
  /** Told of what stays undone; nobody, where the library names no address. */
  readonly escalation?: string
  /** Domains and addresses that answers by e-mail come from, e.g. `library.example.org`. */
  readonly answersFrom: readonly string[]
  /** Opening days before the deadline on which the owner is reminded. */
  readonly remindBefore: number
  /** Opening days after it on which the escalation address is told. */
  readonly escalateAfter: number
  /** Opening days in which to answer where no deadline was given. */
  readonly answerWithin: number
  /** The longest that an answer may be put off, days: what is owed must not outlive its session (R38). */
  readonly postponedDaysMax: number
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
  policy: FollowUpPolicy,
): Times {
  const { timeZone } = calendar
  const answerBy = answerByOf({ deadline, since }, calendar, policy)
  const remindAt = beginningOf(openingDaysFrom(calendar, answerBy, -policy.remindBefore), timeZone)
  const escalateOn = openingDaysFrom(calendar, answerBy, policy.escalateAfter)
  return {
    dueAt: beginningOf(plusDays(answerBy, 1), timeZone),
    ...(remindAt > since && { remindAt }),
    ...(policy.escalation !== undefined && { escalateAt: beginningOf(plusDays(escalateOn, 1), timeZone) }),
  }
}

/** The date by which to answer: the one that was given, or some opening days from when it began to be owed. */
export function answerByOf(
  { deadline, since }: Pick<FollowUp, 'deadline' | 'since'>,
  calendar: Calendar,
  { answerWithin }: FollowUpPolicy,
): string {
  return deadline === 'none' ? openingDaysFrom(calendar, dateIn(calendar.timeZone, since), answerWithin) : deadline
}

/**
 * When what follows a session has to be looked at next (ms since 1970); nothing once it is over, or nothing can become due any
 * more. What happens meanwhile brings a timer of its own.
 */
export function nextFollowUpDue(
  { followUp, mails }: Afterwards,
  calendar: Calendar,
  policy: FollowUpPolicy,
  now: number,
): number | undefined {
  const mailsDue = mails.outbox.map(mail => Math.max(now, freeAt(mail)))
  const noticesDue = followUp && !isOver(followUp) ? noticesDueOf(followUp, timesOf(followUp, calendar, policy)) : []
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
