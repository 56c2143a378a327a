import { describe, expect, it } from 'vitest'
import { nextDue } from '../../../lib/session/timing.ts'
import * as b from './builders.ts'
import { effectsOfLast, given, sessionAfter } from './given.ts'
import { called, served, tell, two } from './two-librarians.ts'

const at = b.pickUpAt
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

  it('is kept with who is asked and what it is about, for colleagues who are asked later', () => {
    const rounds = [[b.inLine('ann')]]
    expect(sessionAfter(...called)).toHaveProperty('help', { at, calledAt: at, rounds })
    const invited = b.helpCalled({ invited: 'ann', note: 'She writes in Navajo.' })
    const about = { at, calledAt: at, rounds, invited: 'ann', note: 'She writes in Navajo.' }
    expect(sessionAfter(...served, invited)).toHaveProperty('help', about)
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
      .refuses('nobody-to-help')
    given(...served)
      .when(b.callForHelp({ to: [], invited: 'ann' }))
      .refuses('cannot-come')
    given(...two)
      .when(b.callForHelp())
      .refuses('already-two')
    given(...two)
      .when(b.callForHelp({ by: 'ann' }))
      .refuses('only-joined')
    given(b.asked()).when(b.callForHelp()).refuses('not-picked-up')
    given(...served, b.closed())
      .when(b.callForHelp())
      .refuses('closed')
  })

  it('R45 reaches as many again every 15 s, and nobody twice', () => {
    const due = at + b.seconds(15)
    given(...called)
      .when(b.tick(due - 1, { helpers }))
      .doesNothing()
    const spread = b.helpSpread({ at: due })
    given(...called)
      .when(b.tick(due, { helpers }))
      .happens(spread)
    expect(effectsOfLast(...called, spread)).toEqual([{ type: 'AskHelp', to: [b.inLine('erin')], event: spread }])
    expect(nextDue(sessionAfter(...called), b.fewTimings, [], at + 1)).toBe(due)
    // Nobody is left to be asked: the timer waits for the end of the call.
    expect(nextDue(sessionAfter(...called), b.fewTimings, [], due)).toBe(at + b.minutes(2))
    expect(sessionAfter(...called, spread)).toMatchObject({ help: { at: due, calledAt: at } })
  })

  it('goes to one colleague alone who was named', () => {
    given(...served)
      .when(b.callForHelp({ invited: 'ann' }))
      .happens(b.helpCalled({ invited: 'ann' }))
    const invited = [...served, b.helpCalled({ invited: 'ann' })]
    given(...invited)
      .when(b.tick(at + b.seconds(15), { helpers }))
      .doesNothing()
    expect(nextDue(sessionAfter(...invited), b.fewTimings, [], at + 1)).toBe(at + b.minutes(2))
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

  it('can be taken back, which tells those who were asked; and it may be called again', () => {
    given(...called)
      .when(b.withdrawCall())
      .happens({ type: 'HelpWithdrawn', at })
    given(...served)
      .when(b.withdrawCall())
      .doesNothing()
    given(...called, { type: 'HelpWithdrawn', at })
      .when(b.callForHelp())
      .happens(b.helpCalled())
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
