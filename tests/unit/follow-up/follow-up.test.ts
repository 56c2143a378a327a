import { describe, expect, it } from 'vitest'
import { timesOf } from '../../../lib/follow-up/due-dates.ts'
import { freeAt } from '../../../lib/follow-up/outbox.ts'
import type { MailKind } from '../../../lib/follow-up/state.ts'
import type { Event } from '../../../lib/session/events.ts'
import * as b from '../session/builders.ts'
import { given, sessionAfter } from '../session/given.ts'

const joined = [b.asked(), b.patronCame(), b.pickedUp(), b.contactVerified()] as const
const owed = [...joined, b.closedOwing()] as const
const mine = [...joined, b.closed({ code: 'follow-up-by-me', followUp: { ...b.owed, owner: 'rob' } })] as const
const rob = { librarian: 'rob', name: 'Rob', library: 'wren', via: 'desk' } as const
/** The same, their mail being out. */
const toldOwed = [...owed, b.mailSent()] as const
const toldMine = [...mine, b.mailSent()] as const
const begun = (at: number, ...mails: readonly number[]) => ({ type: 'MailsBegun', at, mails }) as const
/** A mail that is not sent because it is no longer true. */
const untrue = (n: number, kind: MailKind) =>
  ({ type: 'MailDropped', at: b.pickUpAt, n, kind, because: 'over' }) as const
const reminded = (at: number) => ({ type: 'FollowUpReminded', at }) as const
const stateAfter = (...events: readonly Event[]) => {
  const session = sessionAfter(...events)
  return session.status === 'closed' ? session : undefined
}
/** When what is due. */
const timesAfter = (...events: readonly Event[]) => {
  const { followUp } = stateAfter(...events) ?? {}
  if (!followUp) throw new Error('Nothing is owed.')
  return timesOf(followUp, b.works.calendar, b.works.policy)
}
const outboxAfter = (...events: readonly Event[]) => stateAfter(...events)?.mails.outbox.map(({ kind }) => kind) ?? []

describe('R29 a follow-up that the patron’s library owes', () => {
  it('can be taken, answered or done by anyone there, and by nobody elsewhere', () => {
    given(...owed)
      .when(b.takeFollowUp())
      .happens(b.followUpTaken())
    given(...owed)
      .when(b.answerFollowUp())
      .happens(b.followUpAnswered())
    given(...owed)
      .when(b.finishFollowUp())
      .happens(b.followUpDone())
    for (const command of [b.takeFollowUp, b.answerFollowUp, b.finishFollowUp, b.handOverFollowUp])
      given(...owed)
        .when(command({ by: b.nancy }))
        .refuses('not-your-follow-up')
  })

  it('is taken once: taking it again changes nothing, and somebody else has to insist', () => {
    const taken = [...owed, b.followUpTaken()]
    const by = { ...b.amy, librarian: 'bea', name: 'Bea' }
    given(...taken)
      .when(b.takeFollowUp())
      .happens()
    given(...taken)
      .when(b.takeFollowUp({ by }))
      .refusesSoftly('already-taken')
    const despite = ['already-taken']
    given(...taken)
      .when(b.takeFollowUp({ by, despite }))
      .happens(b.followUpTaken({ by, despite }))
  })

  it('is over once it is answered or done', () => {
    for (const end of [b.followUpAnswered(), b.followUpDone()]) {
      given(...owed, end)
        .when(b.takeFollowUp())
        .refuses('follow-up-over')
      given(...owed, end)
        .when(b.answerFollowUp({ text: 'Another.' }))
        .refuses('follow-up-over')
    }
    given(...owed, b.followUpDone())
      .when(b.finishFollowUp())
      .happens()
  })
})

