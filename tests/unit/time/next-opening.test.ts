import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextChange } from '../../../lib/time/next-opening.ts'
import { isOpen, type Opening, type OpeningHours, weekdays } from '../../../lib/time/opening-hours.ts'

const at = Date.parse
const weekly = (day: OpeningHours['day'], from: string, to: string): OpeningHours => ({ day, from, to })

const college: Opening = {
  timeZone: 'America/New_York',
  hours: [
    weekly('monday', '09:00', '17:00'),
    weekly('tuesday', '09:00', '24:00'),
    weekly('wednesday', '00:00', '02:00'),
  ],
  closedDays: ['2026-11-30'],
}

describe('the next change of the opening hours', () => {
  it('is the closing of an open library, and the opening of a closed one', () => {
    expect(nextChange(college, at('2026-11-23T15:00:00Z'))).toEqual({ closesAt: at('2026-11-23T22:00:00Z') })
    expect(nextChange(college, at('2026-11-23T22:00:00Z'))).toEqual({ opensAt: at('2026-11-24T14:00:00Z') })
  })

  it('is not at midnight, if the library stays open over it', () => {
    expect(nextChange(college, at('2026-11-24T15:00:00Z'))).toEqual({ closesAt: at('2026-11-25T07:00:00Z') })
  })

  it('skips a closed day, and is at the midnight before it for a library that is always open', () => {
    expect(nextChange(college, at('2026-11-29T15:00:00Z'))).toEqual({ opensAt: at('2026-12-01T14:00:00Z') })
    const always = { ...college, hours: [] }
    expect(nextChange(always, at('2026-11-29T15:00:00Z'))).toEqual({ closesAt: at('2026-11-30T05:00:00Z') })
    expect(nextChange(always, at('2026-11-30T05:00:00Z'))).toEqual({ opensAt: at('2026-12-01T05:00:00Z') })
  })

  it('is unknown for a library that is always open, and for one that stays closed for months', () => {
    expect(nextChange({ ...college, hours: [], closedDays: [] }, at('2026-11-29T15:00:00Z'))).toEqual({})
    const dates = Array.from({ length: 90 }, (_, day) => new Date(at('2026-11-23') + day * 86_400_000))
    const closedDays = dates.map(date => date.toISOString().slice(0, 10))
    expect(nextChange({ ...college, closedDays }, at('2026-11-24T15:00:00Z'))).toEqual({})
  })

  it('follows the local clocks, which go from 02:00 to 03:00 on 8 March and back on 1 November', () => {
    const night = { ...college, closedDays: [], hours: [weekly('sunday', '02:30', '05:00')] }
    expect(nextChange(night, at('2026-03-08T06:00:00Z'))).toEqual({ opensAt: at('2026-03-08T07:00:00Z') })
    expect(nextChange(night, at('2026-11-01T05:00:00Z'))).toEqual({ opensAt: at('2026-11-01T07:30:00Z') })
  })
})

/** Half hours, as the hours of most libraries are. */
const halfHour = fc.integer({ min: 0, max: 47 })
const clock = (half: number) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`
const span = fc.tuple(fc.constantFrom(...weekdays), halfHour, halfHour).map(([day, one, other]) => {
  const [from, to] = [Math.min(one, other), Math.max(one, other) + 1]
  return weekly(day, clock(from), to === 48 ? '24:00' : clock(to))
})
const opening: fc.Arbitrary<Opening> = fc.record({
  hours: fc.array(span, { maxLength: 4 }),
  timeZone: fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Honolulu', 'UTC'),
  closedDays: fc.subarray(['2026-06-03', '2026-06-04', '2026-06-10']),
})

describe('at any moment of a week without a change of the clocks', () => {
  const began = at('2026-06-01T00:00:00Z')
  const quarter = 900_000

  it('nothing changes before it, and at it something does', () => {
    fc.assert(
      fc.property(opening, fc.integer({ min: 0, max: 9 * 96 }), (hours, quarters) => {
        const now = began + quarters * quarter
        const { opensAt, closesAt } = nextChange(hours, now)
        const open = isOpen(hours, now)
        const change = opensAt ?? closesAt
        if (change !== undefined) {
          expect(isOpen(hours, change)).toBe(!open)
          expect(isOpen(hours, change - 1)).toBe(open)
          expect(open).toBe(closesAt !== undefined)
        }
        const end = Math.min(change ?? Number.POSITIVE_INFINITY, now + 8 * 86_400_000)
        for (let moment = now; moment < end; moment += quarter) expect(isOpen(hours, moment)).toBe(open)
      }),
      { numRuns: 60 },
    )
  })
})
