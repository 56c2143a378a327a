import { describe, expect, it } from 'vitest'
import { reminders } from '../../../lib/session/effects.ts'
import type { Event } from '../../../lib/session/events.ts'
import { nextDue } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, jointWritesOfLast, sessionAfter } from './given.ts'

const line = [b.inLine('ann'), b.inLine('erin'), b.inLine('lee')]
const greeted = [b.asked(), b.patronCame(), b.pickedUp(), b.librarianSaid()]
/** The patron has the last word. */
const asked = [...greeted, b.patronSaid({ number: 3, at: b.pickUpAt + 1 })]
const breaches = [1, 2].map(breach => b.silenceBreached({ breach }))
const silent = [...asked, b.silenceWarned(), ...breaches]
const secondBreach = b.pickUpAt + b.minutes(6)
const offered = b.rescueOffered({ to: line.slice(0, 1) })
const idle = b.pickUpAt + b.minutes(15) + 1
const end = { type: 'Closed', at: idle, code: 'answered', how: 'by-default' } as const
const breachesTo5 = [3, 4, 5].map(breach => b.silenceBreached({ breach }))

describe('R39 rescue', () => {
  it('at the second breach the session is offered to the one whose turn it is, and not a millisecond before', () => {
    given(...asked, b.silenceBreached())
      .when(b.tick(secondBreach - 1, { line }))
      .doesNothing()
    given(...asked, b.silenceBreached())
      .when(b.tick(secondBreach, { line }))
      .happens(b.silenceBreached({ breach: 2, at: secondBreach }), offered)
    expect(effectsOfLast(...silent, offered)).toEqual([{ type: 'OfferOn', to: line.slice(0, 1), at: secondBreach }])
  })

  it('R45 and to as many again every 15 s', () => {
    const at = secondBreach + b.seconds(15)
    given(...silent, offered)
      .when(b.tick(at - 1, { line }))
      .doesNothing()
    given(...silent, offered)
      .when(b.tick(at, { line }))
      .happens(b.rescueOffered({ at, to: line.slice(1, 2) }))
    expect(nextDue(sessionAfter(...silent, offered), b.fewTimings, [], secondBreach + 1)).toBe(at)
  })

  it('nobody is asked to rescue a session in which it is the patron’s turn', () => {
    given(...greeted, b.silenceWarned(), ...breaches)
      .when(b.tick(secondBreach + 5, { line }))
      .doesNothing()
  })

  it('the first to accept takes over: the patron and the silent librarian are told who it is, and the others that it is over', () => {
    const both = [...silent, offered, b.rescueOffered({ to: line.slice(1, 2) })]
    given(...both)
      .when(b.acceptRescue())
      .happens(b.rescued())
    const past = [...both, b.rescued()]
    expect(sessionAfter(...past)).toMatchObject({ librarian: b.ann, silence: { since: b.pickUpAt } })
    expect(sessionAfter(...past)).not.toHaveProperty('rescue')
    expect(effectsOfLast(...past)).toMatchObject([
      { type: 'Tell', side: 'patron' },
      { type: 'Tell', side: 'librarian', connection: 'rob-1' },
      { type: 'WithdrawRescue', to: line.slice(1, 2) },
    ])
    expect(jointWritesOfLast(...past)).toMatchObject([
      { type: 'Release', librarian: 'rob' },
      { type: 'Take', librarian: 'ann' },
    ])
  })

  it('the first gets it, and somebody who is not on a reached rung or comes too late is refused', () => {
    const elsewhere = b.acceptRescue({ pools: ['library:hale'] })
    given(...silent, offered)
      .when(elsewhere)
      .refuses('no-rescue')
    given(...silent)
      .when(b.acceptRescue())
      .refuses('no-rescue')
    given(...silent, offered, b.rescued())
      .when(b.acceptRescue({ librarian: { ...b.ann, id: 'erin' } }))
      .refuses('no-rescue')
    given(...silent, offered, b.rescued())
      .when(b.acceptRescue())
      .doesNothing()
  })

  it('a message from the librarian ends the offer, and those who were told of it are told', () => {
    const said = b.librarianSaid({ n: 2, number: 4 })
    given(...silent, offered, said)
      .when(b.acceptRescue())
      .refuses('no-rescue')
    expect(effectsOfLast(...silent, offered, said)).toContainEqual({ type: 'WithdrawRescue', to: line.slice(0, 1) })
  })
})