describe('R30 a follow-up that a librarian promised', () => {
  it('can be ended only by them, with an answer or with a note of how it was done', () => {
    given(...mine)
      .when(b.answerFollowUp({ by: b.amy }))
      .refuses('not-your-follow-up')
    given(...mine)
      .when(b.answerFollowUp({ by: rob }))
      .happens(b.followUpAnswered({ by: rob }))
    given(...mine)
      .when(b.finishFollowUp({ by: rob }))
      .refuses('not-said-how')
    given(...mine)
      .when(b.finishFollowUp({ by: rob, note: 'By telephone.' }))
      .happens(b.followUpDone({ by: rob, note: 'By telephone.' }))
  })

  it('goes to the patron’s library when its deadline passes, however late the timer is', () => {
    const { dueAt } = timesAfter(...toldMine)
    const told = [...toldMine, reminded(dueAt - 9), b.mailSent({ n: 2, kind: 'reminder' })]
    given(...told)
      .when(b.followUpTick({ at: dueAt - 1 }))
      .happens()
    for (const at of [dueAt, dueAt + b.days(30)])
      given(...told)
        .when(b.followUpTick({ at }))
        .happens(b.followUpHandedOver({ at, missed: true }), begun(at, 3))
  })

  it('goes there at once when its librarian has left the consortium', () => {
    given(...toldMine)
      .when(b.followUpTick({ isDeserted: true }))
      .happens(b.followUpHandedOver(), begun(b.pickUpAt, 2))
    given(...toldOwed)
      .when(b.followUpTick({ isDeserted: true }))
      .happens()
  })

  it('is not late at once when handed over, whichever timer wakes and whenever it was set', () => {
    const { dueAt } = timesAfter(...toldMine)
    given(...toldMine, b.followUpHandedOver({ at: dueAt }), b.mailSent({ n: 2, kind: 'handed-over' }))
      .when(b.followUpTick({ at: dueAt }))
      .happens()
  })

  it('when handed over, is mailed to its library with all held answers, and mails to its librarian are withdrawn', () => {
    const [at, withdrawn] = [b.pickUpAt, { type: 'MailDropped', because: 'handed-over' } as const]
    given(...mine, b.answerHeld())
      .when(b.handOverFollowUp({ by: rob }))
      .happens(
        { ...withdrawn, at, n: 1, kind: 'follow-up' },
        { ...withdrawn, at, n: 2, kind: 'held' },
        b.followUpHandedOver({ by: rob }),
      )
    const unreached = [
      ...toldMine,
      b.followUpAnswered({ by: rob }),
      b.mailBounced({ n: 2, kind: 'answer', recipient: 'patron' }),
    ]
    expect(outboxAfter(...unreached, b.answerHeld(), b.followUpHandedOver({ by: rob })).slice(-3)).toEqual([
      'handed-over',
      'unreachable',
      'held',
    ])
  })

  it('can be handed over before, and that library is responsible from that moment', () => {
    given(...toldMine)
      .when(b.handOverFollowUp({ by: rob }))
      .happens(b.followUpHandedOver({ by: rob }))
    given(...owed)
      .when(b.handOverFollowUp())
      .refuses('library-owes')
    const after = stateAfter(...mine, b.followUpHandedOver({ at: b.start + 9 }))
    expect(after?.followUp).toMatchObject({ owner: 'library', status: 'new', since: b.start + 9, deadline: 'none' })
    given(...mine, b.followUpHandedOver())
      .when(b.answerFollowUp({ by: b.nancy }))
      .refuses('not-your-follow-up')
  })
})

describe('what time brings', () => {
  const { remindAt = 0, dueAt, escalateAt = 0 } = timesAfter(...toldOwed)
  const at = (moment: number) => b.followUpTick({ at: moment })
  const overdue = { type: 'FollowUpOverdue', at: dueAt } as const
  const escalated = { type: 'FollowUpEscalated', at: escalateAt } as const

  it('a reminder, a notice that it is late, and word to the escalation address, each once', () => {
    given(...toldOwed)
      .when(at(remindAt - 1))
      .happens()
    given(...toldOwed)
      .when(at(remindAt))
      .happens(reminded(remindAt), begun(remindAt, 2))
    const told = [...toldOwed, reminded(remindAt), b.mailSent({ n: 2, kind: 'reminder' })]
    given(...told)
      .when(at(remindAt + 1))
      .happens()
    given(...told)
      .when(at(dueAt))
      .happens(overdue, begun(dueAt, 3))
    const late = [...told, overdue, b.mailSent({ n: 3, kind: 'overdue' })]
    given(...late)
      .when(at(escalateAt))
      .happens(escalated, begun(escalateAt, 4))
    given(...late, escalated, b.mailSent({ n: 4, kind: 'escalation' }))
      .when(at(escalateAt + b.days(99)))
      .happens()
  })

  it('of several that are due the newest is enough, and nothing is due any more once it is over', () => {
    given(...toldOwed)
      .when(at(escalateAt))
      .happens(escalated, begun(escalateAt, 2))
    given(...toldOwed, b.followUpDone())
      .when(at(escalateAt))
      .happens()
    given(...joined, b.closed())
      .when(at(escalateAt))
      .happens()
  })
})

