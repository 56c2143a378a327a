import { describe, expect, it } from 'vitest'
import { reminders } from '../../../lib/session/effects.ts'
import type { Event } from '../../../lib/session/events.ts'
import { laterWritesOf } from '../../../lib/session/joint-writes.ts'
import { nextDue } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, jointWritesOfLast, sessionAfter } from './given.ts'

const at = b.pickUpAt
const served = [b.asked(), b.patronCame(), b.pickedUp()]
const called = [...served, b.helpCalled()]
/** Rob serves, and Ann has joined him. */
const two = [...called, b.joined()]
const annSays = { role: 'librarian', id: b.ann.id } as const
const annSaid = b.librarianSaid({ from: annSays, name: b.ann.name, text: "I'm Ann." })
const byAnn = { librarian: b.ann.id, name: b.ann.name, stays: b.rob.name }
const { wasServing: _serves, ...annLeft } = b.librarianLeft(byAnn)
const tell = (side: 'patron' | 'librarian' | 'second', event: Event) => ({ type: 'Tell', side, event })
const helpers = [b.inLine('ann'), b.inLine('erin'), b.inLine('lee')]

describe('R41 a call for help', () => {
  it('asks the colleague whose turn it is, and tells neither the patron nor anybody else', () => {
    given(...served)
      .when(b.callForHelp({ note: 'She writes in Navajo.' }))
      .happens(b.helpCalled({ note: 'She writes in Navajo.' }))
    expect(effectsOfLast(...called)).toEqual([
      { type: 'AskHelp', to: [b.inLine('ann')], event: b.helpCalled() },
      { type: 'WakeSoon', why: 'help', at },
    ])
  })

  it('is refused to others than the librarian who serves, where it is pending, and where nobody could come', () => {
    given(...served)
      .when(b.callForHelp({ by: 'ann' }))
      .refuses('not-yours')
    given(...called)
      .when(b.callForHelp())
      .refuses('help-pending')
    given(...served)
      .when(b.callForHelp({ to: [] }))
      .refuses('nobody-there')
    given(...two)
      .when(b.callForHelp())
      .refuses('already-two')
    given(...two)
      .when(b.callForHelp({ by: 'ann' }))
      .refuses('only-joined')
  })

  it('R45 reaches as many again every 15 s, and nobody twice', () => {
    const due = at + b.seconds(15)
    given(...called)
      .when(b.tick(due - 1, { helpers }))
      .doesNothing()
    const spread = { type: 'HelpSpread', at: due, name: b.rob.name, to: [b.inLine('erin')] } as const
    given(...called)
      .when(b.tick(due, { helpers }))
      .happens(spread)
    expect(effectsOfLast(...called, spread)).toEqual([{ type: 'AskHelp', to: [b.inLine('erin')], event: spread }])
    expect(nextDue(sessionAfter(...called), b.fewTimings, [], at + 1)).toBe(due)
    expect(sessionAfter(...called, spread)).toMatchObject({ help: { at: due, calledAt: at } })
  })

  it('goes to one colleague alone who was named', () => {
    given(...served)
      .when(b.callForHelp({ invited: 'ann' }))
      .happens(b.helpCalled({ invited: 'ann' }))
    given(...served, b.helpCalled({ invited: 'ann' }))
      .when(b.tick(at + b.seconds(15), { helpers }))
      .doesNothing()
  })

  it('is over after two minutes, of which the caller and all who were asked are told; and it may be called again', () => {
    const due = at + b.minutes(2)
    given(...called)
      .when(b.tick(due))
      .happens({ type: 'HelpUnanswered', at: due })
    const over = [...called, { type: 'HelpUnanswered', at: due } as const]
    expect(effectsOfLast(...over)).toEqual([
      tell('librarian', { type: 'HelpUnanswered', at: due }),
      { type: 'WithdrawHelp', to: [b.inLine('ann')] },
    ])
    given(...over)
      .when(b.callForHelp())
      .happens(b.helpCalled())
    expect(nextDue(sessionAfter(...called, b.librarianSaid()), b.fewTimings, [], at + b.minutes(1))).toBe(due)
  })

  it('can be taken back, which tells those who were asked', () => {
    given(...called)
      .when(b.withdrawCall())
      .happens({ type: 'HelpWithdrawn', at })
    given(...served)
      .when(b.withdrawCall())
      .doesNothing()
    expect(effectsOfLast(...called, { type: 'HelpWithdrawn', at })).toEqual([
      { type: 'WithdrawHelp', to: [b.inLine('ann')] },
    ])
  })

  it('is over when the session is, or when somebody else serves', () => {
    const withdrawn = { type: 'WithdrawHelp', to: [b.inLine('ann')] }
    for (const end of [
      b.closed(),
      b.vanished(),
      b.returnedToQueue(),
      b.rescued({ librarian: { ...b.ann, id: 'lee' } }),
    ])
      expect(effectsOfLast(...called, end)).toContainEqual(withdrawn)
    expect(sessionAfter(...called, b.transferAccepted())).not.toHaveProperty('help')
  })
})

