import { dateIn } from '../time/days.ts'
import { beginningOf, type Calendar, openingDaysFrom, plusDays } from '../time/opening-days.ts'
import { type Afterwards, freeAt } from './outbox.ts'
import { type FollowUp, isOver } from './state.ts'

/** A library's policy on follow-ups. */
export interface FollowUpPolicy {
  /** The address that is told about overdue follow-ups, if the library names one. */
  readonly escalation?: string
  /** Domains and addresses from which answers by email come, e.g. `library.example.org`. */
  readonly answersFrom: readonly string[]
  /**
   * The address that the library's mailbox answers. Ticket systems such as Roundup answer `From`.
   * @default - what the mailbox has shown, and `reply-to` until then
   */
  readonly answersTo?: 'from' | 'reply-to'
  /** Opening days before the deadline on which the owner is reminded. */
  readonly remindBefore: number
  /** Opening days after it on which the escalation address is told. */
  readonly escalateAfter: number
  /** Opening days in which to answer if no deadline was given. */
  readonly answerWithin: number
  /** The most days that an answer may be postponed, since a follow-up must not outlive its session (R38). */
  readonly postponedDaysMax: number
}

/** The due dates of a follow-up, ms since 1970. */
export interface Times {
  /** The end of the last day on which to answer. */
  readonly dueAt: number
  /** The beginning of the day on which to remind; undefined if it had passed when the follow-up began. */
  readonly remindAt?: number
  readonly escalateAt?: number
}

/** The due dates of one follow-up at its library. */
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

const dayMs = 86_400_000

/**
 * When the links in a mail about it stop acting, ms: some days after its deadline, or a month after the mail if there is no
 * deadline. A mail may be forwarded or left lying around, and its links work for anybody who has it, so they work only as long as
 * they are needed.
 */
export function linksEndAt(
  followUp: Pick<FollowUp, 'deadline' | 'since'>,
  calendar: Calendar,
  policy: FollowUpPolicy,
  mailedAt: number,
): number {
  if (followUp.deadline === 'none') return mailedAt + 30 * dayMs
  return Math.max(mailedAt, timesOf(followUp, calendar, policy).dueAt) + 7 * dayMs
}

/** The date by which to answer: either the given date, or a number of opening days after the answer became owed. */
export function answerByOf(
  { deadline, since }: Pick<FollowUp, 'deadline' | 'since'>,
  calendar: Calendar,
  { answerWithin }: FollowUpPolicy,
): string {
  return deadline === 'none' ? openingDaysFrom(calendar, dateIn(calendar.timeZone, since), answerWithin) : deadline
}

/**
 * When a follow-up has to be woken next (ms since 1970); undefined once it is over or nothing more can become due. Changes in
 * the meantime start their own timers.
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
