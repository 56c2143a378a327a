import { describe, expect, it } from 'vitest'
import {
  answerByOf,
  type FollowUpPolicy,
  linksEndAt,
  nextFollowUpDue,
  timesOf,
} from '../../../lib/follow-up/due-dates.ts'
import {
  begun,
  freeAt,
  isHopeless,
  type Mails,
  noMails,
  postponed,
  withMail,
  withoutMail,
} from '../../../lib/follow-up/outbox.ts'
import type { FollowUp, Notice } from '../../../lib/follow-up/state.ts'
import type { Calendar } from '../../../lib/time/opening-days.ts'

/** Open on weekdays, in UTC: Monday, 21 September 2026 at nine. */
const monday = Date.UTC(2026, 8, 21, 9)
const midnight = (day: number) => Date.UTC(2026, 8, day)
const calendar: Calendar = {
  timeZone: 'UTC',
  openOn: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  closedDays: [],
}
const policy: FollowUpPolicy = {
  escalation: 'head@wren.example.org',
  answersFrom: [],
  remindBefore: 1,
  escalateAfter: 2,
  answerWithin: 5,
  postponedDaysMax: 60,
}
const { escalation: _nobody, ...silent } = policy
const friday = { deadline: '2026-09-25', since: monday }

describe('R30 when what is due', () => {
  it('is reminded of the opening day before the last, late after the last day, escalated two opening days later', () => {
    expect(timesOf(friday, calendar, policy)).toEqual({
      remindAt: midnight(24),
      dueAt: midnight(26),
      escalateAt: midnight(30),
    })
  })

  it('is not reminded of what began on that day or after it', () => {
    expect(timesOf({ ...friday, since: midnight(24) - 1 }, calendar, policy)).toHaveProperty('remindAt')
    expect(timesOf({ ...friday, since: midnight(24) }, calendar, policy)).not.toHaveProperty('remindAt')
    expect(timesOf({ ...friday, since: midnight(24) + 1 }, calendar, policy)).not.toHaveProperty('remindAt')
  })

  it('is told to nobody above where the library names no address', () => {
    expect(timesOf(friday, calendar, silent)).not.toHaveProperty('escalateAt')
  })

  it('has links that act until a week after the deadline, or after a later mail, and for 30 days where none was given', () => {
    const days = (n: number) => n * 86_400_000
    expect(linksEndAt(friday, calendar, policy, monday)).toBe(midnight(26) + days(7))
    expect(linksEndAt(friday, calendar, policy, midnight(24))).toBe(midnight(26) + days(7))
    expect(linksEndAt(friday, calendar, policy, midnight(30))).toBe(midnight(30) + days(7))
    expect(linksEndAt({ ...friday, deadline: 'none' }, calendar, policy, monday)).toBe(monday + days(30))
  })

  it('is answered by the day that was given, or within opening days of the day on which it began', () => {
    expect(answerByOf(friday, calendar, policy)).toBe('2026-09-25')
    expect(answerByOf({ deadline: 'none', since: monday }, calendar, policy)).toBe('2026-09-28')
  })
})

describe('when a follow-up has to be looked at next', () => {
  const owed: FollowUp = { owner: 'library', email: 'j@example.org', verified: 'typed-twice', status: 'new', ...friday }
  const { remindAt = 0, dueAt, escalateAt = 0 } = timesOf(friday, calendar, policy)
  const next = (now: number, notices: readonly Notice[] = [], mails: Mails = noMails, by = policy) =>
    nextFollowUpDue({ followUp: { ...owed, notices }, mails }, calendar, by, now)

  it('is at what comes next: the reminder, the notice that it is late, the escalation, and never again', () => {
    expect(next(monday)).toBe(remindAt)
    expect(next(remindAt - 1)).toBe(remindAt)
    expect(next(remindAt)).toBe(dueAt)
    expect(next(dueAt)).toBe(escalateAt)
    expect(next(escalateAt)).toBeUndefined()
  })

  it('is at nothing that was said already', () => {
    expect(next(monday, ['reminded'])).toBe(dueAt)
    expect(next(monday, ['reminded', 'overdue'])).toBe(escalateAt)
    expect(next(monday, ['overdue'])).toBe(remindAt)
    expect(next(monday, ['escalated', 'reminded'])).toBe(dueAt)
    expect(next(monday, ['reminded', 'overdue', 'escalated'])).toBeUndefined()
    expect(next(dueAt, [], noMails, silent)).toBeUndefined()
    const late = { ...owed, since: remindAt }
    expect(nextFollowUpDue({ followUp: late, mails: noMails }, calendar, policy, monday)).toBe(dueAt)
  })

  it('is nothing once it is over, or where nothing was ever owed', () => {
    for (const status of ['answered', 'done'] as const)
      expect(
        nextFollowUpDue({ followUp: { ...owed, status }, mails: noMails }, calendar, policy, monday),
      ).toBeUndefined()
    expect(nextFollowUpDue({ mails: noMails }, calendar, policy, monday)).toBeUndefined()
    const { status, ...unsaid } = owed
    expect(nextFollowUpDue({ followUp: { ...unsaid, status }, mails: noMails }, calendar, policy, monday)).toBe(
      remindAt,
    )
  })

  it('is at once where a mail waits, and when it may be tried again where somebody has begun with it', () => {
    const waiting = withMail(noMails, 'follow-up')
    expect(next(monday, [], waiting)).toBe(monday)
    const tried = begun(waiting, [1], monday)
    expect(next(monday, [], tried)).toBe(monday + 60_000)
    expect(next(monday + 90_000, [], tried)).toBe(monday + 90_000)
    expect(nextFollowUpDue({ mails: begun(withMail(waiting, 'answer'), [1], monday) }, calendar, policy, monday)).toBe(
      monday,
    )
  })
})

