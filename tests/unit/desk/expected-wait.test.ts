import { describe, expect, it } from 'vitest'
import { expectedWait } from '../../../lib/desk/expected-wait.ts'

const at = 1_790_000_000_000
const hour = 3_600_000
const waits = (seconds: readonly number[], when = at) =>
  seconds.map(waited => ({ at: when, waited: waited * 1000, own: true as const }))
const now = { own: true, waited: 0 }

describe('how long a patron will probably wait', () => {
  it('is the middle one of the recent waits, in half minutes', () => {
    expect(expectedWait(waits([40, 900, 95]), now, at)).toBe(120)
    expect(expectedWait(waits([40, 900, 90, 95]), now, at)).toBe(90)
    expect(expectedWait(waits([0, 0, 0]), now, at)).toBe(30)
  })

  it('is not said of fewer than three, of those of two hours ago, or of waits for others', () => {
    expect(expectedWait(waits([40, 90]), now, at)).toBeUndefined()
    expect(expectedWait(waits([40, 90, 95], at - 2 * hour), now, at)).toBe(90)
    expect(expectedWait(waits([40, 90, 95], at - 2 * hour - 1), now, at)).toBeUndefined()
    expect(expectedWait(waits([40, 90, 95]), { ...now, own: false }, at)).toBeUndefined()
  })

  it('of somebody who has waited already is judged by those who waited as long', () => {
    const known = waits([30, 60, 300, 600, 900])
    expect(expectedWait(known, { ...now, waited: 120_000 }, at)).toBe(480)
    expect(expectedWait(known, { ...now, waited: 900_000 }, at)).toBe(30)
    expect(expectedWait(known, { ...now, waited: 901_000 }, at)).toBeUndefined()
  })
})
