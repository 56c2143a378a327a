import { describe, expect, it } from 'vitest'
import { codeLifeMs, codesMax, codeTriesMax } from '../../../lib/session/confirming.ts'
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
    given(...coded, b.codeRequested())
      .when(b.recordCode({ outcome: 'returned' }))
      .doesNothing()
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

  it('that was confirmed before a librarian came is owed an answer as such', () => {
    const waiting = [b.asked({ email: 'jane@example.org' }), b.patronCame(), b.codeRequested(), b.addressConfirmed()]
    const { decision } = given(...waiting).when(b.leaveAddress())
    expect('events' in decision && decision.events.at(-1)).toMatchObject({ followUp: { verified: 'confirmed' } })
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

  it('an address that the session never wrote to is nobody’s business here', () => {
    given(...known)
      .when(b.disownAddress({ email: 'other@example.org' }))
      .doesNothing()
  })
})