describe('mails that are to be sent', () => {
  const two = withMail(withMail(noMails, 'follow-up'), 'answer', 1)

  it('have numbers of their own, and say what they are about', () => {
    expect(noMails).toEqual({ count: 0, outbox: [] })
    expect(two).toEqual({
      count: 2,
      outbox: [
        { n: 1, kind: 'follow-up' },
        { n: 2, kind: 'answer', about: 1 },
      ],
    })
    expect(Object.keys(two.outbox[0] ?? {})).toEqual(['n', 'kind'])
  })

  it('keep their numbers, and what is known of those that came back, when one is out', () => {
    const left = withoutMail({ ...two, bounced: [7] }, 1)
    expect(left).toEqual({ count: 2, bounced: [7], outbox: [{ n: 2, kind: 'answer', about: 1 }] })
    expect(withMail(left, 'held', 3).outbox.map(({ n }) => n)).toEqual([2, 3])
  })

  it('are begun with one by one, and counted', () => {
    const [one, other] = begun(begun(two, [2], 5), [2], 9).outbox
    expect(one).toEqual({ n: 1, kind: 'follow-up' })
    expect(other).toEqual({ n: 2, kind: 'answer', about: 1, begunAt: 9, tries: 2 })
  })

  it('are given up after 78 tries, when the last of them is over', () => {
    const mail = (tries: number) => ({ n: 1, kind: 'answer', begunAt: monday, tries }) as const
    expect(freeAt({ n: 1, kind: 'answer' })).toBe(0)
    const free = freeAt(mail(78))
    expect(isHopeless(mail(78), free)).toBe(true)
    expect(isHopeless(mail(78), free - 1)).toBe(false)
    expect(isHopeless(mail(77), free)).toBe(false)
    expect(isHopeless({ n: 1, kind: 'answer' }, monday)).toBe(false)
  })

  it('wait for the quota of another day an hour at a time, and no try counts for which there was no quota', () => {
    const tried = begun({ ...two, bounced: [7] }, [1, 2], 5)
    const waiting = postponed(tried, 2)
    expect(waiting).toStrictEqual({
      ...{ count: 2, bounced: [7] },
      outbox: [
        { n: 1, kind: 'follow-up', begunAt: 5, tries: 1 },
        { n: 2, kind: 'answer', about: 1, begunAt: 5, tries: 0, isPostponed: true },
      ],
    })
    expect(waiting.outbox.map(freeAt)).toEqual([5 + 60_000, 5 + 3_600_000])
    // The other mail is tried meanwhile, and this one waits as before.
    expect(begun(waiting, [1], 9).outbox[1]).toStrictEqual(waiting.outbox[1])
    expect(begun(waiting, [1], 9).outbox[0]).toStrictEqual({ n: 1, kind: 'follow-up', begunAt: 9, tries: 2 })
    expect(begun(waiting, [2], 9).outbox[1]).toStrictEqual({ n: 2, kind: 'answer', about: 1, begunAt: 9, tries: 1 })
    // However often there is no quota, the tries that were made count, and no more.
    const often = postponed(begun(begun(begun(two, [2], 5), [2], 6), [2], 7), 2)
    expect(often.outbox[1]).toMatchObject({ tries: 2 })
    expect(postponed(two, 2).outbox[1]).toStrictEqual({ n: 2, kind: 'answer', about: 1, tries: 0, isPostponed: true })
  })

  it('are free at once while nobody has begun with them, whatever waits', () => {
    expect(freeAt({ n: 1, kind: 'answer', isPostponed: true })).toBe(0)
  })
})
