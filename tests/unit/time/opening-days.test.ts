import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerByOf, timesOf } from '../../../lib/follow-up/due-dates.ts'
import { dateIn } from '../../../lib/time/days.ts'
import { beginningOf, type Calendar, openingDaysFrom, plusDays } from '../../../lib/time/opening-days.ts'
import { tries } from '../tries.ts'

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
const calendar: Calendar = { timeZone: 'America/New_York', openOn: weekdays, closedDays: ['2026-11-26'] }
const policy = {
  escalation: 'a@b.cd',
  answersFrom: [],
  remindBefore: 1,
  escalateAfter: 2,
  answerWithin: 5,
  postponedDaysMax: 60,
}
const zones = ['America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Asia/Beirut', 'America/Santiago', 'Pacific/Chatham']
const date = fc.integer({ min: 0, max: 9_000 }).map(days => plusDays('2011-01-01', days))

describe('opening days', () => {
  it('leave out the days on which the library is closed, by its hours or by its list', () => {
    expect(openingDaysFrom(calendar, '2026-11-25', 1)).toBe('2026-11-27')
    expect(openingDaysFrom(calendar, '2026-11-25', 2)).toBe('2026-11-30')
    expect(openingDaysFrom(calendar, '2026-11-30', -2)).toBe('2026-11-25')
    expect(openingDaysFrom(calendar, '2026-11-28', 0)).toBe('2026-11-28')
  })

  it('are all days for a library that names no hours', () => {
    expect(openingDaysFrom({ ...calendar, openOn: [], closedDays: [] }, '2026-11-27', 3)).toBe('2026-11-30')
  })

  it('for a library that never opens, calendar days count', () => {
    expect(openingDaysFrom({ ...calendar, openOn: ['never'] }, '2026-11-27', 3)).toBe('2026-11-30')
  })
})

describe('a day begins', () => {
  it('with the first moment that has its date there, in every zone and through every change of the timer', () => {
    fc.assert(
      fc.property(date, fc.constantFrom(...zones), (day, zone) => {
        const begins = beginningOf(day, zone)
        expect(dateIn(zone, begins) >= day).toBe(true)
        expect(dateIn(zone, begins - 60_000) < day).toBe(true)
      }),
      { numRuns: tries(500) },
    )
  })

  it('an hour late in Beirut when summer time begins at midnight, and never on the day that Apia left out', () => {
    expect(new Date(beginningOf('2022-03-27', 'Asia/Beirut')).toISOString()).toBe('2022-03-26T22:00:00.000Z')
    expect(beginningOf('2011-12-30', 'Pacific/Apia')).toBe(beginningOf('2011-12-31', 'Pacific/Apia'))
  })
})

describe('R30 the times of a follow-up', () => {
  const since = Date.UTC(2026, 10, 24, 15)

  it('a date lasts until its end where the library is', () => {
    const { dueAt, remindAt, escalateAt } = timesOf({ deadline: '2026-11-30', since }, calendar, policy)
    expect(new Date(dueAt).toISOString()).toBe('2026-12-01T05:00:00.000Z')
    expect(new Date(remindAt ?? 0).toISOString()).toBe('2026-11-27T05:00:00.000Z')
    expect(new Date(escalateAt ?? 0).toISOString()).toBe('2026-12-03T05:00:00.000Z')
  })

  it('without a date there are as many opening days as the library allows itself', () => {
    expect(answerByOf({ deadline: 'none', since }, calendar, policy)).toBe('2026-12-02')
  })

  it('there is no reminder of a follow-up that has just begun, and no escalation without an address', () => {
    const { escalation: _nobody, ...quiet } = policy
    const times = timesOf({ deadline: '2026-11-25', since: Date.UTC(2026, 10, 25, 15) }, calendar, quiet)
    expect(times.remindAt).toBeUndefined()
    expect(times.escalateAt).toBeUndefined()
  })

  it('come in order, whatever the library’s days', () => {
    const days = fc.subarray([...weekdays, 'saturday', 'sunday'])
    const closed = fc.array(date, { maxLength: 30 })
    fc.assert(
      fc.property(date, days, closed, fc.constantFrom(...zones), (day, openOn, closedDays, timeZone) => {
        const its = { timeZone, openOn, closedDays }
        const { remindAt = 0, dueAt, escalateAt = 0 } = timesOf({ deadline: day, since: 0 }, its, policy)
        expect(remindAt).toBeLessThan(dueAt)
        expect(dueAt).toBeLessThan(escalateAt)
      }),
      { numRuns: tries(300) },
    )
  })
})
