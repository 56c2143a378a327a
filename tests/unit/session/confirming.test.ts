import { describe, expect, it } from 'vitest'
import { codeDue, codeLifeMs, codesMax, codeTriesMax } from '../../../lib/session/confirming.ts'
import type { Event } from '../../../lib/session/events.ts'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const joined = [b.asked(), b.patronCame(), b.pickedUp()]
const { at } = b.codeRequested()
const coded = [...joined, b.codeRequested()]
const mistyped = { type: 'CodeMistyped', at } as const
const until = at + codeLifeMs

describe('R22 a code that is mailed', () => {
  it('is requested for an address, and its digest is kept for half an hour', () => {
    given(...joined)
      .when(b.requestCode())
      .happens(b.codeRequested())
    expect(sessionAfter(...coded).emailCode).toEqual({
      ...{ id: b.requestCode().id, email: 'jane@example.org', digest: 'digest of 381204' },
      ...{ until, sent: 1, tries: 0, stage: 'due' },
    })
  })

  it('goes to the address that the session writes to if none is named, and needs one', () => {
    const { email: _none, ...request } = b.requestCode()
    given(...joined)
      .when(request)
      .refuses('no-address')
    given(b.asked({ email: 'jane@example.org' }), b.patronCame())
      .when(request)
      .happens(b.codeRequested())
    given(...joined, b.patronSaid({ address: 'prof@uni.edu' }))
      .when(request)
      .refuses('no-address')
  })

  it('is asked back about an address that looks mistyped', () => {
    given(...joined)
      .when(b.requestCode({ email: 'jane@gmial.com' }))
      .refusesSoftly('likely-slip', 'jane@gmail.com')
  })

  it('is the one that is on its way if it is requested again within a minute, and another one after that', () => {
    given(...coded)
      .when(b.requestCode({ at: at + 59_999, id: 'other', digest: 'other' }))
      .doesNothing()
    given(...coded)
      .when(b.requestCode({ at: at + 60_000, id: 'other', digest: 'other' }))
      .happens({ ...b.codeRequested(), at: at + 60_000, id: 'other', digest: 'other', until: at + 60_000 + codeLifeMs })
    given(...coded)
      .when(b.requestCode({ email: 'doe@example.org' }))
      .happens(b.codeRequested('doe@example.org'))
  })

  it('is another one where the one that is on its way can be typed no more', () => {
    const wrong = Array.from({ length: codeTriesMax }, () => mistyped)
    const again = b.requestCode({ at: at + 1, id: 'other', digest: 'other' })
    const other = { ...b.codeRequested(), at: at + 1, id: 'other', digest: 'other', until: at + 1 + codeLifeMs }
    given(...coded, ...wrong.slice(1))
      .when(again)
      .doesNothing()
    given(...coded, ...wrong)
      .when(again)
      .happens(other)
    given(...coded, { type: 'CodeMailed', at, n: 1 })
      .when(again)
      .doesNothing()
    given(...coded, { type: 'CodeReturned', at, n: 1 })
      .when(again)
      .happens(other)
  })

  it('records that its address was meant as it is', () => {
    const insisting = { email: 'jane@gmial.com', despite: ['likely-slip'] }
    given(...joined)
      .when(b.requestCode(insisting))
      .happens({ ...b.codeRequested('jane@gmial.com'), despite: ['likely-slip'] })
    given(...joined)
      .when(b.requestCode({ despite: [] }))
      .happens(b.codeRequested())
  })

  it('after the end goes only to an address that the session writes to, from which nothing came back', () => {
    const over = [...joined, b.contactAsked(), b.contactVerified(), b.closedOwing()]
    given(...over)
      .when(b.requestCode())
      .happens(b.codeRequested())
    const back = b.mailBounced({ kind: 'receipt', recipient: 'patron' })
    given(...over, back)
      .when(b.requestCode())
      .refuses('mail-came-back')
    given(...joined, b.closed())
      .when(b.requestCode())
      .refuses('closed')
    const steppedBack = b.closed({ because: 'stepped-back' })
    given(...joined, b.contactAsked(), b.contactVerified(), steppedBack)
      .when(b.requestCode())
      .refuses('closed')
    // An answer is owed at the address that they mentioned.
    const mentioned = [...joined, b.patronSaid({ address: 'jane@example.org' }), b.closedOwing()]
    const { email: _none, ...unnamed } = b.requestCode()
    given(...mentioned)
      .when(unnamed)
      .happens(b.codeRequested())
  })

  it('is mailed five times in a session and no more', () => {
    const five = Array.from({ length: codesMax }, () => b.codeRequested())
    given(...joined, ...five.slice(1))
      .when(b.requestCode({ at: at + 60_000 }))
      .happens({ ...b.codeRequested(), at: at + 60_000, until: until + 60_000 })
    given(...joined, ...five)
      .when(b.requestCode({ at: at + 60_000 }))
      .refuses('enough-codes')
  })

  it('confirms the address when it is typed, once, and a repeat is acknowledged', () => {
    given(...coded)
      .when(b.enterCode())
      .happens(b.addressConfirmed())
    expect(Object.keys(sessionAfter(...coded, b.addressConfirmed()))).toEqual(Object.keys(sessionAfter(...coded)))
    expect(sessionAfter(...coded, b.addressConfirmed()).patron).toMatchObject({
      ...{ email: 'jane@example.org', verified: 'confirmed' },
    })
    const confirmed = [...coded, b.addressConfirmed()]
    given(...confirmed)
      .when(b.enterCode())
      .doesNothing()
    given(...confirmed)
      .when(b.enterCode({ digest: 'other' }))
      .refuses('no-code')
    given(...confirmed)
      .when(b.requestCode({ at: at + 90_000 }))
      .doesNothing()
  })

  it('is used up by five wrong tries, and counts no longer than half an hour', () => {
    given(...coded)
      .when(b.enterCode({ digest: 'other' }))
      .happens(mistyped)
    const wrong = Array.from({ length: codeTriesMax }, () => mistyped)
    given(...coded, ...wrong.slice(1))
      .when(b.enterCode())
      .happens(b.addressConfirmed())
    given(...coded, ...wrong)
      .when(b.enterCode())
      .refuses('code-used-up')
    given(...coded)
      .when(b.enterCode({ at: until - 1 }))
      .happens({ ...b.addressConfirmed(), at: until - 1 })
    given(...coded)
      .when(b.enterCode({ at: until }))
      .refuses('code-expired')
    given(...joined)
      .when(b.enterCode())
      .refuses('no-code')
  })

  it('its mail is begun by one of the timers that wake for it, and by another only when a minute has passed', () => {
    const begun = { type: 'CodeMailBegun', at, n: 1 } as const
    const begin = b.recordCode({ outcome: 'begun' })
    given(...coded)
      .when(begin)
      .happens(begun)
    given(...coded, begun)
      .when({ ...begin, at: at + 59_999 })
      .doesNothing()
    given(...coded, begun)
      .when({ ...begin, at: at + 60_000 })
      .happens({ ...begun, at: at + 60_000 })
    given(...coded, begun, { type: 'CodeMailed', at, n: 1 })
      .when({ ...begin, at: at + 60_000 })
      .doesNothing()
  })

  it('is due to be mailed until its mail was accepted, and no longer than it can be typed', () => {
    const session = sessionAfter(...coded)
    expect(codeDue(session, until - 1)).toEqual(session.emailCode)
    expect(codeDue(session, until)).toBeUndefined()
    expect(codeDue(sessionAfter(...coded, { type: 'CodeMailed', at, n: 1 }), at)).toBeUndefined()
    expect(codeDue(sessionAfter(...joined), at)).toBeUndefined()
  })

  it('counts no more once its mail came back; an older mail changes nothing', () => {
    const returned = { type: 'CodeReturned', at, n: 1 } as const
    given(...coded)
      .when(b.recordCode())
      .happens({ type: 'CodeMailed', at, n: 1 })
    given(...coded)
      .when(b.recordCode({ outcome: 'returned' }))
      .happens(returned)
    given(...coded, returned)
      .when(b.enterCode())
      .refuses('mail-came-back')
    given(...coded, { type: 'CodeMailed', at, n: 1 })
      .when(b.recordCode())
      .doesNothing()
    expect(sessionAfter(...coded, { type: 'CodeMailed', at, n: 1 }).emailCode?.stage).toBe('mailed')
    for (const outcome of ['returned', 'mailed'] as const) {
      given(...coded, b.addressConfirmed())
        .when(b.recordCode({ outcome }))
        .doesNothing()
      given(...coded, b.codeRequested())
        .when(b.recordCode({ outcome }))
        .doesNothing()
      given(...coded, returned)
        .when(b.recordCode({ outcome }))
        .doesNothing()
    }
  })
})

