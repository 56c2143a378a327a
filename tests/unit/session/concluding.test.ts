import { describe, expect, it } from 'vitest'
import { frameFor } from '../../../lib/protocol/push-for.ts'
import type { Code } from '../../../lib/session/codes.ts'
import { suggest } from '../../../lib/session/resolution.ts'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const joined = [b.asked({ name: 'Jane' }), b.patronCame(), b.pickedUp()]
const asks = b.librarianSaid({
  text: 'Does this completely answer your question?',
  signs: ['asks', 'asks-if-complete'],
})

describe('concluding', () => {
  it('R21 closing as answered without having asked is softly refused', () => {
    given(...joined)
      .when(b.close({ code: 'answered' }))
      .refusesSoftly('not-asked')
    given(...joined)
      .when(b.close())
      .refusesSoftly('not-asked')
    expect(given(...joined, asks).when(b.close({ code: 'answered' })).decision).toHaveProperty('events')
  })

  it('R21 it counts if any of the session’s librarians asked', () => {
    const words = 'Is there anything else I can help you with?'
    expect(given(...joined).when(b.librarianSays({ text: words })).decision).toMatchObject({
      events: [{ signs: expect.arrayContaining(['asks-if-complete']) }],
    })
  })

  it.each([b.patronWentAway(), b.patronLeft()])('R21 need not be asked: $type', event => {
    expect(given(...joined, event).when(b.close({ code: 'answered' })).decision).toHaveProperty('events')
  })

  it('R21 a patron who never came need not be asked, one who came back must be', () => {
    given(b.asked(), b.pickedUp())
      .when(b.close({ code: 'answered' }))
      .happens(b.closed())
    given(...joined, b.patronWentAway(), b.patronCame({ connection: 'patron-2' }))
      .when(b.close({ code: 'answered' }))
      .refusesSoftly('not-asked')
    given(...joined, b.patronLeft(), b.patronSaid())
      .when(b.close({ code: 'answered' }))
      .refusesSoftly('not-asked')
  })

  it('R21 the override closes and is recorded; that of another rule does not', () => {
    given(...joined)
      .when(b.close({ code: 'answered', despite: ['not-asked'] }))
      .happens(b.closed({ despite: ['not-asked'] }))
    given(...joined)
      .when(b.close({ code: 'answered', despite: ['another-patron'] }))
      .refusesSoftly('not-asked')
  })

  it('R21 asking for feedback, or asking anything else, is not asking whether that is all', () => {
    given(...joined, b.librarianSaid({ signs: ['asks', 'asks-feedback', 'resource'] }))
      .when(b.close({ code: 'answered' }))
      .refusesSoftly('not-asked')
  })

  it('R21 a question that stays open is not asked about: follow-up, lost call, unresolved with a note (R28)', () => {
    const verified = [...joined, b.contactVerified()]
    const by = (code: Code) => ({ code, deadline: 'none', atHand: true })
    for (const code of ['follow-up-by-patrons-library', 'follow-up-by-me'] as const)
      expect(given(...verified).when(b.close(by(code))).decision).toMatchObject({ events: [{ code }] })
    given(...joined)
      .when(b.close({ code: 'lost-call' }))
      .happens(b.closed({ code: 'lost-call' }))
    given(...joined)
      .when(b.close({ code: 'answered', unresolved: true, note: 'No sources found.' }))
      .happens(b.closed({ note: 'No sources found.', because: 'no-contact' }))
  })

  it('R21 what was asked before a transfer has been asked', () => {
    expect(
      given(...joined, asks, b.transferOffered(), b.transferAccepted()).when(
        b.close({ by: b.ann.id, code: 'answered' }),
      ).decision,
    ).toHaveProperty('events')
  })

  it('R23 the goodbye is that of the patron’s library, its fields filled in', () => {
    const goodbye = {
      script: 'Thank you, {patron}, for asking {patronLibrary}.',
      patronLibrary: 'Wren',
      librarianLibrary: 'Larch',
    }
    expect(given(...joined, asks).when(b.close({ code: 'answered', goodbye })).decision).toMatchObject({
      events: [{ goodbye: 'Thank you, Jane, for asking Wren.' }],
    })
  })

  it('R23 without names, and when the desk ends the session, the goodbye is the same, and R8 clean', () => {
    const goodbye = { script: 'Thank you, {patron}! Come again to {patronLibrary}.', patronLibrary: 'Wren' }
    const timing = { ...b.fewTimings, silenceWarning: b.minutes(60), silenceLimit: b.minutes(60) }
    const idle = b.tick(b.pickUpAt + b.minutes(15), { goodbye, timing })
    expect(given(b.asked(), b.pickedUp()).when(idle).decision).toMatchObject({
      events: [{ type: 'Closed', how: 'by-default', goodbye: 'Thank you! Come again to Wren.' }],
    })
  })

  it('R23 the patron reads it, the librarian does not', () => {
    const ended = b.closed({ goodbye: 'Thank you.' })
    expect(frameFor(ended, sessionAfter(...joined), 'patron')).toMatchObject({ type: 'ended', goodbye: 'Thank you.' })
    expect(frameFor(ended, sessionAfter(...joined), 'librarian')).not.toHaveProperty('goodbye')
  })

  it('R28 spoke no, address no: lost call; spoke no, address yes: by the patron’s library (R25)', () => {
    expect(suggest(sessionAfter(...joined))).toMatchObject({ code: 'lost-call' })
    const withAddress = sessionAfter(b.asked({ email: 'jane@example.org' }), b.pickedUp())
    expect(suggest(withAddress)).toMatchObject({ code: 'follow-up-by-patrons-library' })
  })

  it('R25 R28 spoke yes and unresolved, address yes: by the patron’s library', () => {
    const session = sessionAfter(...joined, b.patronSaid({ address: 'jane@example.org' }))
    expect(suggest(session)).toMatchObject({ code: 'follow-up-by-patrons-library' })
    expect(suggest(session, true)).toMatchObject({ code: 'answered' })
  })

  it('R28 spoke yes and unresolved, address no: answered, for want of contact, with a note', () => {
    const spoke = [...joined, b.patronSaid()]
    expect(suggest(sessionAfter(...spoke))).toMatchObject({ code: 'answered', because: 'no-contact' })
    given(...spoke)
      .when(b.close({ code: 'answered', unresolved: true }))
      .refuses('no-note')
    expect(
      given(...spoke).when(b.close({ code: 'answered', unresolved: true, note: 'Ask again' })).decision,
    ).toMatchObject({
      events: [{ because: 'no-contact' }],
    })
  })

  it('R28 once the patron was asked whether that is all, the question counts as answered, unless the librarian says otherwise', () => {
    const address = { address: 'jane@example.org' }
    const session = sessionAfter(...joined, asks, b.patronSaid({ number: 3, ...address }))
    expect(suggest(session)).toEqual({ code: 'answered', reason: expect.any(String) })
    expect(suggest(session, false)).toMatchObject({ code: 'follow-up-by-patrons-library' })
    const unasked = sessionAfter(...joined, b.patronSaid(address))
    expect(suggest(unasked, true)).toEqual({ code: 'answered', reason: expect.any(String) })
  })

  it('R28 a patron who said nothing has no answered question, whatever the librarian asked', () => {
    expect(suggest(sessionAfter(...joined, asks), true)).toMatchObject({ code: 'lost-call' })
  })

  it.each([
    ['lost-call', []],
    ['follow-up-by-patrons-library', [b.contactVerified()]],
    ['follow-up-by-patrons-library', [b.patronSaid(), b.contactVerified()]],
    ['answered', [b.patronSaid()]],
  ] as const)('R28 the code that is suggested, "%s", is one that can be given', (code, more) => {
    const past = [...joined, ...more]
    const { because, ...suggested } = suggest(sessionAfter(...past))
    expect(suggested.code).toBe(code)
    const request = { code, deadline: 'none', ...(because && { unresolved: true, note: 'No address.' }) }
    expect(given(...past).when(b.close(request)).decision).toMatchObject({ events: [{ type: 'Closed', code }] })
  })
})
