import { expect, it } from 'vitest'
import { isOpen } from '../../lib/hours.ts'

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

it('R4 opening hours follow the clock on the wall when summer time ends', () => {
  expect(isOpen(hours, 'America/New_York', Date.parse('2026-10-26T13:00:00Z'))).toBe(true)
  expect(isOpen(hours, 'America/New_York', Date.parse('2026-11-02T13:00:00Z'))).toBe(false)
})

it('a library that names no hours is always open', () => {
  expect(isOpen([], 'UTC', 0)).toBe(true)
})