describe('R22 an address', () => {
  it('stays confirmed when the form is filled in with it again, and another one is not confirmed', () => {
    const confirmed = [...coded, b.addressConfirmed(), b.contactAsked()]
    expect(sessionAfter(...confirmed, b.contactVerified()).patron.verified).toBe('confirmed')
    expect(sessionAfter(...confirmed, b.contactVerified({ email: 'doe@example.org' })).patron.verified).toBe(
      'typed-twice',
    )
  })

  it('that was confirmed before a librarian came is owed an answer as such, and no other address is', () => {
    const asked = [b.asked({ email: 'jane@example.org' }), b.patronCame()]
    const waiting = [...asked, b.codeRequested(), b.addressConfirmed()]
    const verified = (past: readonly Event[], email: string) => {
      const { decision } = given(...past).when(b.leaveAddress({ email }))
      const end = 'events' in decision ? decision.events.at(-1) : undefined
      return end?.type === 'Closed' && end.followUp?.verified
    }
    expect(verified(waiting, 'jane@example.org')).toBe('confirmed')
    expect(verified(waiting, 'JANE@example.org')).toBe('confirmed')
    expect(verified(waiting, 'doe@example.org')).toBe('typed-twice')
    expect(verified(asked, 'jane@example.org')).toBe('typed-twice')
  })

  it('R32 can be confirmed after the end, and a transcript that waited for it is mailed', () => {
    const wished = { type: 'TranscriptRequested', at } as const
    const over = [...joined, b.contactAsked(), b.contactVerified(), wished, b.closedOwing(), b.codeRequested()]
    const session = sessionAfter(...over, b.addressConfirmed())
    expect(session).toMatchObject({ followUp: { verified: 'confirmed' }, patron: { verified: 'confirmed' } })
    expect(session.status === 'closed' && session.mails.outbox.map(({ kind }) => kind)).toContain('transcript')
    given(...over.slice(0, -1))
      .when(b.requestCode({ email: 'doe@example.org' }))
      .refuses('closed')
    const unwished = over.filter(({ type }) => type !== 'TranscriptRequested')
    expect(sessionAfter(...unwished, b.addressConfirmed())).toHaveProperty('mails.outbox', [
      { n: 1, kind: 'follow-up' },
    ])
  })

  it('R32 has the transcript mailed at the end, unless a librarian stepped back', () => {
    const wished = [...coded, b.addressConfirmed(), { type: 'TranscriptRequested', at } as const]
    const outbox = (...end: readonly Event[]) => {
      const session = sessionAfter(...wished, ...end)
      return session.status === 'closed' ? session.mails.outbox : undefined
    }
    expect(outbox(b.closed())).toStrictEqual([{ n: 1, kind: 'transcript' }])
    expect(outbox(b.closed({ because: 'stepped-back' }))).toStrictEqual([])
  })

  it('R22 is confirmed after the end by a code that was mailed before it', () => {
    for (const end of [b.closed(), b.closedOwing()])
      given(...coded, b.contactAsked(), b.contactVerified(), end)
        .when(b.enterCode())
        .happens(b.addressConfirmed())
  })

  it('R22 confirms after the end only the address that was coded: an answer that is owed at another stays as it was', () => {
    const coded = [...joined, b.codeRequested('doe@example.org'), b.contactAsked(), b.contactVerified()]
    const session = sessionAfter(...coded, b.closedOwing(), b.addressConfirmed('doe@example.org'))
    expect(session).toMatchObject({
      followUp: { email: 'jane@example.org', verified: 'typed-twice' },
      patron: { email: 'doe@example.org', verified: 'confirmed' },
    })
  })
})

