import { describe, it } from 'vitest'
import type { FollowUpOwed } from '../../../lib/follow-up/state.ts'
import type { Code } from '../../../lib/session/codes.ts'
import type { Event } from '../../../lib/session/events.ts'
import * as b from './builders.ts'
import { given } from './given.ts'

const library = 'follow-up-by-patrons-library'
const joined = [b.asked(), b.patronCame(), b.pickedUp()]
const verified = [...joined, b.contactAsked(), b.contactVerified()]
/** How it ends when a follow-up is owed. */
const ends = (followUp: Partial<FollowUpOwed>, code: Code = library) =>
  b.closed({ code, followUp: { ...b.owed, ...followUp }, receipt: true })
/** The patron only mentioned the address, so that it may be somebody else's. */
const { receipt: _none, ...endsUntold } = ends({ verified: 'unverified' })

describe('R22 a follow-up needs an address, verified, and a deadline', () => {
  it('no address at all is refused', () => {
    given(...joined)
      .when(b.close({ code: library, deadline: 'none' }))
      .refuses('no-contact')
    given(...joined, b.patronLeft())
      .when(b.close({ code: library, deadline: 'none' }))
      .refuses('no-contact')
  })

  it('an address that nobody verified is refused while the patron is there to be asked', () => {
    const inForm = [b.asked({ email: 'jane@example.org' }), b.patronCame(), b.pickedUp()]
    const inWords = [...joined, b.patronSaid({ address: 'jane@example.org' })]
    for (const past of [inForm, inWords])
      given(...past)
        .when(b.close({ code: library, deadline: 'none' }))
        .refuses('not-verified')
  })

  it('what the patron confirmed, or the librarian attested, is enough, and is marked so', () => {
    given(...verified)
      .when(b.close({ code: library, deadline: 'none' }))
      .happens(ends({}))
    given(...joined, b.contactVerified({ by: 'librarian' }))
      .when(b.close({ code: library, deadline: 'none' }))
      .happens(ends({ verified: 'attested' }))
  })

  it('a patron who has gone but left an address anywhere is followed up, marked unverified', () => {
    const mentioned: readonly (readonly Event[])[] = [
      [b.asked({ address: 'jane@example.org' }), b.pickedUp()],
      [b.asked(), b.pickedUp(), b.patronSaid({ address: 'jane@example.org' })],
    ]
    const left: readonly (readonly Event[])[] = [
      [b.asked({ email: 'jane@example.org' }), b.pickedUp()],
      [b.asked({ email: 'jane@example.org' }), b.patronCame(), b.pickedUp(), b.patronLeft()],
      [b.asked({ email: 'jane@example.org' }), b.patronCame(), b.pickedUp(), b.patronWentAway()],
    ]
    for (const past of left)
      given(...past)
        .when(b.close({ code: library, deadline: 'none' }))
        .happens(ends({ verified: 'unverified' }))
    for (const past of mentioned)
      given(...past)
        .when(b.close({ code: library, deadline: 'none' }))
        .happens(endsUntold)
  })

  it('R43 a patron who is sent the conversation gets no receipt beside it, since it says who has their question', () => {
    const { receipt: _none, ...end } = ends({ verified: 'confirmed' })
    given(...verified, b.addressConfirmed(), { type: 'TranscriptRequested', at: b.pickUpAt })
      .when(b.close({ code: library, deadline: 'none' }))
      .happens(end)
  })

  it('the address that was verified is used before one that was only mentioned', () => {
    given(...verified, b.patronSaid({ address: 'other@example.org' }))
      .when(b.close({ code: library, deadline: 'none' }))
      .happens(ends({ email: 'jane@example.org' }))
  })

  it('no deadline is refused, and so is one that has passed where the library is', () => {
    given(...verified)
      .when(b.close({ code: library }))
      .refuses('no-deadline')
    given(...verified)
      .when(b.close({ code: library, deadline: '' }))
      .refuses('no-deadline')
    given(...verified)
      .when(b.close({ code: library, deadline: '2026-11-22' }))
      .refuses('deadline-past')
    given(...verified)
      .when(b.close({ code: library, deadline: '2025-12-31' }))
      .refuses('deadline-past')
  })

  it('today and any later date are deadlines', () => {
    for (const deadline of ['2026-11-23', '2026-11-24', '2027-01-01'])
      given(...verified)
        .when(b.close({ code: library, deadline }))
        .happens(ends({ deadline }))
  })
})

