import { describe, expect, it } from 'vitest'
import { adviceOn } from '../../../lib/session/advice.ts'
import { reminders } from '../../../lib/session/effects.ts'
import { laterWritesOf } from '../../../lib/session/joint-writes.ts'
import { librariansIn, sideOf } from '../../../lib/session/state.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, jointWritesOfLast, sessionAfter } from './given.ts'
import { annLeft, annSaid, annSays, called, served, tell, two } from './two-librarians.ts'

const at = b.pickUpAt

describe('R41 a second librarian', () => {
  it('joins when asked: the first, whom the patron and the serving librarian hear of', () => {
    given(...called)
      .when(b.join())
      .happens(b.joined())
    expect(sessionAfter(...two)).toMatchObject({ librarian: b.rob, second: b.ann })
    expect(effectsOfLast(...called, b.helpSpread(), b.joined())).toEqual([
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

  it.each([
    b.patronCame({ connection: 'patron-2' }),
    b.patronWentAway(),
    b.patronLeft(),
    b.contactVerified(),
    b.addressConfirmed(),
  ])('hears of $type as the other one does', event => {
    const staff = [tell('librarian', event), tell('second', event)]
    expect(effectsOfLast(...two, event).filter(effect => !('connection' in effect))).toEqual(staff)
  })

  it('R22 hears that an address is confirmed after the end, as the other one does', () => {
    const event = b.addressConfirmed()
    expect(effectsOfLast(...two, b.codeRequested(), b.closed(), event)).toEqual([
      tell('librarian', event),
      tell('second', event),
    ])
  })

  it('sees the session from a side of their own, and so they do when it is over', () => {
    for (const session of [sessionAfter(...two), sessionAfter(...two, b.closed())]) {
      expect(sideOf(session, annSays)).toBe('second')
      expect(sideOf(session, b.librarian)).toBe('librarian')
      expect(sideOf(session, b.patron)).toBe('patron')
      expect(librariansIn(session)).toEqual(['rob', 'ann'])
    }
    expect(librariansIn(sessionAfter(b.asked()))).toEqual([])
    expect(librariansIn(undefined)).toEqual([])
  })

  it('R9 greets in their own name, and the institution of the serving one stays unnamed until that one has spoken', () => {
    const hello = b.librarianSaid({ from: annSays, name: b.ann.name, text: 'Ann here, ready to help.' })
    expect(adviceOn(sessionAfter(...two), hello)).toEqual([])
    const unnamedInstitution = 'Wren Library'
    const pickedUp = b.pickedUp({ librarian: { ...b.rob, unnamedInstitution } })
    const visited = [b.asked(), b.patronCame(), pickedUp, b.helpCalled(), b.joined(), annSaid]
    expect(sessionAfter(...visited)).toMatchObject({ librarian: { unnamedInstitution } })
    expect(sessionAfter(...visited, b.librarianSaid())).not.toHaveProperty('librarian.unnamedInstitution')
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
    const came = b.secondCame()
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
    const { connection: _gone, ...second } = { ...b.ann, joinedAt: at, connection: 'ann-1' }
    expect(sessionAfter(...two, b.secondWentAway())).toHaveProperty('second', { ...second, awaySince: at })
    const back = { ...second, connection: 'ann-2' }
    expect(sessionAfter(...two, b.secondWentAway(), came)).toHaveProperty('second', back)
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
