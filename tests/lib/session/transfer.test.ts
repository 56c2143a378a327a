import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, evolveAll } from '../../../lib/session/session.ts'
import type { Session } from '../../../lib/session/state.ts'
import { defaultTiming } from '../../../lib/session/timing.ts'
import { commands } from './arbitraries.ts'
import * as b from './builders.ts'
import { companionsOfLast, effectsOfLast, given, sessionAfter } from './given.ts'

const joined = [b.asked(), b.patronCame(), b.pickedUp()]
const offered = [...joined, b.transferOffered()]
const toPool = [...joined, b.transferOffered({ to: { pool: 'cooperative' } })]

describe('R35 a transfer', () => {
  it('R35 is offered to whoever is there, once at a time, and not to oneself', () => {
    given(...joined)
      .when(b.offerTransfer())
      .happens(b.transferOffered())
    given(...joined)
      .when(b.offerTransfer({ reachable: false }))
      .refuses('nobody-there')
    given(...joined)
      .when(b.offerTransfer({ to: { librarian: b.rob.id } }))
      .refuses('nobody-there')
    given(...offered)
      .when(b.offerTransfer())
      .refuses('transfer-pending')
    given(...offered)
      .when(b.offerTransfer({ by: b.ann.id }))
      .refuses('not-yours')
  })

  it('R35 accepted, the new librarian serves, the patron is told, and R1 the wait stays what it was', () => {
    given(...offered)
      .when(b.answerTransfer())
      .happens(b.transferAccepted())
    expect(sessionAfter(...offered, b.transferAccepted())).toMatchObject({
      status: 'active',
      askedAt: b.start,
      librarian: { id: 'ann', connection: 'ann-1' },
    })
    expect(effectsOfLast(...offered, b.transferAccepted())).toMatchObject([
      { type: 'Tell', side: 'patron' },
      { type: 'Tell', side: 'librarian', connection: 'rob-1' },
      { type: 'Retract' },
    ])
  })

  it('R35 the old librarian is freed and the new one takes it within their limit, in one step (R5)', () => {
    expect(companionsOfLast(...offered, b.transferAccepted())).toEqual([
      { type: 'Release', librarian: 'rob', session: b.id },
      { type: 'Take', librarian: 'ann', session: b.id },
    ])
  })

  it('R35 the old librarian may write no more, and the new one may', () => {
    given(...offered, b.transferAccepted())
      .when(b.librarianSays())
      .refuses('not-yours')
    const from = { role: 'librarian', id: b.ann.id } as const
    expect(given(...offered, b.transferAccepted()).when(b.librarianSays({ from })).decision).toHaveProperty('events')
  })

  it('R35 until somebody accepts it stays where it is', () => {
    expect(given(...offered).when(b.librarianSays()).decision).toHaveProperty('events')
  })

  it('R35 declined, it stays', () => {
    given(...offered)
      .when(b.answerTransfer({ accept: false }))
      .happens(b.transferDeclined())
    expect(sessionAfter(...offered, b.transferDeclined())).not.toHaveProperty('transfer')
  })

  it('R35 unanswered for 30 s it returns', () => {
    const timing = { ...b.fewTimings, transferLimit: defaultTiming.transferLimit }
    const due = b.pickUpAt + b.seconds(30)
    given(...offered)
      .when(b.tick(due - 1, { timing }))
      .doesNothing()
    given(...offered)
      .when(b.tick(due, { timing }))
      .happens(b.transferReturned({ at: due }))
    given(...offered, b.transferReturned())
      .when(b.answerTransfer())
      .refuses('no-transfer')
  })

  it('R35 of a pool, whoever serves it may accept, one declining ends nothing, and nobody else may', () => {
    given(...toPool)
      .when(b.answerTransfer())
      .happens(b.transferAccepted())
    given(...toPool)
      .when(b.answerTransfer({ accept: false }))
      .doesNothing()
    given(...toPool)
      .when(b.answerTransfer({ pools: ['library:larch'] }))
      .refuses('no-transfer')
    given(...offered)
      .when(b.answerTransfer({ librarian: { ...b.ann, id: 'eve' } }))
      .refuses('no-transfer')
  })

  it('R35 nobody hangs between two librarians: whatever happens, a session that is served is served by one', () => {
    fc.assert(
      fc.property(commands, sent => {
        let session: Session | undefined
        for (const command of sent) {
          const decision = decide(session, command)
          if ('events' in decision) session = evolveAll(session, decision.events)
          if (session?.status === 'active') expect(session.librarian.id).toBeTruthy()
          if (session?.status === 'waiting') expect(session).not.toHaveProperty('librarian')
        }
      }),
      { numRuns: 300 },
    )
  })
})