describe('R26 follow-up by me', () => {
  const mine = { code: 'follow-up-by-me', deadline: 'none' } as const
  const served = [b.asked({ library: 'larch' }), b.patronCame(), b.pickedUp(), b.contactVerified()]

  it("only with the librarian's word that the answer is at hand", () => {
    given(...verified)
      .when(b.close(mine))
      .refuses('not-at-hand')
    given(...verified)
      .when(b.close({ ...mine, atHand: false }))
      .refuses('not-at-hand')
    given(...verified)
      .when(b.close({ ...mine, atHand: true }))
      .happens(ends({ owner: 'rob' }, 'follow-up-by-me'))
  })

  it("for another library's patron it is softly refused and R25 is offered", () => {
    given(...served)
      .when(b.close({ ...mine, atHand: true }))
      .refusesSoftly('not-your-patron', library)
    given(...served)
      .when(b.close({ ...mine, atHand: true, despite: ['another-patron'] }))
      .refusesSoftly('not-your-patron', library)
  })

  it('a librarian who insists may do it, and that is recorded', () => {
    const despite = ['not-your-patron']
    given(...served)
      .when(b.close({ ...mine, atHand: true, despite }))
      .happens({ ...ends({ owner: 'rob' }, 'follow-up-by-me'), despite })
  })

  it('insisting overrides no final refusal', () => {
    given(...served)
      .when(b.close({ ...mine, despite: ['not-your-patron', 'not-at-hand'] }))
      .refuses('not-at-hand')
    given(...joined)
      .when(b.close({ ...mine, atHand: true, despite: ['no-contact'] }))
      .refuses('no-contact')
    given(...verified)
      .when(b.close({ code: 'follow-up-by-me', atHand: true }))
      .refuses('no-deadline')
  })
})

describe('R27 a lost call', () => {
  const lost = b.close({ code: 'lost-call' })

  it('is a patron who sent nothing after the librarian joined and left no address', () => {
    given(...joined)
      .when(lost)
      .happens(b.closed({ code: 'lost-call' }))
    given(b.asked(), b.patronSaid(), b.pickedUp())
      .when(lost)
      .happens(b.closed({ code: 'lost-call' }))
  })

  it('does not apply if the patron wrote after the librarian joined', () => {
    given(...joined, b.patronSaid())
      .when(lost)
      .refuses('patron-spoke')
  })

  it.each([
    ['in the form', [b.asked({ email: 'jane@example.org' }), b.pickedUp()]],
    ['in the question', [b.asked({ address: 'jane@example.org' }), b.pickedUp()]],
    ['in what they wrote while waiting', [b.asked(), b.patronSaid({ address: 'jane@example.org' }), b.pickedUp()]],
    ['in the form that the librarian pushed', [...verified]],
  ])('does not apply if the patron left an address %s', (_where, past) => {
    given(...past)
      .when(lost)
      .refuses('patron-left-address')
  })

  it('cannot be insisted on', () => {
    given(...joined, b.patronSaid())
      .when(b.close({ code: 'lost-call', despite: ['patron-spoke'] }))
      .refuses('patron-spoke')
  })

  it('R22 leaves no follow-up, like "answered", even if a deadline is named', () => {
    given(...joined)
      .when(b.close({ code: 'lost-call', deadline: 'none' }))
      .happens(b.closed({ code: 'lost-call' }))
    given(...verified)
      .when(b.close({ code: 'answered', deadline: 'none', despite: ['not-asked'] }))
      .happens(b.closed({ despite: ['not-asked'] }))
  })
})