describe('R31 answers that came by email and were held', () => {
  const held = b.answerHeld()

  it('wait for its owner, who is told; if confirmed they are the answer, if rejected they are dropped', () => {
    given(...owed)
      .when(b.holdAnswer())
      .happens(held)
    expect(outboxAfter(...owed, held)).toEqual(['follow-up', 'held'])
    given(...owed, held)
      .when(b.confirmAnswer({ by: b.nancy }))
      .refuses('not-your-follow-up')
    const { text: _none, ...confirmed } = { ...b.followUpAnswered(), held: 1 }
    given(...owed, held)
      .when(b.confirmAnswer())
      .happens(untrue(2, 'held'), confirmed)
    given(...owed, held)
      .when(b.rejectAnswer())
      .happens(untrue(2, 'held'), { type: 'AnswerRejected', at: b.pickUpAt, by: b.amy, n: 1 })
    given(...owed, held)
      .when(b.confirmAnswer({ n: 2 }))
      .refuses('no-such-answer')
    given(...owed, held, confirmed)
      .when(b.confirmAnswer())
      .refuses('no-such-answer')
  })

  it('are taken once, however often the same mail comes', () => {
    const fingerprint = 'x'.repeat(16)
    given(...owed)
      .when(b.answerFollowUp({ fingerprint }))
      .happens(b.followUpAnswered({ fingerprint }))
    for (const known of [b.followUpAnswered({ fingerprint }), b.answerHeld({ fingerprint })]) {
      given(...owed, known)
        .when(b.answerFollowUp({ fingerprint }))
        .happens()
      given(...owed, known)
        .when(b.holdAnswer({ fingerprint }))
        .happens()
    }
  })

  it('R31 do not go to a patron who wants no more mail, and the owner can say how it was done instead', () => {
    const unwanted = [...toldOwed, held, b.mailComplained({ kind: 'transcript', recipient: 'patron' })]
    given(...unwanted)
      .when(b.answerFollowUp())
      .refuses('no-mail-wanted')
    given(...unwanted)
      .when(b.confirmAnswer())
      .refuses('no-mail-wanted')
    given(...unwanted)
      .when(b.finishFollowUp())
      .happens(untrue(3, 'unreachable'), b.followUpDone())
  })

  it('R31 go out three times to an address that does not accept mail, and then no more', () => {
    const inVain = [2, 4, 6].flatMap(n => [
      b.followUpAnswered({ n: n / 2, text: `Try ${n}.` }),
      b.mailBounced({ n, kind: 'answer', recipient: 'patron' }),
      b.mailSent({ n: n + 1, kind: 'unreachable' }),
    ])
    given(...toldOwed, ...inVain.slice(0, 6))
      .when(b.answerFollowUp({ text: 'Once more.' }))
      .happens(b.followUpAnswered({ n: 3, text: 'Once more.' }))
    given(...toldOwed, ...inVain)
      .when(b.answerFollowUp({ text: 'Once more.' }))
      .refuses('no-mail-wanted')
  })

  it('from elsewhere are five at a time, and a new one replaces the oldest; those of the library keep their places', () => {
    const five = [1, 2, 3, 4, 5].map(n => b.answerHeld({ n }))
    const gaveWay = { type: 'AnswerRejected', at: b.pickUpAt, n: 1 } as const
    given(...owed, ...five)
      .when(b.holdAnswer())
      .happens(untrue(2, 'held'), gaveWay, b.answerHeld({ n: 6 }))
    for (const because of ['unauthentic', 'several-senders'] as const)
      given(...owed, ...five)
        .when(b.holdAnswer({ because: [because] }))
        .happens(untrue(2, 'held'), gaveWay, b.answerHeld({ n: 6, because: [because] }))
    const own = [6, 7, 8, 9, 10, 11].map(n => b.answerHeld({ n, because: ['quotes-nothing'] }))
    given(...owed, ...five, ...own)
      .when(b.holdAnswer({ because: ['at-once'] }))
      .happens(b.answerHeld({ n: 12, because: ['at-once'] }))
  })

  it('can be shortened when they are confirmed', () => {
    const { text: _whole, ...confirmed } = { ...b.followUpAnswered(), held: 1 }
    given(...owed, held)
      .when(b.confirmAnswer({ text: 'Third floor.' }))
      .happens(untrue(2, 'held'), { ...confirmed, text: 'Third floor.' })
  })

  it('are fifty in all, so that nobody can fill a session', () => {
    const rejected = (n: number) => ({ type: 'AnswerRejected', at: b.pickUpAt, by: b.amy, n }) as const
    const four = [1, 2, 3, 4, 5].map(n => b.answerHeld({ n }))
    given(...owed, ...four, rejected(1))
      .when(b.holdAnswer())
      .happens(b.answerHeld({ n: 6 }))
    const fifty = Array.from({ length: 50 }, (_, i) => [b.answerHeld({ n: i + 1 }), rejected(i + 1)]).flat()
    given(...owed, ...fifty)
      .when(b.holdAnswer())
      .refuses('too-many-held')
    // Those of the library are counted apart.
    given(...owed, ...fifty)
      .when(b.holdAnswer({ because: ['quotes-nothing'] }))
      .happens(b.answerHeld({ n: 51, because: ['quotes-nothing'] }))
  })
})