describe('the reader of an address says that they did not ask', () => {
  const disowned = { type: 'AddressDisowned', at, email: 'jane@example.org' } as const
  const known = [...joined, b.contactAsked(), b.contactVerified()]

  it('an open session forgets the address and takes it no more', () => {
    given(...known)
      .when(b.disownAddress())
      .happens(disowned)
    given(...known, disowned)
      .when(b.disownAddress({ email: 'JANE@example.org' }))
      .doesNothing()
    const { email, verified } = sessionAfter(...known, disowned).patron
    expect([email, verified]).toEqual([undefined, undefined])
    for (const command of [b.requestCode(), b.confirmContact(), b.attestContact()])
      given(...known, disowned)
        .when(command)
        .refuses('disowned')
    given(...joined, b.codeRequested(), disowned)
      .when(b.enterCode())
      .refuses('mail-came-back')
    expect(
      sessionAfter(...joined, disowned, b.patronSaid({ address: 'jane@example.org' })).patron.address,
    ).toBeUndefined()
  })

  it('after the end nothing more goes there, its owner is told once, and no answer can be sent', () => {
    const over = [...known, b.closedOwing()]
    const session = sessionAfter(...over, disowned)
    expect(session).toMatchObject({
      followUp: { undeliverable: 'patron' },
      mails: { unwanted: ['patron'], isDisowned: true },
    })
    expect(session.status === 'closed' && session.mails.outbox.map(({ kind }) => kind)).toEqual([
      'follow-up',
      'unreachable',
    ])
    given(...over, disowned)
      .when(b.answerFollowUp())
      .refuses('no-mail-wanted')
  })

  it('is about that address alone: what else is known of the patron stays', () => {
    const other = 'doe@example.org'
    const patron = (...events: readonly Event[]) => sessionAfter(b.asked(), b.patronCame(), ...events).patron
    const picked = b.pickedUp()
    expect(patron(picked, b.contactVerified({ email: other }), disowned)).toEqual(
      patron(picked, b.contactVerified({ email: other })),
    )
    expect(patron(picked, b.contactVerified({ email: other })).verified).toBe('typed-twice')
    expect(patron(picked, b.patronSaid({ address: other }), disowned).address).toBe(other)
    expect(patron(picked, disowned)).toStrictEqual(patron(picked))
    expect(patron(picked, b.patronSaid({ address: 'jane@example.org' }), disowned)).toStrictEqual(
      patron(picked, b.patronSaid()),
    )
    const unverified = sessionAfter(b.asked({ email: other }), disowned)
    expect(unverified.patron).toStrictEqual({ email: other })
    expect(sessionAfter(...joined, disowned, { ...disowned, email: other })).toHaveProperty('disowned', [
      'jane@example.org',
      other,
    ])
  })

  it('counts for as long as the session is kept: whoever waits again or leaves an address cannot give it', () => {
    given(b.asked(), disowned).when(b.leaveAddress()).refuses('disowned')
    for (const event of [b.vanished(), b.returnedToQueue()])
      expect(sessionAfter(...known, disowned, event)).toHaveProperty('disowned', ['jane@example.org'])
    expect(sessionAfter(...known, disowned, b.closed())).toHaveProperty('disowned', ['jane@example.org'])
    expect(sessionAfter(...known, b.closed())).not.toHaveProperty('disowned')
  })

  it('an answer that is owed there is known to be owed at nobody’s address, though the patron gave another', () => {
    const coded = [
      ...joined,
      b.contactAsked(),
      b.contactVerified(),
      b.closedOwing(),
      b.codeRequested(),
      b.addressConfirmed(),
    ]
    given(...coded)
      .when(b.disownAddress())
      .happens(disowned)
    // The answer is owed at the address that was found in what they wrote, or at one that the log alone remembers.
    for (const said of [b.patronSaid({ address: 'jane@example.org' }), b.patronSaid()])
      given(...joined, said, b.closedOwing())
        .when(b.disownAddress())
        .happens(disowned)
    given(...joined, b.closed())
      .when(b.disownAddress())
      .doesNothing()
  })

  it('an address that the session never wrote to is nobody’s business here', () => {
    given(...known)
      .when(b.disownAddress({ email: 'other@example.org' }))
      .doesNothing()
  })
})
