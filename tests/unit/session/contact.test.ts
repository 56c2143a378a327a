import { expect, it } from 'vitest'
import * as b from './builders.ts'
import { given, sessionAfter } from './given.ts'

const joined = [b.asked(), b.patronCame(), b.pickedUp()]

it('R22 the librarian pushes the form and the patron confirms the address in it', () => {
  given(...joined)
    .when(b.askContact())
    .happens(b.contactAsked())
  given(...joined, b.contactAsked())
    .when(b.confirmContact())
    .happens(b.contactVerified())
  expect(sessionAfter(...joined, b.contactAsked(), b.contactVerified()).patron).toMatchObject({
    email: 'jane@example.org',
    verified: 'typed-twice',
  })
})

it('R22 a form that nobody pushed confirms nothing', () => {
  given(...joined)
    .when(b.confirmContact())
    .refuses('nothing-asked')
  given(b.asked(), b.patronCame()).when(b.confirmContact()).refuses('nothing-asked')
})

it('R22 the librarian attests an address themselves', () => {
  given(...joined)
    .when(b.attestContact())
    .happens(b.contactVerified({ by: 'librarian' }))
  expect(sessionAfter(...joined, b.contactVerified({ by: 'librarian' })).patron.verified).toBe('attested')
})

it('R22 the address confirmed last replaces the one of the form, and a name comes with it', () => {
  const past = [b.asked({ email: 'old@example.org', name: 'J' }), b.pickedUp(), b.contactAsked()]
  given(...past)
    .when(b.confirmContact({ name: 'Jane' }))
    .happens(b.contactVerified({ name: 'Jane' }))
  const { patron } = sessionAfter(...past, b.contactVerified({ name: 'Jane' }))
  expect(patron).toEqual({ name: 'Jane', email: 'jane@example.org', verified: 'typed-twice' })
  expect(sessionAfter(...past, b.contactVerified()).patron.name).toBe('J')
})

it('R20 only the librarian who serves asks and attests', () => {
  given(...joined)
    .when(b.askContact({ by: b.ann.id }))
    .refuses('not-yours')
  given(...joined)
    .when(b.attestContact({ by: b.ann.id }))
    .refuses('not-yours')
  given(b.asked()).when(b.askContact()).refuses('not-picked-up')
  given(b.asked()).when(b.attestContact()).refuses('not-picked-up')
})

it('a closed session takes no address', () => {
  const past = [...joined, b.contactAsked(), b.closed()]
  given(...past)
    .when(b.askContact())
    .refuses('closed')
  given(...past)
    .when(b.confirmContact())
    .refuses('closed')
  given(...past)
    .when(b.attestContact())
    .refuses('closed')
})

it('R22 an address that looks mistyped is queried with the likely one, whoever types it', () => {
  const email = 'jane@gamil.con'
  const asking = given(...joined, b.contactAsked())
  for (const command of [b.confirmContact({ email }), b.attestContact({ email })])
    asking.when(command).refusesSoftly('likely-slip', 'jane@gmail.com')
  given(b.asked()).when(b.leaveAddress({ email })).refusesSoftly('likely-slip', 'jane@gmail.com')
  given().when(b.ask({ email })).refusesSoftly('likely-slip', 'jane@gmail.com')
})

it('R22 somebody who insists that it is right is believed, and the override is recorded', () => {
  const right = { email: 'jane@gamil.con', despite: ['likely-slip'] }
  given(...joined, b.contactAsked())
    .when(b.confirmContact(right))
    .happens(b.contactVerified(right))
  given(...joined)
    .when(b.attestContact(right))
    .happens(b.contactVerified({ ...right, by: 'librarian' }))
  const left = given(b.asked()).when(b.leaveAddress(right)).decision
  expect(left).toMatchObject({
    events: [b.contactVerified(right), { type: 'Closed', followUp: { email: right.email } }],
  })
  given().when(b.ask(right)).happens(b.asked(right))
})

it('R27 an address that the patron only mentions is accepted without a query', () => {
  given()
    .when(b.ask({ question: 'Write to jane@gamil.con please' }))
    .happens(b.asked({ question: 'Write to jane@gamil.con please', address: 'jane@gamil.con' }))
})
