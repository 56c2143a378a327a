import { expect, it } from 'vitest'
import { fingerprintsOf } from '../../../lib/practice/other-patrons.ts'
import type { Event } from '../../../lib/session/events.ts'
import { evolveAll } from '../../../lib/session/session.ts'
import type { ServingLibrarian } from '../../../lib/session/state.ts'
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

interface Cast {
  readonly librarian: ServingLibrarian
  readonly library: string
  readonly name: string
  readonly email: string
  /** Other patrons of the same librarian: name and address (R20). */
  readonly otherPatrons: readonly (readonly [string, string])[]
  /** The patron has written the address, too (R27). */
  readonly address?: string
}

const everyday: Cast = {
  librarian: { id: 'rob', name: 'Rob from State College', library: 'state-college' },
  library: 'wren-public-library',
  name: 'Jane Miller',
  email: 'jane.miller@example.org',
  otherPatrons: [
    ['Boris Petrov', 'boris.petrov@example.edu'],
    ['Cleo Adams', 'cleo.adams@example.org'],
  ],
}

const longEmail = 'maria.guadalupe.hernandez-castaneda@students.example-university.edu'
const heaviest: Cast = {
  librarian: {
    id: 'bartholomew.featherstone',
    name: 'Bartholomew from Northumberland County Library',
    library: 'northumberland-county',
  },
  library: 'upper-saint-clair-township',
  name: 'Maria Guadalupe Hernández-Castañeda',
  email: longEmail,
  address: longEmail,
  otherPatrons: [
    ['Konstantinos Papadimitriou', 'konstantinos.papadimitriou@mail.example-college.edu'],
    ['Wilhelmina van der Meer', 'wilhelmina.van.der.meer@example.org'],
  ],
}

const signs = ['asks', 'asks-feedback', 'asks-if-complete', 'resource'] as const

/** A session in which everything happened that leaves a trace, but no transfer is open: all rules at once. */
function served({ librarian, library, name, email, address, otherPatrons }: Cast): readonly Event[] {
  return [
    b.asked({ library, name, email, ...(address && { address }), question: 'x'.repeat(400) }),
    b.patronCame({ connection: 'd0aFvcO5IAMCLdA=' }),
    b.pickedUp({ at: b.start + 11_111, librarian, connection: 'd0aGxeP6oAMCJrQ=' }),
    { type: 'GreetingNudged', at: b.start + 41_111 },
    b.otherPatronsRecorded({ otherPatrons: otherPatrons.flatMap(([name, email]) => fingerprintsOf(name, email)) }),
    b.contactAsked(),
    b.contactVerified({ email }),
  ]
}

/** The item of the step in which this is the newest message, `count` of them in all, 120 bytes long. */
function step(cast: Cast, count: number, by: 'patron' | 'librarian') {
  const at = b.start + 1_234_567
  const text = 'x'.repeat(120)
  const { id, name } = cast.librarian
  const from = { role: 'librarian', id } as const
  const said =
    by === 'patron'
      ? b.patronSaid({ at, n: count, number: count, text })
      : b.librarianSaid({ at, n: count, number: count, text, name, from, signs: ['asks-feedback', 'resource'] })
  const before = evolveAll(sessionAfter(...served(cast)), [
    b.patronSaid({ n: count, number: count - 2, at: at - 7 }),
    b.librarianSaid({ n: count, number: count - 1, at: at - 3, from, signs }),
  ])
  const { id: session, ...state } = evolveAll(before, [said]) ?? {}
  return { session, step: count + 3, events: [said], state, expires: 1_797_789_123 }
}

const messages = [
  [3, 'patron'],
  [3, 'librarian'],
  [300, 'patron'],
  [300, 'librarian'],
] as const

it('what is measured holds all that a session holds with every rule at work', () => {
  expect(step(heaviest, 300, 'librarian').state).toMatchObject({
    patron: { name: heaviest.name, email: longEmail, verified: 'typed-twice', spoke: true },
    librarian: { nudged: true, greetedAt: expect.any(Number), otherPatrons: expect.any(Array) },
    signs,
    contactAsked: true,
  })
})

it.each(messages)(
  'message %i of an everyday session, said by the %s, is one write unit, all rules at work',
  (count, by) => {
    expect(entries(step(everyday, count, by))).toBeLessThanOrEqual(1024)
  },
)

it.each([3, 300])(
  'message %i of the heaviest session is one and a half write units on average of both sides',
  count => {
    const units = (['patron', 'librarian'] as const).map(by => Math.ceil(entries(step(heaviest, count, by)) / 1024))
    expect(units).toEqual([1, 2])
  },
)

it('the 300th message costs what the 3rd costs, but for the digits of its numbers', () => {
  for (const cast of [everyday, heaviest]) {
    const more = entries(step(cast, 300, 'librarian')) - entries(step(cast, 3, 'librarian'))
    expect(more).toBeLessThanOrEqual(8)
  }
})
