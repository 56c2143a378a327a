import { expect, it } from 'vitest'
import { verifiedOfVersion2 } from '../../../../lib/aws/upcasters/step-2.ts'

const step = (verified: string) => ({
  step: 3,
  state: { status: 'closed', patron: { name: 'Jane', verified }, followUp: { owner: 'library', verified } },
  events: [
    { type: 'ContactVerified', at: 1, by: 'patron' },
    { type: 'Closed', at: 2, followUp: { owner: 'library', verified } },
  ],
})

it.each([
  ['by-patron', 'typed-twice'],
  ['by-librarian', 'attested'],
  ['unverified', 'unverified'],
  ['confirmed', 'confirmed'],
])('what was %s is %s from version 2 on, in the state and in the events', (was, is) => {
  expect(verifiedOfVersion2(step(was))).toEqual(step(is))
})

it('a session without an address stays as it is', () => {
  const bare = { step: 1, state: { status: 'waiting', patron: {} }, events: [{ type: 'Closed', at: 2 }] }
  expect(verifiedOfVersion2(bare)).toEqual(bare)
})
