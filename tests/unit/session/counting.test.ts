import { describe, expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import * as b from './builders.ts'
import { sessionAfter } from './given.ts'

const at = b.pickUpAt
const joined = [b.asked(), b.patronCame(), b.pickedUp()]
const tallyAfter = (...events: readonly Event[]) => sessionAfter(...joined, ...events).tally

describe('R37 what is counted while somebody is served', () => {
  it('R16 is each breach of the three minutes, beside what was counted before', () => {
    const said = b.librarianSaid({ at: at + 200_000 })
    const breach = (n: number) => b.silenceBreached({ at: at + n * 180_000, breach: n })
    expect(tallyAfter(breach(1), said)).toMatchObject({ breaches: 1, silence: 200_000 })
    expect(tallyAfter(breach(1), said, breach(2), breach(3))).toMatchObject({ breaches: 3, silence: 200_000 })
  })

  it('is the longest silence, whichever it was', () => {
    const said = (ms: number, n: number) => b.librarianSaid({ at: at + ms, from: { role: 'librarian', id: 'rob' }, n })
    expect(tallyAfter(said(90_000, 1), said(100_000, 2))).toMatchObject({ silence: 90_000 })
    expect(tallyAfter(said(10_000, 1), said(100_000, 2))).toMatchObject({ silence: 90_000 })
  })
})
