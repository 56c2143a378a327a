import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepAwake } from '../../../client/keep-awake.ts'
import { usualTimers } from '../../../client/timers.ts'

describe('keeping a connection awake', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('pings after a quiet time, and again after each further one', () => {
    const pings: number[] = []
    const began = Date.now()
    const awake = keepAwake(
      usualTimers,
      () => {
        pings.push(Date.now() - began)
        awake.sent()
      },
      300_000,
    )
    vi.advanceTimersByTime(900_000)
    expect(pings).toEqual([300_000, 600_000, 900_000])
  })

  it('does not ping while anything else is sent', () => {
    const ping = vi.fn()
    const awake = keepAwake(usualTimers, ping, 300_000)
    for (let minute = 0; minute < 60; minute++) {
      vi.advanceTimersByTime(60_000)
      awake.sent()
    }
    expect(ping).not.toHaveBeenCalled()
  })

  it('does nothing after it was stopped', () => {
    const ping = vi.fn()
    const awake = keepAwake(usualTimers, ping, 300_000)
    awake.stop()
    awake.sent()
    vi.advanceTimersByTime(900_000)
    expect(ping).not.toHaveBeenCalled()
  })
})
