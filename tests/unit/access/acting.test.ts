import { describe, expect, it } from 'vitest'
import { ownerActor } from '../../../lib/access/acting.ts'
import { directoryOf, librarian, library } from '../members.ts'
import * as b from '../session/builders.ts'
import { sessionAfter } from '../session/given.ts'

const directory = directoryOf([library('wren', 'Wren Library')], [librarian('rob', 'Rob', 'wren')])
const served = [b.asked(), b.patronCame(), b.pickedUp(), b.contactVerified(), b.closedOwing()] as const
const unserved = [b.asked(), { type: 'Closed', at: b.pickUpAt, code: 'answered', how: 'by-default' }] as const
const owner = (past: typeof served | typeof unserved, who: 'library' | 'librarian', known = directory) => {
  const session = sessionAfter(...past)
  if (session.status !== 'closed') throw new Error('The conversation is not over.')
  return ownerActor(known, session, { session: session.id, owner: who }, 'mail')
}

describe('R29 who acts by a token', () => {
  it('is the patron’s library as a whole, or the librarian who served last', async () => {
    expect(await owner(served, 'library')).toStrictEqual({ name: 'Wren Library', library: 'wren', via: 'mail' })
    expect(await owner(served, 'librarian')).toStrictEqual({
      ...{ librarian: 'rob', name: 'Rob', library: 'wren', via: 'mail' },
    })
  })

  it('is nobody where nobody served, or where they are not of the consortium any more', async () => {
    expect(await owner(unserved, 'librarian')).toBeUndefined()
    const nobody = directoryOf([])
    expect(await owner(served, 'library', nobody)).toBeUndefined()
    expect(await owner(served, 'librarian', nobody)).toBeUndefined()
  })
})