describe('R39 nobody rescues', () => {
  const toTheEnd = [...silent, offered, ...breachesTo5]
  const back = b.returnedToQueue({ at: idle })
  const atTheEnd = (...past: readonly Event[]) => given(...past).when(b.tick(idle, { line: [] }))

  it('a patron who is there and has the last word waits again, with the wait they had, and somebody is alerted', () => {
    given(...toTheEnd)
      .when(b.tick(idle, { line }))
      .happens(back, b.alerted({ at: idle, to: line.slice(0, 1) }))
    expect(sessionAfter(...toTheEnd, back)).toMatchObject({
      status: 'waiting',
      askedAt: b.start,
      last: 3,
      returned: true,
    })
    expect(jointWritesOfLast(...toTheEnd, back)).toMatchObject([
      { type: 'Enqueue', askedAt: b.start },
      { type: 'Release', librarian: 'rob' },
    ])
    expect(effectsOfLast(...toTheEnd, back)).toMatchObject([
      { type: 'Tell', side: 'patron' },
      { type: 'Tell', side: 'librarian', connection: 'rob-1' },
      { type: 'WithdrawRescue' },
    ])
  })

  it('R4 on the rungs of the ladder that their wait has reached', () => {
    const far = [
      { pool: 'library:wren', after: 0 },
      { pool: 'cooperative', after: b.minutes(600) },
    ]
    given(...toTheEnd)
      .when(b.tick(idle, { line: [], ladder: { ...b.ladder, rungs: far } }))
      .happens({ ...back, pools: ['library:wren'] })
  })

  it('so does one whom nobody ever greeted', () => {
    atTheEnd(b.asked(), b.patronCame(), b.pickedUp(), ...breaches, ...breachesTo5).happens(back)
  })

  it('once: the second time the session ends unanswered, and says so', () => {
    const again = [...toTheEnd, back, b.pickedUp(), ...breaches, ...breachesTo5]
    atTheEnd(...again).happens({ ...end, nobodyChose: 'waited-out' })
  })

  it('once, which a librarian who vanished before does not use up', () => {
    const past = [b.asked(), b.patronCame(), b.pickedUp(), b.vanished(), b.pickedUp()]
    atTheEnd(...past, ...breaches, ...breachesTo5).happens(back)
  })

  it('a patron who is there and was spoken to last gets no follow-up, though there is an address', () => {
    const { decision } = given(
      b.asked(),
      b.patronCame(),
      b.pickedUp(),
      b.contactVerified(),
      b.librarianSaid(),
      ...breachesTo5,
    ).when(b.tick(idle))
    const closed = 'events' in decision ? decision.events.find(({ type }) => type === 'Closed') : undefined
    expect(closed).toMatchObject({ nobodyChose: 'librarian-spoke-last' })
    expect(closed).not.toHaveProperty('followUp')
  })

  it('a patron who has gone is followed up where there is an address, and otherwise it ends', () => {
    const { status: _status, ...followUp } = { ...b.owed, verified: 'unverified' as const, status: '' }
    const gone = [...toTheEnd, b.patronWentAway()]
    atTheEnd(...gone).happens({ ...end, nobodyChose: 'patron-gone' })
    atTheEnd(b.asked({ email: followUp.email }), ...gone.slice(1)).happens({
      ...{ ...end, code: 'follow-up-by-patrons-library', nobodyChose: 'patron-gone', followUp, receipt: true },
    })
  })

  it('R24 a patron who left the librarian’s last word unanswered has been answered', () => {
    atTheEnd(...greeted, ...breaches, ...breachesTo5).happens({ ...end, nobodyChose: 'librarian-spoke-last' })
  })
})

describe('R33 repeating the state of the session', () => {
  const sides = (...past: readonly Event[]) =>
    reminders(sessionAfter(...past)).flatMap(effect => (effect.type === 'Remind' ? [effect.side] : []))

  it('does not go to a side whose last frame showed that it has everything', () => {
    expect(sides(b.asked())).toEqual(['librarian'])
    expect(sides(...greeted, b.patronSaid({ number: 3, heard: 2 }))).toEqual(['librarian'])
    expect(sides(...greeted.slice(0, 3), b.librarianSaid({ heard: 1 }))).toEqual(['patron'])
  })

  it('goes to a side that lacks a message, did not say, or does not know yet who serves', () => {
    expect(sides(...greeted, b.patronSaid({ number: 3, heard: 1 }))).toEqual(['patron', 'librarian'])
    expect(sides(...greeted, b.patronSaid({ number: 3 }))).toEqual(['patron', 'librarian'])
    expect(sides(b.asked(), b.pickedUp())).toEqual(['patron', 'librarian'])
  })

  it('ignores a claim to have more messages than exist', () => {
    const { decision } = given(...greeted).when(b.patronSays({ last: 99 }))
    expect(decision).toMatchObject({ events: [{ heard: 2, number: 3 }] })
  })
})
