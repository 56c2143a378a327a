import { expect, test } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import { gate } from '../../../local/limits.ts'

const clock = virtualClock(0)
const letThrough = (ask: () => boolean, times: number) => Array.from({ length: times }, ask).filter(Boolean).length

test('so many are let through at once, and then so many a second', async () => {
  const ask = gate({ perSecond: 10, atOnce: 20 }, clock)
  expect(letThrough(ask, 100)).toBe(20)
  await clock.advance(500)
  expect(letThrough(ask, 100)).toBe(5)
  await clock.advance(3600_000)
  expect(letThrough(ask, 100)).toBe(20)
})

test('without a rate everything is let through', () => {
  expect(letThrough(gate(undefined, clock), 10_000)).toBe(10_000)
})
