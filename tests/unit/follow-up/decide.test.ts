import { describe, it } from 'vitest'
import type { MailKind } from '../../../lib/follow-up/state.ts'
import type { Command } from '../../../lib/session/commands.ts'
import type { Event } from '../../../lib/session/events.ts'
import * as b from '../session/builders.ts'
import { given } from '../session/given.ts'

const at = b.pickUpAt
const joined = [b.asked(), b.patronCame(), b.pickedUp(), b.contactVerified()] as const
const owed = [...joined, b.closedOwing()] as const
const mine = [...joined, b.closed({ code: 'follow-up-by-me', followUp: { ...b.owed, owner: 'rob' } })] as const
const told = [...owed, b.mailSent()] as const
const rob = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
const fingerprint = 'x'.repeat(16)
const transcript = { type: 'TranscriptRequested', at } as const
const dropped = (n: number, kind: MailKind, because: 'over' | 'handed-over' = 'over') =>
  ({ type: 'MailDropped', at, n, kind, because }) as const

describe('where nothing is owed', () => {
  const asked: readonly (readonly [string, Command])[] = [
    ['taken', b.takeFollowUp()],
    ['answered', b.answerFollowUp()],
    ['done', b.finishFollowUp()],
    ['handed over', b.handOverFollowUp()],
    ['answered by mail', b.holdAnswer()],
    ['confirmed', b.confirmAnswer()],
    ['rejected', b.rejectAnswer()],
    ['given a ticket', b.recordTicket()],
  ]

  it.each(asked)('R29 nothing can be %s', (_what, command) => {
    given(...joined, b.closed())
      .when(command)
      .refuses('no-follow-up')
  })
})

describe('R29 who has taken a follow-up', () => {
  const mailbox = { name: 'Wren Library', library: 'wren', via: 'link' } as const

  it('is known by who they are, not by what they are called', () => {
    const namesake = { ...b.amy, librarian: 'bea' }
    given(...owed, b.followUpTaken())
      .when(b.takeFollowUp({ by: namesake }))
      .refusesSoftly('already-taken')
  })

  it('is known by their name where a mailbox has several', () => {
    given(...owed, b.followUpTaken({ by: mailbox }))
      .when(b.takeFollowUp({ by: { ...mailbox, name: 'Wren Annex' } }))
      .refusesSoftly('already-taken')
    given(...owed, b.followUpTaken({ by: mailbox }))
      .when(b.takeFollowUp({ by: mailbox }))
      .doesNothing()
  })
})

describe('what has an end', () => {
  it('R29 answered, it cannot be said to be done in another way', () => {
    given(...owed, b.followUpAnswered())
      .when(b.finishFollowUp())
      .refuses('follow-up-over')
  })

  it('R30 answered or done, it cannot be handed over', () => {
    for (const end of [b.followUpAnswered({ by: rob }), b.followUpDone({ by: rob, note: 'By telephone.' })])
      given(...mine, end)
        .when(b.handOverFollowUp({ by: rob }))
        .refuses('follow-up-over')
  })

  it.each([
    ['reminder', { type: 'FollowUpReminded', at }],
    ['overdue', { type: 'FollowUpOverdue', at }],
    ['escalation', { type: 'FollowUpEscalated', at }],
    ['undeliverable', b.mailBounced()],
    ['unreachable', b.mailBounced({ n: 9, kind: 'answer', recipient: 'patron' })],
  ] as const)('R30 "%s", not sent yet, is told to nobody any more', (kind, event: Event) => {
    given(...told, event)
      .when(b.finishFollowUp())
      .happens(dropped(2, kind), b.followUpDone())
  })
})

describe('R30 handed over', () => {
  it('goes with what its librarian says about it', () => {
    given(...mine, b.mailSent())
      .when(b.handOverFollowUp({ by: rob, note: 'They have the plan.' }))
      .happens(b.followUpHandedOver({ by: rob, note: 'They have the plan.' }))
    given(...mine, b.mailSent())
      .when(b.handOverFollowUp({ by: rob }))
      .happens(b.followUpHandedOver({ by: rob }))
  })

  it('takes no mail from the patron that is on its way', () => {
    given(...mine, transcript)
      .when(b.handOverFollowUp({ by: rob }))
      .happens(dropped(1, 'follow-up', 'handed-over'), b.followUpHandedOver({ by: rob }))
  })
})

