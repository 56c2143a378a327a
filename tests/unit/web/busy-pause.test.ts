import { describe, expect, it } from 'vitest'
import { busyPause } from '../../../web/widget/busy-pause.ts'

describe('where the desk is busy, the next try', () => {
  const least = () => 0
  const most = () => 1

  it('comes after twice as long as the one before, and never after more than half a minute', () => {
    expect([1, 2, 3, 5, 6, 7, 50].map(tries => busyPause(tries, 0, most))).toEqual([
      ...[1_000, 2_000, 4_000, 16_000, 30_000, 30_000, 30_000],
    ])
  })

  it('has a random half, so that a crowd does not return at once', () => {
    expect([1, 4].map(tries => busyPause(tries, 0, least))).toEqual([500, 4_000])
    expect(new Set(Array.from({ length: 20 }, () => busyPause(3))).size).toBeGreaterThan(1)
  })

  it('does not come before the time that the desk named, and not at it with everybody else', () => {
    expect([least, most].map(random => busyPause(1, 600_000, random))).toEqual([600_500, 601_000])
  })
})
