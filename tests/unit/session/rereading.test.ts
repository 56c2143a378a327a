import { expect, it } from 'vitest'
import { mayReread } from '../../../lib/session/rereading.ts'
import type { ClosedSession } from '../../../lib/session/state.ts'
import * as b from './builders.ts'
import { sessionAfter } from './given.ts'

const day = 86_400_000
const closedAt = 1_000_000
const owes = { owner: b.rob.id, email: 'jane@example.org', verified: 'typed-twice', deadline: 'none' } as const

function over(followUp?: Partial<NonNullable<ClosedSession['followUp']>>): ClosedSession {
  const session = sessionAfter(b.asked(), b.pickedUp(), b.closed({ at: closedAt }))
  if (session.status !== 'closed') throw new Error('It is closed.')
  return { ...session, ...(followUp && { followUp: { ...owes, status: 'new', since: closedAt, ...followUp } }) }
}

const may = (session: ClosedSession, at: number, who = b.rob.id) => mayReread(session, who, { days: 7, at })

it('R38 a session that they served can be read again by a librarian for some days, and not after', () => {
  expect(may(over(), closedAt)).toBe(true)
  expect(may(over(), closedAt + 7 * day - 1)).toBe(true)
  expect(may(over(), closedAt + 7 * day)).toBe(false)
  expect(mayReread(over(), b.rob.id, { days: 1, at: closedAt + day })).toBe(false)
})

it('R30 whoever owes the answer reads it as long as they do, and for some days after they gave it', () => {
  const late = closedAt + 60 * day
  expect(may(over({ status: 'new' }), late)).toBe(true)
  expect(may(over({ status: 'taken' }), late)).toBe(true)
  const answered = over({ status: 'answered', endedAt: late })
  expect(may(answered, late + 7 * day - 1)).toBe(true)
  expect(may(answered, late + 7 * day)).toBe(false)
  expect(may(answered, late, 'amy')).toBe(false)
})

it('R31 as long as an answer waits for their word they may read what it answers', () => {
  const late = closedAt + 60 * day
  expect(may(over({ status: 'answered', endedAt: closedAt, held: [2] }), late)).toBe(true)
  expect(may(over({ status: 'answered', endedAt: closedAt, held: [] }), late)).toBe(false)
})

it('R38 what somebody else owes or answers gives whoever served no more time', () => {
  const late = closedAt + 60 * day
  expect(may(over({ owner: 'library' }), late)).toBe(false)
  expect(may(over({ owner: 'library', status: 'answered', endedAt: late, held: [1] }), late)).toBe(false)
  expect(may(over({ owner: 'amy' }), late)).toBe(false)
})