describe('R41 a second librarian', () => {
  it('joins when asked: the first, whom the patron and the serving librarian hear of', () => {
    given(...called)
      .when(b.join())
      .happens(b.joined())
    expect(sessionAfter(...two)).toMatchObject({ librarian: b.rob, second: b.ann })
    const both = [...called, { type: 'HelpSpread', at, name: b.rob.name, to: [b.inLine('erin')] } as const, b.joined()]
    expect(effectsOfLast(...both)).toEqual([
      tell('patron', b.joined()),
      tell('librarian', b.joined()),
      { type: 'WithdrawHelp', to: [b.inLine('erin')] },
    ])
  })

  it('is not let in uninvited, too late, or as a third; and the one who serves cannot join', () => {
    given(...served)
      .when(b.join())
      .refuses('not-invited')
    given(...called)
      .when(b.join({ librarian: { ...b.ann, id: 'lee' } }))
      .refuses('not-invited')
    given(...two)
      .when(b.join({ librarian: { ...b.ann, id: 'lee' } }))
      .refuses('already-two')
    given(...called)
      .when(b.join({ librarian: b.rob }))
      .refuses('already-yours')
    given(...called, b.closed())
      .when(b.join())
      .refuses('closed')
    given(b.asked()).when(b.join()).refuses('not-picked-up')
    given(...two)
      .when(b.join())
      .doesNothing()
  })

  it('R5 holds the session like one of their own, until they leave or it ends', () => {
    const release = { type: 'Release', librarian: 'ann', session: b.id, at }
    expect(jointWritesOfLast(...two)).toEqual([{ type: 'Take', librarian: 'ann', session: b.id, at }])
    expect(jointWritesOfLast(...two, annLeft)).toEqual([release])
    const both = [{ ...release, librarian: 'rob' }, release]
    for (const end of [b.vanished(), b.returnedToQueue()])
      expect(jointWritesOfLast(...two, end)).toEqual(expect.arrayContaining(both))
    const later = both.map(one => ({ ...one, later: true }))
    expect(jointWritesOfLast(...two, b.closed())).toEqual(later)
    expect(laterWritesOf(sessionAfter(...two, b.closed()))).toEqual(expect.arrayContaining(later))
    const other = { ...b.ann, id: 'lee' }
    expect(jointWritesOfLast(...two, b.transferAccepted({ librarian: other }))).toEqual([
      { ...release, librarian: 'rob' },
      { type: 'Take', librarian: 'lee', session: b.id, at },
    ])
  })

  it('R36 writes with a counter of their own, and everybody else gets their words', () => {
    given(...two, b.librarianSaid())
      .when(b.librarianSays({ from: annSays, n: 1, text: "I'm Ann." }))
      .happens({ ...annSaid, number: 3 })
    expect(effectsOfLast(...two, annSaid)).toEqual([tell('patron', annSaid), tell('librarian', annSaid)])
    expect(effectsOfLast(...two, b.librarianSaid())).toEqual([
      tell('patron', b.librarianSaid()),
      tell('second', b.librarianSaid()),
    ])
    expect(effectsOfLast(...two, b.patronSaid())).toEqual([
      tell('librarian', b.patronSaid()),
      tell('second', b.patronSaid()),
    ])
    given(...two, annSaid)
      .when(b.librarianSays({ from: annSays, n: 1, text: "I'm Ann." }))
      .repeats()
    given(...two, annSaid)
      .when(b.note({ from: annSays, n: 2, text: 'A note' }))
      .happens(b.noted({ from: annSays, n: 2, name: b.ann.name, text: 'A note' }))
  })

  it('R16 breaks the silence as the other one does', () => {
    const later = { ...annSaid, at: at + b.minutes(2) }
    expect(sessionAfter(...two, later)).toMatchObject({
      silence: { since: later.at },
      librarian: { ...b.rob, greetedAt: later.at },
    })
    given(...two, later)
      .when(b.tick(at + b.minutes(3)))
      .doesNothing()
  })

  it.each([
    ['close', b.close({ by: 'ann' })],
    ['transfer', b.offerTransfer({ by: 'ann', to: { librarian: 'lee' } })],
    ['ask for an address', b.askContact({ by: 'ann' })],
    ['attest one', b.attestContact({ by: 'ann' })],
    ['step back', b.stepBack({ by: 'ann' })],
    ['take the call back', b.withdrawCall({ by: 'ann' })],
  ])('may not %s', (_what, command) => {
    given(...two)
      .when(command)
      .refuses('only-joined')
  })

  it('may report a mistake on the policy page, in their own name', () => {
    given(...two)
      .when(b.reportPolicy({ by: 'ann' }))
      .happens(b.policyReported({ by: 'ann', name: b.ann.name }))
  })

  it('R20 does not name patrons of their own', () => {
    given(...two)
      .when(b.recordOtherPatrons({ librarian: 'ann' }))
      .happens(b.otherPatronsRecorded({ second: 'ann' }))
    const { session } = given(...two, b.otherPatronsRecorded({ second: 'ann' }))
    expect(session).toMatchObject({ second: { otherPatrons: ['x'] } })
    expect(session).not.toHaveProperty('librarian.otherPatrons')
  })

  it('R33 comes back on another connection, which the serving librarian hears and the patron does not', () => {
    const come = b.come({ who: annSays, connection: 'ann-2' })
    const came = { type: 'SecondCame', at, connection: 'ann-2' } as const
    given(...two)
      .when(come)
      .happens(came)
    given(...two)
      .when(b.come({ who: annSays, connection: 'ann-1' }))
      .doesNothing()
    expect(effectsOfLast(...two, came)).toEqual([
      tell('librarian', came),
      { ...tell('second', came), connection: 'ann-1' },
    ])
    given(...two)
      .when(b.goAway({ connection: 'ann-1' }))
      .happens(b.secondWentAway())
    expect(effectsOfLast(...two, b.secondWentAway())).toEqual([
      tell('librarian', b.secondWentAway()),
      { type: 'WakeSoon', why: 'away', at },
    ])
  })

  it('R33 is reminded of the state of the session like the others', () => {
    expect(reminders(sessionAfter(...two)).map(effect => 'side' in effect && effect.side)).toContain('second')
    expect(reminders(sessionAfter(...served)).map(effect => 'side' in effect && effect.side)).not.toContain('second')
    const knows = { ...annSaid, heard: 1 }
    expect(reminders(sessionAfter(...two, knows)).map(effect => 'side' in effect && effect.side)).toEqual([
      ...['patron', 'librarian', 'second'],
    ])
  })

  it('may read the session again when it is over', () => {
    given(...two, b.closed())
      .when(b.come({ who: annSays, connection: 'ann-2' }))
      .doesNothing()
    expect(effectsOfLast(...two, b.closed())).toContainEqual(tell('second', b.closed()))
  })
})

