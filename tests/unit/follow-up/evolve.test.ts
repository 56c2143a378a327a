import { describe, expect, it } from 'vitest'
import { recipientOf } from '../../../lib/follow-up/state.ts'
import type { Event } from '../../../lib/session/events.ts'
import * as b from '../session/builders.ts'
import { given, sessionAfter } from '../session/given.ts'

const at = b.pickUpAt
const joined = [b.asked(), b.patronCame(), b.pickedUp(), b.contactVerified()] as const
const owed = [...joined, b.closedOwing()] as const
const mine = [...joined, b.closed({ code: 'follow-up-by-me', followUp: { ...b.owed, owner: 'rob' } })] as const
const told = [...owed, b.mailSent()] as const
const rob = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
const fingerprint = 'x'.repeat(16)

describe('what follows a session', () => {
  const state = (...events: readonly Event[]) => {
    const session = sessionAfter(...events)
    if (session.status !== 'closed') throw new Error('The conversation is not over.')
    return session
  }
  const begun = { ...b.owed, status: 'new', since: at, sentOnBy: 'rob' } as const
  const followUpAfter = (...events: readonly Event[]) => state(...told, ...events).followUp
  const outboxAfter = (...events: readonly Event[]) => state(...told, ...events).mails.outbox

  it('knows what was said already, and mails each notice to whom it is for', () => {
    expect(followUpAfter()).toStrictEqual(begun)
    for (const [type, notice, kind] of [
      ['FollowUpReminded', 'reminded', 'reminder'],
      ['FollowUpOverdue', 'overdue', 'overdue'],
      ['FollowUpEscalated', 'escalated', 'escalation'],
    ] as const) {
      const isLate = type !== 'FollowUpReminded'
      expect(followUpAfter({ type, at })).toStrictEqual({
        ...begun,
        notices: [notice],
        ...(isLate && { missed: true }),
      })
      expect(outboxAfter({ type, at })).toStrictEqual([{ n: 2, kind }])
    }
  })

  it('R29 is taken by whoever says so, and listed so', () => {
    expect(followUpAfter(b.followUpTaken())).toStrictEqual({ ...begun, status: 'taken', takenBy: b.amy })
  })

  it('R31 knows who complained about a mail', () => {
    expect(state(...told, b.mailComplained()).mails).toStrictEqual({
      ...{ count: 2, unwanted: ['library'], outbox: [{ n: 2, kind: 'undeliverable' }] },
    })
  })

  it('R31 keeps the first ticket that its owner’s mail bore', () => {
    given(...told)
      .when(b.recordTicket())
      .happens({ type: 'TicketRecorded', at, ticket: '[State #123]' })
    const ticketed = { type: 'TicketRecorded', at, ticket: '[State #123]' } as const
    expect(followUpAfter(ticketed)).toStrictEqual({ ...begun, ticket: '[State #123]' })
    given(...told, ticketed)
      .when(b.recordTicket({ ticket: '[State #124]' }))
      .doesNothing()
  })

  it('R31 knows the answers by mail that it has seen, and which of them wait', () => {
    const [one, two] = [b.answerHeld({ fingerprint }), b.answerHeld({ n: 2, because: ['quotes-nothing'] })]
    const waiting = { held: [1, 2], answersHeld: 2, heldFromElsewhere: [1], answersFromElsewhere: 1 }
    expect(followUpAfter(one, two)).toStrictEqual({ ...begun, ...waiting, known: [fingerprint] })
    const rejected = (n: number) => ({ type: 'AnswerRejected', at, n }) as const
    expect(followUpAfter(one, two, rejected(1))).toMatchObject({ held: [2], heldFromElsewhere: [] })
    expect(followUpAfter(one, two, rejected(2))).toMatchObject({ held: [1], heldFromElsewhere: [1] })
    expect(followUpAfter(two, rejected(2))).toStrictEqual({ ...begun, held: [], answersHeld: 2 })
  })

  it('R31 is answered by what was given, and nothing waits for that any more', () => {
    const answered = { ...begun, status: 'answered', endedAt: at, answers: 1, answerMail: 2 }
    expect(followUpAfter(b.followUpAnswered())).toStrictEqual(answered)
    expect(followUpAfter(b.followUpAnswered({ fingerprint }))).toStrictEqual({ ...answered, known: [fingerprint] })
    expect(outboxAfter(b.followUpAnswered())).toStrictEqual([{ n: 2, kind: 'answer', about: 1 }])
  })

  it('R31 stays answered when its mail is out', () => {
    const sent = [b.followUpAnswered(), b.mailSent({ n: 2, kind: 'answer' })] as const
    expect(followUpAfter(...sent)?.status).toBe('answered')
    expect(outboxAfter(...sent)).toStrictEqual([])
  })

  it('R31 owes the answer again that is given up, for whatever reason', () => {
    for (const because of ['over', 'no-address', 'unwanted'] as const) {
      const given = [b.followUpAnswered(), { type: 'MailDropped', at, n: 2, kind: 'answer', because }] as const
      expect(followUpAfter(...given), because).toMatchObject({ status: 'new', undeliverable: 'patron' })
    }
  })

  it('R31 owes it to whoever had taken it, with the notices that were given while its day lies ahead', () => {
    const back = b.mailBounced({ n: 3, kind: 'answer', recipient: 'patron' })
    const reminded = { type: 'FollowUpReminded', at } as const
    const far = b.closed({ code: 'follow-up-by-patrons-library', followUp: { ...b.owed, deadline: '2026-10-20' } })
    const long = [...joined, far, b.mailSent()] as const
    const again = { ...begun, deadline: '2026-10-20', undeliverable: 'patron', answers: 1, answerMail: 3 }
    const answered = b.followUpAnswered()
    expect(state(...long, b.followUpTaken(), reminded, answered, back).followUp).toStrictEqual({
      ...again,
      status: 'taken',
      takenBy: b.amy,
      notices: ['reminded'],
    })
    const early = { ...again, answerMail: 2, notices: [] }
    expect(state(...long, answered, { ...back, n: 2 }).followUp).toStrictEqual(early)
  })

  it('R31 begins anew where the day of an answer that came back is today', () => {
    const today = new Date(at).toISOString().slice(0, 10)
    const due = b.closed({ code: 'follow-up-by-patrons-library', followUp: { ...b.owed, deadline: today } })
    const back = b.mailBounced({ n: 2, kind: 'answer', recipient: 'patron' })
    expect(state(...joined, due, b.mailSent(), b.followUpAnswered(), back).followUp).toMatchObject({
      deadline: 'none',
      since: at,
    })
  })

  it('R31 owes again only what is answered: done in another way, it stays so', () => {
    const back = b.mailBounced({ n: 2, kind: 'answer', recipient: 'patron' })
    const twice = [b.followUpAnswered(), back] as const
    expect(followUpAfter(...twice, b.followUpDone(), back)?.status).toBe('done')
    const other = b.mailBounced({ n: 2, kind: 'transcript', recipient: 'patron' })
    expect(followUpAfter(b.followUpAnswered(), other)?.status).toBe('answered')
  })

  it('R31 knows whose address takes no mail', () => {
    expect(state(...told, b.mailBounced()).mails).toStrictEqual({
      count: 2,
      bounced: [1],
      outbox: [{ n: 2, kind: 'undeliverable' }],
    })
    const back = b.mailBounced({ n: 9, kind: 'transcript', recipient: 'patron' })
    expect(state(...told, back).mails).toStrictEqual({
      count: 2,
      bounced: [9],
      isPatronUnreached: true,
      outbox: [{ n: 2, kind: 'unreachable' }],
    })
  })

  it('R11 a report about the policy page that the library’s mailbox does not take goes to its escalation contact', () => {
    const reported = [...joined, b.policyReported(), b.closed()] as const
    const back = b.mailBounced({ n: 1, kind: 'policy-report' })
    const { outbox } = state(...reported, b.mailSent({ kind: 'policy-report' }), back).mails
    expect(outbox).toStrictEqual([{ n: 2, kind: 'policy-report-returned', about: 1 }])
  })

  it('R29 is known not to reach its owner where a report to that library came back, and its escalation contact is told', () => {
    const reported = [...joined, b.policyReported(), b.closedOwing()] as const
    const { followUp, mails } = state(...reported, b.mailBounced({ n: 1, kind: 'policy-report' }))
    expect(followUp).toStrictEqual({ ...begun, undeliverable: 'owner', notices: ['unheard'] })
    expect(mails.outbox.slice(-2)).toStrictEqual([
      { n: 3, kind: 'policy-report-returned', about: 1 },
      { n: 4, kind: 'undeliverable' },
    ])
  })

  it('R22 has no more mail for somebody who did not ask, and its owner is told, even after the end', () => {
    const disowned = { type: 'AddressDisowned', at, email: 'jane@example.org' } as const
    expect(followUpAfter(disowned)).toStrictEqual({ ...begun, undeliverable: 'patron' })
    expect(state(...told, disowned).mails).toStrictEqual({
      ...{ count: 2, unwanted: ['patron'], isDisowned: true },
      outbox: [{ n: 2, kind: 'unreachable' }],
    })
    expect(state(...told, b.mailComplained(), disowned).mails).toMatchObject({ unwanted: ['library', 'patron'] })
    expect(outboxAfter(b.followUpDone(), disowned)).toStrictEqual([{ n: 2, kind: 'unreachable' }])
    const nothingOwed = state(...joined, b.closed(), disowned)
    expect(nothingOwed.followUp).toBeUndefined()
    expect(nothingOwed.mails).toMatchObject({ unwanted: ['patron'], isDisowned: true, outbox: [] })
  })

  it('keeps what waits for the quota of another day', () => {
    const tried = { type: 'MailsBegun', at, mails: [1] } as const
    const waiting = { type: 'MailPostponed', at, n: 1, kind: 'follow-up' } as const
    expect(state(...owed, tried, waiting).mails).toStrictEqual({
      ...{ count: 1, outbox: [{ n: 1, kind: 'follow-up', begunAt: at, tries: 0, isPostponed: true }] },
    })
  })

  it('R30 handed over because its time was up, is missed', () => {
    const mineNow = { ...begun, owner: 'library', deadline: 'none' } as const
    const { sentOnBy: _none, ...handed } = mineNow
    expect(state(...mine, b.mailSent(), b.followUpHandedOver({ missed: true })).followUp).toStrictEqual({
      ...{ ...handed, missed: true },
    })
    expect(state(...mine, b.mailSent(), b.followUpHandedOver()).followUp).toStrictEqual(handed)
  })

  it('R22 is not spoken of in the mail with a code, which goes to the patron', () => {
    expect(recipientOf('code', state(...told).followUp)).toBe('patron')
    expect(recipientOf('follow-up', state(...told).followUp)).toBe('library')
    expect(recipientOf('follow-up', state(...mine).followUp)).toBe('owner')
  })

  it('R29 hears of mail to its owner only while that is its owner', () => {
    const toOwner = b.mailBounced({ recipient: 'owner' })
    const toLibrary = b.mailBounced()
    expect(outboxAfter(toOwner)).toStrictEqual([])
    const librarians = state(...mine, b.mailSent(), toLibrary)
    expect(librarians.mails.outbox).toStrictEqual([])
    expect(state(...mine, b.mailSent(), toOwner).followUp).toMatchObject({
      undeliverable: 'owner',
      notices: ['unheard'],
    })
  })

  it('R30 handed over, is the library’s from then on, and knows who sent it on', () => {
    const by = { ...rob, via: 'desk' } as const
    const handed = b.followUpHandedOver({ at: at + 1, by })
    const ahead = b.closed({
      code: 'follow-up-by-me',
      followUp: { ...b.owed, owner: 'rob', deadline: '2026-10-20' },
    })
    const new_ = { ...b.owed, owner: 'library', status: 'new', since: at + 1 } as const
    expect(state(...joined, ahead, handed).followUp).toStrictEqual({
      ...new_,
      deadline: '2026-10-20',
      sentOnBy: 'rob',
    })
    const itself = b.followUpHandedOver({ at: at + 1 })
    expect(state(...joined, ahead, itself).followUp).toStrictEqual({ ...new_, deadline: 'none' })
    const { librarian: _nobody, ...anybody } = by
    const byLink = b.followUpHandedOver({ at: at + 1, by: anybody })
    expect(state(...joined, ahead, byLink).followUp).toStrictEqual({ ...new_, deadline: '2026-10-20' })
  })

  it('R30 handed over, still knows that mail does not reach the patron', () => {
    const back = b.mailBounced({ n: 9, kind: 'transcript', recipient: 'patron' })
    const handed = state(...mine, back, b.followUpHandedOver())
    const { sentOnBy: _nobody, ...librarys } = begun
    expect(handed.followUp).toStrictEqual({ ...librarys, undeliverable: 'patron' })
    expect(handed.mails.outbox.map(({ kind }) => kind).slice(-2)).toEqual(['handed-over', 'unreachable'])
  })

  it.each<readonly [string, Event]>([
    ['taken', b.followUpTaken()],
    ['answered', b.followUpAnswered({ fingerprint, held: 1 })],
    ['done', b.followUpDone()],
    ['handed over', b.followUpHandedOver()],
    ['reminded of', { type: 'FollowUpReminded', at }],
    ['held', b.answerHeld({ fingerprint })],
    ['rejected', { type: 'AnswerRejected', at, n: 1 }],
    ['returned', b.mailBounced({ n: 1, kind: 'answer', recipient: 'patron' })],
  ])('owes nothing where nothing was owed, though it were %s', (_what, event) => {
    expect(state(...joined, b.closed(), event).followUp).toBeUndefined()
  })
})
