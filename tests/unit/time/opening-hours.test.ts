import { expect, it } from 'vitest'
import { hoursOf, isOpen as isOpenOn, type OpeningHours, type Weekday } from '../../../lib/time/opening-hours.ts'

const isOpen = (hours: readonly OpeningHours[], timeZone: string, at: number, closedDays: readonly string[] = []) =>
  isOpenOn({ hours, timeZone, closedDays }, at)

const hours = [
  { day: 'monday', from: '09:00', to: '17:30' },
  { day: 'sunday', from: '12:00', to: '24:00' },
] as const

it.each([
  ['2026-11-23T13:59:00Z', false],
  ['2026-11-23T14:00:00Z', true],
  ['2026-11-23T22:29:00Z', true],
  ['2026-11-23T22:30:00Z', false],
  ['2026-11-24T15:00:00Z', false],
  ['2026-11-23T04:59:00Z', true],
])('R4 at %s the desk in New York is open: %s', (moment, open) => {
  expect(isOpen(hours, 'America/New_York', Date.parse(moment))).toBe(open)
})

it('R4 opening hours follow local time when summer time ends', () => {
  expect(isOpen(hours, 'America/New_York', Date.parse('2026-10-26T13:00:00Z'))).toBe(true)
  expect(isOpen(hours, 'America/New_York', Date.parse('2026-11-02T13:00:00Z'))).toBe(false)
})

/**
 * In New York the clocks went from 02:00 to 03:00 on Sunday, 8 March 2026, and from 02:00 back to 01:00 on Sunday, 1 November
 * 2026.
 */
const night = [{ day: 'sunday', from: '01:00', to: '02:30' }] as const

it.each([
  ['2026-03-08T05:59:59Z', false, '00:59 before the change'],
  ['2026-03-08T06:00:00Z', true, '01:00'],
  ['2026-03-08T06:59:59Z', true, '01:59, the last minute before the hour that is left out'],
  ['2026-03-08T07:00:00Z', false, '03:00, which is after 02:30'],
  ['2026-11-01T04:59:59Z', false, '00:59 before the change'],
  ['2026-11-01T05:30:00Z', true, '01:30 for the first time'],
  ['2026-11-01T06:30:00Z', true, '01:30 for the second time'],
  ['2026-11-01T07:29:59Z', true, '02:29'],
  ['2026-11-01T07:30:00Z', false, '02:30'],
])('R4 on the days that the clocks change, %s is open: %s (%s)', (moment, open) => {
  expect(isOpen(night, 'America/New_York', Date.parse(moment))).toBe(open)
})

it('R4 the same moment is another day elsewhere', () => {
  const moment = Date.parse('2026-11-23T03:00:00Z')
  expect(isOpen(hours, 'America/New_York', moment)).toBe(true)
  expect(isOpen(hours, 'Pacific/Auckland', moment)).toBe(true)
  expect(isOpen(hours, 'Asia/Tokyo', moment)).toBe(true)
  expect(isOpen([{ day: 'sunday', from: '00:00', to: '24:00' }], 'Asia/Tokyo', moment)).toBe(false)
})

it('a library that names no hours is always open', () => {
  expect(isOpen([], 'UTC', 0)).toBe(true)
})

it.each([
  ['2026-11-23T04:59:00Z', true, 'the evening before, 23:59'],
  ['2026-11-23T05:00:00Z', false, 'its own midnight'],
  ['2026-11-23T15:00:00Z', false, 'its morning'],
  ['2026-11-24T04:59:00Z', false, 'its last minute'],
  ['2026-11-24T05:00:00Z', true, 'the midnight after it'],
])('R4 a closed day is closed from midnight to midnight: %s is open: %s (%s)', (moment, open) => {
  const days = ['sunday', 'monday', 'tuesday'] as const
  const always = days.map(day => ({ day, from: '00:00', to: '24:00' }))
  expect(isOpen(always, 'America/New_York', Date.parse(moment), ['2026-11-23'])).toBe(open)
  expect(isOpen([], 'America/New_York', Date.parse(moment), ['2026-11-23'])).toBe(open)
})

const shift = (day: Weekday, span: string) => hoursOf(day, span) ?? []

it.each([
  ['2026-11-24T01:59:59Z', false, 'Monday, 20:59'],
  ['2026-11-24T02:00:00Z', true, 'Monday, 21:00'],
  ['2026-11-24T05:00:00Z', true, 'Tuesday, midnight'],
  ['2026-11-24T06:59:59Z', true, 'Tuesday, 01:59'],
  ['2026-11-24T07:00:00Z', false, 'Tuesday, 02:00'],
  ['2026-11-23T06:00:00Z', false, 'Monday, 01:00: the night before has no shift'],
])('R4 a shift over midnight is open until its end: %s is open: %s (%s)', (moment, open) => {
  expect(isOpen(shift('monday', '21:00-02:00'), 'America/New_York', Date.parse(moment))).toBe(open)
})

it('R4 a shift over midnight goes from Sunday to Monday, and a closed day takes its own half of it', () => {
  const night = shift('sunday', '21:00-02:00')
  const mondayAtOne = Date.parse('2026-11-23T06:00:00Z')
  expect(isOpen(night, 'America/New_York', mondayAtOne)).toBe(true)
  expect(isOpen(night, 'America/New_York', mondayAtOne, ['2026-11-22'])).toBe(true)
  expect(isOpen(night, 'America/New_York', mondayAtOne, ['2026-11-23'])).toBe(false)
})

it.each([
  ['2026-03-08T04:59:59Z', true, 'Saturday, 23:59'],
  ['2026-03-08T06:59:59Z', true, 'Sunday, 01:59, the last minute before the hour that is left out'],
  ['2026-03-08T07:00:00Z', false, 'Sunday, 03:00'],
  ['2026-11-01T05:30:00Z', true, 'Sunday, 01:30 for the first time'],
  ['2026-11-01T06:30:00Z', true, 'Sunday, 01:30 for the second time'],
  ['2026-11-01T07:00:00Z', false, 'Sunday, 02:00'],
])('R4 a shift over a midnight on which the clocks change: %s is open: %s (%s)', (moment, open) => {
  expect(isOpen(shift('saturday', '21:00-02:00'), 'America/New_York', Date.parse(moment))).toBe(open)
})

it('23:59 is the end of the day, and 00:00 too', () => {
  const untilMidnight = [{ day: 'monday', from: '09:00', to: '24:00' }]
  expect(hoursOf('monday', '09:00-23:59')).toEqual(untilMidnight)
  expect(hoursOf('monday', '15:00-00:00')).toEqual([{ ...untilMidnight[0], from: '15:00' }])
})

it('a span that ends before it begins and would last half a day or longer counts as a mistake', () => {
  expect(hoursOf('monday', '17:00-09:00')).toBeUndefined()
  expect(hoursOf('monday', '09:00-09:00')).toBeUndefined()
})
