import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jointWrites } from '../../../lib/session/joint-writes.ts'
import { decide, evolve } from '../../../lib/session/session.ts'
import type { Session } from '../../../lib/session/state.ts'
import { defaultTiming, nextDue } from '../../../lib/session/timing.ts'
import { messages, notes } from '../../../lib/session/transcript.ts'
import { tries } from '../tries.ts'
import { transfers } from './arbitraries.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, jointWritesOfLast, sessionAfter } from './given.ts'

const joined = [b.asked(), b.patronCame(), b.pickedUp()]
const offered = [...joined, b.transferOffered()]
const toPool = [...joined, b.transferOffered({ to: { pool: 'cooperative' } })]

describe('R35 a transfer', () => {
  it('R35 is offered to somebody who is there, once at a time, and not to oneself', () => {
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
    expect(jointWritesOfLast(...offered, b.transferAccepted())).toEqual([
      { type: 'Release', librarian: 'rob', session: b.id, at: b.pickUpAt },
      { type: 'Take', librarian: 'ann', session: b.id, at: b.pickUpAt },
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

  it('R35 of a pool only its members may accept, and one of them declining does not end the offer', () => {
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

  it('R35 the new librarian has the whole time for a greeting (R7) and for a first message (R16)', () => {
    const at = b.pickUpAt + b.minutes(2)
    const past = [...offered, b.librarianSaid(), b.transferAccepted({ at })]
    const timing = { ...b.fewTimings, greetingNudge: defaultTiming.greetingNudge }
    given(...past)
      .when(b.tick(at + b.seconds(30) - 1, { timing }))
      .doesNothing()
    given(...past)
      .when(b.tick(at + b.seconds(30), { timing }))
      .happens({ type: 'GreetingNudged', at: at + b.seconds(30) })
    given(...past)
      .when(b.tick(at + b.seconds(150)))
      .happens(b.silenceWarned({ at: at + b.seconds(150), since: at }))
  })

  it('R35 the offer returns even if nobody wakes the timer, since a second one handles it', () => {
    expect(effectsOfLast(...offered)).toEqual([
      { type: 'Offer', to: { librarian: 'ann' }, event: b.transferOffered() },
      { type: 'WakeSoon', why: 'transfer', at: b.pickUpAt },
    ])
    const due = nextDue(sessionAfter(...offered), defaultTiming, [], b.pickUpAt + 1)
    expect(due).toBe(b.pickUpAt + defaultTiming.transferLimit)
  })

  it('R35 who offered it hears that it was declined or returned, and it can be offered again', () => {
    for (const event of [b.transferDeclined(), b.transferReturned()]) {
      expect(effectsOfLast(...offered, event)).toContainEqual({ type: 'Tell', side: 'librarian', event })
      given(...offered, event)
        .when(b.offerTransfer())
        .happens(b.transferOffered())
    }
  })

  it('R35 an offer that nobody can accept any more is withdrawn from those who were asked: returned, closed', () => {
    const to = { pool: 'cooperative' }
    for (const event of [b.transferReturned(), b.closed(), b.transferAccepted()])
      expect(effectsOfLast(...toPool, event)).toContainEqual({ type: 'Retract', to })
    given(...toPool, b.closed())
      .when(b.answerTransfer())
      .refuses('closed')
  })

  it('R35 the first of a pool to accept gets it, and the second is refused', () => {
    const eve = { ...b.ann, id: 'eve' }
    given(...toPool, b.transferAccepted())
      .when(b.answerTransfer({ librarian: eve }))
      .refuses('no-transfer')
    given(...toPool, b.transferAccepted())
      .when(b.answerTransfer())
      .doesNothing()
  })

  it('R35 the note of a transfer is for the staff', () => {
    const noted = b.transferOffered({ note: 'Wants maps.' })
    expect(notes([...joined, noted])).toEqual([{ name: b.rob.name, at: b.pickUpAt, text: 'Wants maps.' }])
    expect(messages([...joined, noted])).toHaveLength(1)
  })

  it('R35 nobody hangs: an active session counts for the one librarian who serves it, any other for none (R5)', () => {
    let handedOver = 0
    let vanished = 0
    fc.assert(
      fc.property(transfers, sent => {
        const held: string[] = []
        let session: Session | undefined
        for (const command of sent) {
          const decision = decide(session, command)
          for (const event of 'events' in decision ? decision.events : []) {
            const after = evolve(session, event)
            if (!after) throw new Error('an event of no session')
            for (const jointWrite of jointWrites(session, event, after)) {
              if (jointWrite.type === 'Take') held.push(jointWrite.librarian)
              if (jointWrite.type === 'Release') held.splice(held.indexOf(jointWrite.librarian), 1)
            }
            if (event.type === 'TransferAccepted') handedOver++
            if (event.type === 'LibrarianVanished') vanished++
            session = after
          }
          expect(held).toEqual(session?.status === 'active' ? [session.librarian.id] : [])
        }
      }),
      { numRuns: tries(200) },
    )
    expect(handedOver).toBeGreaterThan(0)
    expect(vanished).toBeGreaterThan(0)
  })

  it('R35 only the current librarian is ever accepted, whoever served before', () => {
    let heard = 0
    fc.assert(
      fc.property(transfers, sent => {
        let session: Session | undefined
        for (const command of sent) {
          const decision = decide(session, command)
          if (!('events' in decision)) continue
          for (const event of decision.events) {
            if (event.type === 'Said' && event.from.role === 'librarian') {
              expect(session).toMatchObject({ status: 'active', librarian: { id: event.from.id } })
              heard++
            }
            session = evolve(session, event)
          }
        }
      }),
      { numRuns: tries(300) },
    )
    expect(heard).toBeGreaterThan(0)
  })
})
