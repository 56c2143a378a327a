import { expect, it } from 'vitest'
import type { Event } from '../../../lib/session/events.ts'
import { evolveAll } from '../../../lib/session/session.ts'
import * as b from './builders.ts'
import { sessionAfter } from './given.ts'

/**
 * A step is written with every message, and DynamoDB bills a write per KB begun: 1024 bytes are one unit, 1025 are two.
 * Counted as it counts (Developer Guide, "DynamoDB item sizes and formats"): names and texts are their UTF-8, a number is
 * a byte per two digits and one more, a list or map is 3 bytes and one more per entry, true and false are one byte.
 */
function bytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).replace(/0+$/, '').length / 2) + 1
  if (Array.isArray(value)) return value.reduce((sum: number, entry: unknown) => sum + 1 + bytes(entry), 3)
  if (typeof value === 'object' && value !== null) return entries(value) + 3 + Object.keys(value).length
  return 1
}

function entries(value: object): number {
  return Object.entries(value).reduce((sum, [name, entry]) => sum + Buffer.byteLength(name) + bytes(entry), 0)
}

const bartholomew = {
  id: 'bartholomew.featherstone',
  name: 'Bartholomew from Northumberland County Library',
  library: 'northumberland-county',
}
const joined: readonly Event[] = [
  b.asked({
    library: 'upper-saint-clair-township',
    pools: ['library:upper-saint-clair-township', 'group:western-pennsylvania', 'cooperative'],
    name: 'Maria Guadalupe Hernández-Castañeda',
    email: 'maria.guadalupe.hernandez-castaneda@students.example-university.edu',
  }),
  b.patronCame({ connection: 'd0aFvcO5IAMCLdA=' }),
  b.pickedUp({ librarian: bartholomew, connection: 'd0aGxeP6oAMCJrQ=' }),
  b.patronSaid({ at: b.start + 12_345 }),
]

/** The item of the step in which this is the newest message, `count` of them in all, 120 bytes long. */
function step(count: number, from: 'patron' | 'librarian') {
  const said =
    from === 'patron'
      ? b.patronSaid({ n: count, number: count })
      : b.librarianSaid({
          n: count,
          number: count,
          name: bartholomew.name,
          from: { role: 'librarian', id: bartholomew.id },
        })
  const event = { ...said, at: b.start + 1_234_567, text: 'x'.repeat(120) }
  const before = evolveAll(sessionAfter(...joined), [
    b.patronSaid({ n: count, number: count - 2, at: event.at - 7, text: 'x' }),
    b.librarianSaid({ n: count, number: count - 1, at: event.at - 3, from: { role: 'librarian', id: bartholomew.id } }),
  ])
  const state = evolveAll(before, [event])
  return { session: b.id, step: count + 3, events: [event], state, expires: 1_797_789_123 }
}

it.each([
  [3, 'patron'],
  [3, 'librarian'],
  [300, 'patron'],
  [300, 'librarian'],
] as const)('message %i of a session, said by the %s, is one write unit', (count, from) => {
  expect(entries(step(count, from))).toBeLessThanOrEqual(1024)
})

it('the 300th message costs what the 3rd costs, but for the digits of its numbers', () => {
  expect(entries(step(300, 'librarian')) - entries(step(3, 'librarian'))).toBeLessThanOrEqual(8)
})