describe('R41 when one of two librarians goes', () => {
  it('the second one who leaves is told to the patron and to the other one', () => {
    given(...two)
      .when(b.leaveSession({ by: 'ann' }))
      .happens(annLeft)
    expect(effectsOfLast(...two, annLeft)).toEqual([tell('patron', annLeft), tell('librarian', annLeft)])
    expect(sessionAfter(...two, annLeft)).not.toHaveProperty('second')
    given(...two, annLeft)
      .when(b.librarianSays({ from: annSays, n: 1 }))
      .refuses('not-yours')
  })

  it('the second one serves if the serving one leaves; the greeting and the silence count on', () => {
    const past = [...two, b.librarianSaid({ at: at + 1 })]
    given(...past)
      .when(b.leaveSession())
      .happens(b.librarianLeft())
    const session = sessionAfter(...past, b.librarianLeft())
    expect(session).toMatchObject({
      librarian: { ...b.ann, connection: 'ann-1', greetedAt: at + 1 },
      silence: { since: at + 1 },
    })
    expect(session).not.toHaveProperty('second')
    given(...past, b.librarianLeft())
      .when(b.close({ by: 'ann', code: 'answered', despite: ['not-asked'] }))
      .happens(b.closed({ by: 'ann', name: b.ann.name, despite: ['not-asked'] }))
  })

  it('nobody leaves a patron alone', () => {
    given(...served)
      .when(b.leaveSession())
      .refuses('nobody-stays')
    given(...two, b.secondWentAway())
      .when(b.leaveSession())
      .refuses('nobody-stays')
    given(...two, b.librarianWentAway())
      .when(b.leaveSession({ by: 'ann' }))
      .refuses('nobody-stays')
  })

  it('R34 the patron of a serving librarian who vanishes stays with the second one, and does not wait again', () => {
    const due = at + b.minutes(1)
    given(...two, b.librarianWentAway())
      .when(b.tick(due - 1))
      .doesNothing()
    given(...two, b.librarianWentAway())
      .when(b.tick(due))
      .happens(b.librarianLeft({ at: due, because: 'vanished' }))
    given(...two)
      .when(b.tick(at, { isDeserted: true }))
      .happens(b.librarianLeft({ because: 'vanished' }))
  })

  it('R34 a second one who vanishes leaves the patron with the serving one, who is there', () => {
    const due = at + b.minutes(1)
    const gone = [...two, b.secondWentAway()]
    expect(nextDue(sessionAfter(...gone, b.librarianSaid()), b.fewTimings, [], at + 1)).toBe(due)
    given(...gone)
      .when(b.tick(due - 1))
      .doesNothing()
    given(...gone)
      .when(b.tick(due))
      .happens({ ...annLeft, at: due, because: 'vanished' })
  })

  it('R34 the patron waits again only if both are gone', () => {
    const due = at + b.minutes(1)
    given(...two, b.secondWentAway(), b.librarianWentAway())
      .when(b.tick(due))
      .happens(b.vanished({ at: due }))
    const told = effectsOfLast(...two, b.returnedToQueue())
    expect(told).toContainEqual({ ...tell('second', b.returnedToQueue()), connection: 'ann-1' })
  })

  it('R35 R39 a second one who accepts the transfer or the rescue goes on, and the other one is told', () => {
    const offered = [...two, b.transferOffered()]
    given(...offered)
      .when(b.answerTransfer())
      .happens(b.librarianLeft({ because: 'taken-over' }))
    given(...two, b.rescueOffered())
      .when(b.acceptRescue())
      .happens(b.librarianLeft({ because: 'taken-over' }))
    const past = [...offered, b.librarianLeft({ because: 'taken-over' })]
    expect(sessionAfter(...past)).not.toHaveProperty('transfer')
    expect(effectsOfLast(...past)).toContainEqual({
      ...tell('second', b.librarianLeft({ because: 'taken-over' })),
      connection: 'rob-1',
    })
    expect(effectsOfLast(...past)).toContainEqual({ type: 'Retract', to: { librarian: 'ann' } })
  })

  it('R37 the facts name who served before', () => {
    expect(sessionAfter(...two, b.librarianLeft())).toMatchObject({
      tally: { earlier: [{ librarian: 'rob', library: 'wren' }] },
    })
    expect(sessionAfter(...two, annLeft)).not.toHaveProperty('tally.earlier')
  })
})