describe('R31 answers that came by e-mail', () => {
  it('are known again by their fingerprint, also those that were held', () => {
    given(...owed)
      .when(b.holdAnswer({ fingerprint }))
      .happens(b.answerHeld({ fingerprint }))
  })

  it('cannot be rejected where there are none, or not this one', () => {
    given(...owed)
      .when(b.rejectAnswer())
      .refuses('no-such-answer')
    given(...owed, b.answerHeld())
      .when(b.rejectAnswer({ n: 2 }))
      .refuses('no-such-answer')
    given(...owed)
      .when(b.confirmAnswer())
      .refuses('no-such-answer')
  })

  it('rejected, take no other mail with them', () => {
    given(...told, b.answerHeld(), b.followUpAnswered())
      .when(b.rejectAnswer())
      .happens(dropped(2, 'held'), { type: 'AnswerRejected', at, by: b.amy, n: 1 })
  })

  it('may be as many as are needed, as long as they arrive', () => {
    const held = [1, 2, 3, 4].map(n => b.answerHeld({ n, because: ['quotes-nothing'] }))
    const { text: _held, ...confirmed } = b.followUpAnswered()
    const given3 = [1, 2, 3].map(n => ({ ...confirmed, n, held: n }))
    given(...told, ...held, ...given3)
      .when(b.confirmAnswer({ n: 4 }))
      .happens(dropped(5, 'held'), { ...confirmed, n: 4, held: 4 })
  })
})

describe('what became of a mail', () => {
  it('R29 is recorded of that mail alone, while it is to be sent', () => {
    given(...owed)
      .when(b.recordMail())
      .happens(b.mailSent())
    given(...owed)
      .when(b.dropMail())
      .happens({ type: 'MailDropped', at, n: 1, kind: 'follow-up', because: 'no-address' })
    for (const command of [b.recordMail({ n: 2 }), b.dropMail({ n: 2 })])
      given(...owed)
        .when(command)
        .doesNothing()
  })

  it('R31 is nothing of a mail that there never was', () => {
    for (const n of [-1, 0, 2])
      for (const command of [b.recordBounce({ n }), b.recordComplaint({ n })])
        given(...told)
          .when(command)
          .doesNothing()
  })

  it('R31 a complaint is noted once for each who complained', () => {
    given(...told)
      .when(b.recordComplaint())
      .happens(b.mailComplained())
    given(...told, b.mailComplained())
      .when(b.recordComplaint({ n: 1 }))
      .doesNothing()
    given(...told, b.mailComplained())
      .when(b.recordComplaint({ recipient: 'patron' }))
      .happens(b.mailComplained({ recipient: 'patron' }))
  })

  it('R31 that came back is no reason not to note that somebody complained', () => {
    given(...told, b.mailBounced())
      .when(b.recordComplaint())
      .happens(b.mailComplained())
    given(...told, b.mailBounced(), b.mailSent({ n: 2, kind: 'undeliverable' }))
      .when(b.recordBounce({ n: 2, kind: 'undeliverable', recipient: 'escalation' }))
      .happens(b.mailBounced({ n: 2, kind: 'undeliverable', recipient: 'escalation' }))
  })
})

describe('what time brings', () => {
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const today = b.closed({ code: 'follow-up-by-patrons-library', followUp: { ...b.owed, deadline: dayOf(at) } })

  it('R30 no reminder of what is due on the day on which it began', () => {
    given(...joined, today, b.mailSent())
      .when(b.followUpTick({ at: at + 1 }))
      .doesNothing()
  })

  it('R30 one notice that it is late, and no escalation where the library names no address', () => {
    const { escalation: _nobody, ...policy } = b.works.policy
    const late = [...joined, today, b.mailSent()] as const
    const dueAt = Date.parse(`${dayOf(at + b.days(1))}T00:00:00Z`)
    const tick = b.followUpTick({ at: dueAt, policy })
    const overdue = { type: 'FollowUpOverdue', at: dueAt } as const
    given(...late)
      .when(tick)
      .happens(overdue, { type: 'MailsBegun', at: dueAt, mails: [2] })
    given(...late, overdue, b.mailSent({ n: 2, kind: 'overdue' }))
      .when(b.followUpTick({ at: dueAt + b.days(50), policy }))
      .doesNothing()
    given(...late, overdue, b.mailSent({ n: 2, kind: 'overdue' }))
      .when(b.followUpTick({ at: dueAt + 1 }))
      .doesNothing()
  })
})

describe('a mail for which the quota of the day is used up', () => {
  const begun = { type: 'MailsBegun', at, mails: [1] } as const
  const postponed = { type: 'MailPostponed', at, n: 1, kind: 'follow-up' } as const

  it('waits, which is recorded once for each time that it was tried', () => {
    given(...owed)
      .when(b.postponeMail())
      .doesNothing()
    given(...owed, begun)
      .when(b.postponeMail())
      .happens(postponed)
    given(...owed, begun, postponed)
      .when(b.postponeMail())
      .doesNothing()
    given(...owed, begun, postponed, begun)
      .when(b.postponeMail())
      .happens(postponed)
  })

  it('is none that is out already, or was never there', () => {
    given(...told)
      .when(b.postponeMail())
      .doesNothing()
    given(...owed)
      .when(b.postponeMail({ n: 9 }))
      .doesNothing()
  })
})
