import { describe, expect, it } from 'vitest'
import { nextDue } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, sessionAfter } from './given.ts'
import { annLeft, annSays, served, tell, two } from './two-librarians.ts'

const at = b.pickUpAt

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

  it('R35 what the serving one has offered to others stays when the second one goes, and ends when they go themselves', () => {
    const offered = [...two, b.transferOffered({ to: { librarian: 'lee' } })]
    const vanished = { ...annLeft, because: 'vanished' } as const
    expect(effectsOfLast(...offered, vanished)).toEqual([tell('patron', vanished), tell('librarian', vanished)])
    expect(effectsOfLast(...offered, b.librarianLeft())).toEqual([
      tell('patron', b.librarianLeft()),
      tell('librarian', b.librarianLeft()),
      { type: 'Retract', to: { librarian: 'lee' } },
    ])
  })

  it('R7 whoever stays is reminded of the greeting only if nobody was', () => {
    const timing = { ...b.fewTimings, greetingNudge: b.seconds(30) }
    const due = at + b.seconds(30)
    const nudge = { type: 'GreetingNudged', at: due } as const
    given(...two, b.librarianLeft())
      .when(b.tick(due, { timing }))
      .happens(nudge)
    expect(sessionAfter(...two, b.librarianLeft())).not.toHaveProperty('librarian.greetedAt')
    given(...two, nudge, b.librarianLeft({ at: due }))
      .when(b.tick(due + 1, { timing }))
      .doesNothing()
  })

  it('nobody leaves a session that they are not in', () => {
    given(...two)
      .when(b.leaveSession({ by: 'lee' }))
      .refuses('not-yours')
    given(b.asked()).when(b.leaveSession()).refuses('not-picked-up')
    given(...two, b.closed())
      .when(b.leaveSession())
      .refuses('closed')
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
    const taken = b.librarianLeft({ because: 'taken-over' })
    given(...offered, b.secondWentAway())
      .when(b.answerTransfer({ connection: 'ann-2' }))
      .happens(b.secondCame(), taken)
    given(...two, b.rescueOffered(), b.secondWentAway())
      .when(b.acceptRescue({ connection: 'ann-2' }))
      .happens(b.secondCame(), taken)
    const past = [...offered, taken]
    expect(sessionAfter(...past)).not.toHaveProperty('transfer')
    expect(effectsOfLast(...past)).toContainEqual({
      ...tell('second', b.librarianLeft({ because: 'taken-over' })),
      connection: 'rob-1',
    })
    expect(effectsOfLast(...past)).toContainEqual({ type: 'Retract', to: { librarian: 'ann' } })
  })

  it('R35 somebody else who accepts the transfer serves beside the second one', () => {
    const lee = { ...b.ann, id: 'lee' }
    const accepted = b.transferAccepted({ librarian: lee, connection: 'lee-1' })
    const past = [...two, b.transferOffered({ to: { librarian: 'lee' } })]
    given(...past)
      .when(b.answerTransfer({ librarian: lee, connection: 'lee-1' }))
      .happens(accepted)
    expect(sessionAfter(...past, accepted)).toMatchObject({ librarian: lee, second: b.ann })
    expect(effectsOfLast(...past, accepted)).toContainEqual(tell('second', accepted))
  })

  it('R37 the facts name who served before', () => {
    expect(sessionAfter(...two, b.librarianLeft())).toMatchObject({
      tally: { earlier: [{ librarian: 'rob', library: 'wren' }] },
    })
    expect(sessionAfter(...two, annLeft)).not.toHaveProperty('tally.earlier')
  })
})
