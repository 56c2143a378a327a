import { describe, expect, it } from 'vitest'
import { invitations } from '../../../lib/access/invitations.ts'
import type { Speaker } from '../../../lib/consortium/sign-in.ts'
import { librarian } from '../members.ts'

const amy = librarian('amy', 'Amy', 'wren')
const ben = librarian('ben', 'Ben', 'hale')
const user = (email: string, isEnabled = true) => ({ username: `id of ${email}`, email, isEnabled })
const speaker = (libraries: readonly string[], domains: readonly string[] = []): Speaker => ({
  ...{ id: 'login', addresses: 'any', speaksFor: { libraries, domains } },
})

describe('somebody of the directory', () => {
  it('is invited if the pool does not know them', () => {
    expect(invitations([amy, ben], [user(ben.email)], [])).toEqual({
      ...{ invite: [amy.email], enable: [], disable: [], elsewhere: [] },
    })
  })

  it('is switched on where they were switched off', () => {
    const back = user(amy.email, false)
    expect(invitations([amy, ben], [back, user(ben.email)], [])).toEqual({
      ...{ invite: [], enable: [back], disable: [], elsewhere: [] },
    })
  })
})

it('somebody who has left the directory is switched off, once', () => {
  const left = user('old@wren.example.org')
  expect(invitations([amy], [user(amy.email), left, user('older@wren.example.org', false)], [])).toEqual({
    ...{ invite: [], enable: [], disable: [left], elsewhere: [] },
  })
})

describe('a librarian for whom another provider speaks', () => {
  it.each([
    ['library', [speaker(['wren'])]],
    ['domain', [speaker([], ['wren.example.org'])]],
    ['library, whatever others there are', [speaker(['owl']), speaker(['wren'])]],
  ])('by their %s, gets no password of the pool', (_by, speakers) => {
    expect(invitations([amy, ben], [], speakers)).toEqual({
      ...{ invite: [ben.email], enable: [], disable: [], elsewhere: [amy] },
    })
  })
})

it('a provider without limits keeps nobody from an invitation', () => {
  expect(invitations([amy], [], [{ id: 'login', addresses: 'any' }])).toMatchObject({ invite: [amy.email] })
})
