import { expect, it } from 'vitest'
import { beginning } from '../../../lib/session/beginning.ts'
import type { Event } from '../../../lib/session/events.ts'
import * as b from './builders.ts'
import { companionsOfLast } from './given.ts'

const pools = ['library:wren', 'cooperative']
const place = { session: b.id, askedAt: b.start, pools }
const joined = [b.asked(), b.patronCame(), b.pickedUp()]
const release = { type: 'Release', librarian: 'rob', session: b.id }
const dequeue = { type: 'Dequeue', ...place }
const byDesk: Event = { type: 'Closed', at: b.pickUpAt, code: 'answered', how: 'by-default' }

it('R4 a question stands in the queue of every pool that it reached', () => {
  const entry = { type: 'Enqueue', ...place, library: 'wren', question: 'Do you have the new almanac?' }
  expect(companionsOfLast(b.asked())).toEqual([entry])
  expect(companionsOfLast(b.asked({ name: 'Jane' }))).toEqual([{ ...entry, name: 'Jane' }])
})

it('R38 the queue holds no address', () => {
  const [entry] = companionsOfLast(b.asked({ email: 'jane@example.org', address: 'jane@example.org' }))
  expect(JSON.stringify(entry)).not.toContain('jane@example.org')
})

it('R5 picking up takes the patron out of the queue and counts for the librarian, in the same step', () => {
  const take = { type: 'Take', librarian: 'rob', session: b.id }
  expect(companionsOfLast(...joined)).toEqual([dequeue, take])
})

it('R5 closing frees the librarian', () => {
  expect(companionsOfLast(...joined, b.closed())).toEqual([release])
  expect(companionsOfLast(...joined, byDesk)).toEqual([release])
})

it('R6 a waiting session that ends leaves the queue and frees nobody', () => {
  expect(companionsOfLast(b.asked(), byDesk)).toEqual([dequeue])
})

it('R29 a follow-up that is owed stands in the list of the library, whoever closed', () => {
  const owe = { type: 'Owe', session: b.id, library: 'wren', at: b.pickUpAt, ...b.owed }
  expect(companionsOfLast(...joined, b.closedOwing())).toEqual([release, owe])
  expect(companionsOfLast(b.asked({ name: 'Jane' }), b.closedOwing())).toEqual([dequeue, { ...owe, name: 'Jane' }])
})

it('R29 that its mail went out is marked there', () => {
  const at = b.pickUpAt + 5
  expect(companionsOfLast(...joined, b.closedOwing(), b.followUpMailed({ at }))).toEqual([
    { type: 'MarkMailed', session: b.id, library: 'wren', at },
  ])
})

it.each([
  b.patronCame(),
  b.patronWentAway(),
  b.patronLeft(),
  b.librarianCame(),
  b.librarianWentAway(),
  b.librarianSaid(),
  b.patronSaid(),
  b.noted(),
  b.contactAsked(),
  b.contactVerified(),
  b.silenceWarned(),
  b.silenceBreached(),
])('$type is written in the session alone', event => {
  expect(companionsOfLast(...joined, event)).toEqual([])
})

it('a list of waiting patrons shows 280 characters of a question, and cuts no character in half', () => {
  expect(beginning('a'.repeat(280))).toBe('a'.repeat(280))
  expect(beginning('a'.repeat(281))).toBe(`${'a'.repeat(279)}…`)
  expect(beginning('🦉'.repeat(281))).toBe(`${'🦉'.repeat(279)}…`)
})
