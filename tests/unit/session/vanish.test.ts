import { describe, expect, it } from 'vitest'
import { defaultTiming, nextDue } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, jointWritesOfLast, sessionAfter } from './given.ts'

const joined = [b.asked({ name: 'Jane' }), b.patronCame(), b.pickedUp()]
const timing = {
  ...b.fewTimings,
  silenceWarning: b.minutes(60),
  silenceLimit: b.minutes(60),
  idleLimit: b.minutes(600),
}
const tickAt = (after: number, only: Partial<typeof timing>) =>
  b.tick(b.pickUpAt + after, { timing: { ...timing, ...only } })

describe('R34 a librarian who vanishes', () => {
  const only = { vanishedAfter: defaultTiming.vanishedAfter }
  const gone = [...joined, b.librarianSaid(), b.librarianWentAway({ at: b.pickUpAt + 5 })]
  const due = 5 + b.seconds(60)
  const back = b.vanished({ at: b.pickUpAt + due })

  it('R34 after 60 s the patron waits again, and R1 with their original wait', () => {
    given(...gone)
      .when(tickAt(due - 1, only))
      .doesNothing()
    given(...gone)
      .when(tickAt(due, only))
      .happens(back)
    expect(sessionAfter(...gone, back)).toMatchObject({
      status: 'waiting',
      askedAt: b.start,
      last: 2,
      patron: { name: 'Jane' },
    })
  })

  it('R4 R34 they wait on the rungs of the ladder that their wait has reached', () => {
    const rungs = [
      { pool: 'library:wren', after: 0 },
      { pool: 'cooperative', after: b.minutes(600) },
    ]
    const command = b.tick(b.pickUpAt + due, { timing: { ...timing, ...only }, ladder: { ...b.ladder, rungs } })
    given(...gone)
      .when(command)
      .happens({ ...back, pools: ['library:wren'] })
  })

  it('R34 a librarian who is back in time has not vanished', () => {
    given(...gone, b.librarianCame())
      .when(tickAt(due * 2, only))
      .doesNothing()
  })

  it('R34 the patron is told, the queue has them again, and the librarian is free', () => {
    expect(effectsOfLast(...gone, back)).toMatchObject([{ type: 'Tell', side: 'patron' }])
    expect(jointWritesOfLast(...gone, back)).toMatchObject([
      { type: 'Enqueue', askedAt: b.start, name: 'Jane' },
      { type: 'Release', librarian: 'rob' },
    ])
  })

  it('R34 a librarian who vanished is refused, and R36 their counter continues where it was when they pick up again', () => {
    given(...gone, back)
      .when(b.librarianSays({ n: 2 }))
      .refuses('not-picked-up')
    const again = [...gone, back, b.pickedUp()]
    given(...again)
      .when(b.librarianSays())
      .repeats()
    expect(given(...again).when(b.librarianSays({ n: 2 })).decision).toMatchObject({ events: [{ n: 2, number: 3 }] })
  })

  it('R6 R34 after a conversation longer than any wait, the patron waits again for the whole time', () => {
    const { waitLimit } = defaultTiming
    const late = b.pickUpAt + waitLimit * 2
    const returned = [...gone, b.vanished({ at: late })]
    given(...returned, b.addressOffered())
      .when(b.tick(late + waitLimit - 1))
      .doesNothing()
    expect(given(...returned).when(b.tick(late + waitLimit)).decision).toMatchObject({ events: [{ type: 'Closed' }] })
    const end = nextDue(sessionAfter(...returned, b.addressOffered()), b.fewTimings, [], late + waitLimit - 1)
    expect(end).toBe(late + waitLimit)
    expect(sessionAfter(...returned, b.pickedUp())).not.toHaveProperty('backAt')
  })

  it('R6 R34 a patron who waits again is offered to leave an address at once, having waited longer than two minutes', () => {
    const late = b.pickUpAt + b.minutes(5)
    expect(
      given(...gone, b.vanished({ at: late })).when(b.tick(late + 1, { timing: defaultTiming })).decision,
    ).toMatchObject({ events: [{ type: 'AddressOffered' }] })
  })

  it('R34 a librarian may be gone for 60 s, when the timer wakes', () => {
    const now = b.pickUpAt + 6
    expect(nextDue(sessionAfter(...gone), { ...timing, ...only }, b.ladder.rungs, now)).toBe(b.pickUpAt + due)
  })

  it('R34 a session that nobody has used for long ends, it does not go back into the queue', () => {
    const decision = given(...gone).when(tickAt(b.minutes(20), { ...only, idleLimit: b.minutes(15) })).decision
    expect(decision).toEqual({ events: [expect.objectContaining({ type: 'Closed' })] })
  })

  it('R34 everything that the vanished librarian still sends is refused, even when somebody else serves', () => {
    const late = [
      b.librarianSays({ n: 2 }),
      b.note({ n: 2 }),
      b.askContact(),
      b.attestContact(),
      b.close({ code: 'lost-call' }),
      b.offerTransfer(),
      b.come({ who: b.librarian, connection: 'rob-9' }),
    ]
    for (const frame of late) {
      given(...gone, back)
        .when(frame)
        .refuses('not-picked-up')
      given(...gone, back, b.pickedUp({ librarian: b.ann, connection: 'ann-1' }))
        .when(frame)
        .refuses('not-yours')
    }
  })

  it('R34 R36 the patron’s counter and the numbers continue where they were', () => {
    const spoke = [...gone, b.patronSaid({ number: 3 }), back]
    expect(given(...spoke).when(b.patronSays({ n: 2 })).decision).toMatchObject({ events: [{ n: 2, number: 4 }] })
    expect(sessionAfter(...spoke).counters).toEqual({ patron: 1, 'librarian:rob': 1 })
  })

  it('R34 R35 an offer to somebody else ends', () => {
    const offered = [...gone, b.transferOffered(), back]
    expect(effectsOfLast(...offered)).toContainEqual({ type: 'Retract', to: { librarian: 'ann' } })
    given(...offered)
      .when(b.answerTransfer())
      .refuses('no-transfer')
  })

  it('R34 a second timer handles it, since the first may sleep longer', () => {
    expect(effectsOfLast(...gone)).toContainEqual({ type: 'WakeSoon', why: 'away', at: b.pickUpAt + 5 })
  })
})