describe('mails', () => {
  it('R29 mails to be sent are in the session until they are sent or dropped, each with its own number', () => {
    expect(stateAfter(...owed)?.mails).toEqual({ count: 1, outbox: [{ n: 1, kind: 'follow-up' }] })
    expect(outboxAfter(...owed, b.mailSent())).toEqual([])
    expect(outboxAfter(...owed, b.followUpAnswered())).toEqual(['follow-up', 'answer'])
    given(...owed, b.mailSent())
      .when(b.recordMail())
      .happens()
    given(...owed, b.mailSent())
      .when(b.dropMail())
      .happens()
  })

  it('a mail that somebody has begun is tried again after a minute, then after twice as long each time up to an hour, for three days in all', () => {
    // Over already: nothing but the mail is due.
    const tick = (at: number) => b.followUpTick({ at })
    const log: Event[] = [...owed, b.followUpDone()]
    const pauses: number[] = []
    let at = b.start
    for (let free = at; pauses.length < 78; at = free) {
      given(...log)
        .when(tick(at))
        .happens(begun(at, 1))
      log.push(begun(at, 1))
      free = freeAt({ n: 1, kind: 'follow-up', begunAt: at, tries: pauses.length + 1 })
      given(...log)
        .when(tick(free - 1))
        .happens()
      pauses.push((free - at) / 60_000)
    }
    expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    expect(Math.round(pauses.reduce((sum, one) => sum + one) / 60)).toBe(73)
    const dropped = { type: 'MailDropped', at, n: 1, kind: 'follow-up', because: 'not-accepted' } as const
    given(...log)
      .when(tick(at))
      .happens(dropped)
    expect(outboxAfter(...owed, dropped)).toEqual(['undeliverable'])
  })

  it('R31 a refused mail has not arrived: an answer is owed again, and one to the library goes to the escalation address', () => {
    const refused = { type: 'MailDropped', at: b.pickUpAt, because: 'refused' } as const
    expect(outboxAfter(...owed, { ...refused, n: 1, kind: 'follow-up' })).toEqual(['undeliverable'])
    const answer = [...toldOwed, b.followUpAnswered(), { ...refused, n: 2, kind: 'answer' } as const]
    expect(stateAfter(...answer)?.followUp).toMatchObject({ status: 'new', undeliverable: 'patron' })
    expect(outboxAfter(...answer)).toEqual(['unreachable'])
    expect(outboxAfter(...owed, { ...refused, n: 1, kind: 'follow-up', because: 'unwanted' })).toEqual([
      'undeliverable',
    ])
    expect(outboxAfter(...owed, { ...refused, n: 1, kind: 'follow-up', because: 'handed-over' })).toEqual([])
  })

  it('R31 an answer that came back is owed again, once even if it is reported twice, and only if it existed', () => {
    const answered = [...owed, b.followUpTaken(), b.followUpAnswered()]
    const back = b.mailBounced({ n: 2, kind: 'answer', recipient: 'patron' })
    given(...answered)
      .when(b.recordBounce({ n: 2, kind: 'answer', recipient: 'patron' }))
      .happens(back)
    given(...answered, back)
      .when(b.recordBounce({ n: 2, kind: 'answer', recipient: 'patron' }))
      .happens()
    given(...owed)
      .when(b.recordBounce({ n: 7, kind: 'answer', recipient: 'patron' }))
      .happens()
    expect(stateAfter(...answered, back)?.followUp).toMatchObject({ status: 'taken', undeliverable: 'patron' })
    given(...answered, back)
      .when(b.finishFollowUp())
      .happens(untrue(3, 'unreachable'), b.followUpDone())
  })

  it('R31 of two answers the newest counts, and if the other comes back the follow-up stays over', () => {
    const answers = [...toldOwed, b.answerHeld(), b.followUpAnswered(), b.followUpAnswered({ n: 2, held: 1 })]
    const back = (n: number) => b.mailBounced({ n, kind: 'answer', recipient: 'patron' })
    expect(stateAfter(...answers, back(3))?.followUp?.status).toBe('answered')
    expect(stateAfter(...answers, back(4))?.followUp?.status).toBe('new')
  })

  it('a notice that is no longer true is not sent', () => {
    given(...owed, b.mailBounced(), reminded(b.start))
      .when(b.answerFollowUp())
      .happens(untrue(2, 'undeliverable'), untrue(3, 'reminder'), b.followUpAnswered())
  })

  it('R30 if it is handed over after its last day, it gets new days', () => {
    const at = b.start + b.days(9)
    const by = { ...rob, librarian: 'amy' }
    const late = [...toldMine, { type: 'FollowUpHandedOver', at, by }] as const
    expect(stateAfter(...late)?.followUp).toMatchObject({ deadline: 'none', since: at })
    const early = [...toldMine, { type: 'FollowUpHandedOver', at: b.pickUpAt, by }] as const
    expect(stateAfter(...early)?.followUp).toMatchObject({ deadline: b.owed.deadline })
  })

  it('mail that the library’s mailbox does not accept or want goes to the escalation address, once', () => {
    expect(outboxAfter(...owed, b.mailSent(), b.mailBounced())).toEqual(['undeliverable'])
    expect(outboxAfter(...owed, b.mailSent(), b.mailComplained())).toEqual(['undeliverable'])
    expect(outboxAfter(...owed, b.mailSent(), b.mailBounced(), b.mailBounced({ n: 2, kind: 'reminder' }))).toEqual([
      'undeliverable',
    ])
  })

  it('R31 two answers that wait to go out are two mails, each about its own', () => {
    const [one, two] = [b.answerHeld(), b.answerHeld({ n: 2 })]
    const given = [1, 2].map(held => ({ type: 'FollowUpAnswered', at: b.pickUpAt, n: held, by: b.amy, held }) as const)
    const outbox = stateAfter(...toldOwed, one, two, ...given)?.mails.outbox
    expect(outbox?.filter(({ kind }) => kind === 'answer').map(({ about }) => about)).toEqual([1, 2])
  })

  it('R31 an answer that came back gets new days, unless its deadline is still ahead', () => {
    const back = b.mailBounced({ at: b.start + b.days(9), n: 2, kind: 'answer', recipient: 'patron' })
    const answered = [...toldOwed, b.followUpAnswered()]
    expect(stateAfter(...answered, back)?.followUp).toMatchObject({ since: b.start + b.days(9), deadline: 'none' })
    const warned = [...toldOwed, reminded(b.start + 5), b.followUpAnswered()]
    expect(stateAfter(...warned, { ...back, n: 3 })?.followUp?.notices).toBeUndefined()
    const far = b.closed({ code: 'follow-up-by-patrons-library', followUp: { ...b.owed, deadline: '2026-10-20' } })
    const kept = stateAfter(...joined, far, b.mailSent(), b.followUpAnswered(), back)
    expect(kept?.followUp).toMatchObject({ deadline: '2026-10-20', status: 'new' })
  })

  it('R31 the owner of the follow-up is told once of mail that the patron’s address does not accept', () => {
    const transcriptRequested = { type: 'TranscriptRequested', at: b.pickUpAt } as const
    const open = [...toldOwed, transcriptRequested]
    const about = { n: 2, kind: 'transcript', recipient: 'patron' } as const
    for (const back of [b.mailBounced(about), b.mailComplained(about)]) {
      expect(outboxAfter(...open, back)).toEqual(['transcript', 'unreachable'])
      expect(outboxAfter(...open, back, b.mailBounced({ ...about, n: 3 }))).toEqual(['transcript', 'unreachable'])
    }
    // A library without a follow-up is told that the transcript was lost. A complaint needs no action.
    const done = [...open, b.followUpDone()]
    expect(outboxAfter(...done, b.mailBounced(about))).toEqual(['transcript', 'transcript-returned'])
    expect(outboxAfter(...done, b.mailComplained(about))).toEqual(['transcript'])
  })

  it('R29 an earlier bounce does not hide that the library’s own mailbox does not accept mail', () => {
    const transcript = b.mailBounced({ n: 3, kind: 'transcript', recipient: 'patron' })
    expect(outboxAfter(...toldOwed, transcript, b.mailBounced())).toEqual(['unreachable', 'undeliverable'])
    const rob = b.mailBounced({ recipient: 'owner' })
    const handed = [...toldMine, rob, b.followUpHandedOver({ at: b.start + b.days(7) })]
    expect(stateAfter(...handed)?.followUp?.undeliverable).toBeUndefined()
    expect(outboxAfter(...handed, b.mailBounced({ n: 3 })).slice(-1)).toEqual(['undeliverable'])
    expect(outboxAfter(...handed, b.mailBounced({ n: 4, recipient: 'owner' })).slice(-1)).toEqual(['handed-over'])
  })

  it('R32 a transcript requested during the conversation is due at its end, once', () => {
    const confirmed = [...joined, b.addressConfirmed()] as const
    const transcriptRequested = { type: 'TranscriptRequested', at: b.pickUpAt } as const
    given(...confirmed)
      .when(b.requestTranscript())
      .happens(transcriptRequested)
    given(...confirmed, transcriptRequested)
      .when(b.requestTranscript())
      .happens()
    expect(outboxAfter(...confirmed, transcriptRequested, b.closed())).toEqual(['transcript'])
    const vanished = { type: 'LibrarianVanished', at: b.pickUpAt, librarian: 'rob', pools: ['p'] } as const
    expect(outboxAfter(...confirmed, transcriptRequested, vanished, b.closed())).toEqual(['transcript'])
    given(b.asked(), b.patronCame(), b.pickedUp(), b.patronSaid({ address: 'prof@uni.edu' }))
      .when(b.requestTranscript())
      .refuses('no-address')
    expect(outboxAfter(...confirmed, b.closed(), transcriptRequested)).toEqual(['transcript'])
    given(b.asked(), b.pickedUp()).when(b.requestTranscript()).refuses('no-address')
    given(b.asked({ email: 'jane@example.org' }))
      .when(b.requestTranscript())
      .refuses('not-picked-up')
  })
})

describe('R32 a transcript that did not arrive', () => {
  const lost = b.mailBounced({ n: 2, kind: 'transcript', recipient: 'patron' })
  const transcript = b.mailSent({ n: 2, kind: 'transcript' })

  it('is reported to the owner while an answer is owed, and never twice', () => {
    const wished = [...owed, { type: 'TranscriptRequested', at: b.pickUpAt } as const]
    expect(outboxAfter(...wished, b.mailSent(), transcript, lost)).toEqual(['unreachable'])
  })

  it('is reported to the library if there is no open follow-up', () => {
    const over = [...owed, { type: 'TranscriptRequested', at: b.pickUpAt } as const, b.followUpDone()]
    expect(outboxAfter(...over, b.mailSent(), transcript, lost)).toEqual(['transcript-returned'])
  })
})
