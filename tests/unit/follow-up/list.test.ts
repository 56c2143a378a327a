import { describe, expect, it } from 'vitest'
import {
  entryOf,
  type FollowUpEntry,
  librarianOwner,
  libraryOwner,
  ownersOf,
  sentOnOf,
  sentOnOwner,
  steppedBackOwner,
} from '../../../lib/follow-up/list.ts'
import { type FollowUp, isOver, type MailKind, recipientOf } from '../../../lib/follow-up/state.ts'

const since = 1_790_000_000_000
const whose = { session: 's-1', library: 'wren' }
const owed: FollowUp = {
  owner: 'library',
  email: 'jane@example.org',
  verified: 'typed-twice',
  deadline: '2026-10-01',
  status: 'new',
  since,
}
const entry: FollowUpEntry = { ...whose, owner: 'library', status: 'new', deadline: '2026-10-01', since }
const amy = { librarian: 'amy', name: 'Amy', library: 'wren', via: 'desk' } as const

describe('R29 the list of what is owed', () => {
  it('holds a follow-up while it is owed, and not once it is answered or done', () => {
    expect(entryOf(whose, owed)).toEqual(entry)
    expect(entryOf(whose, { ...owed, status: 'taken' })).toEqual({ ...entry, status: 'taken' })
    for (const status of ['answered', 'done'] as const) expect(entryOf(whose, { ...owed, status })).toBeUndefined()
    expect(entryOf(whose, undefined)).toBeUndefined()
  })

  it('says the patron’s name, who has taken it, whom mail does not reach, and how many answers wait', () => {
    const more = { takenBy: amy, undeliverable: 'patron', held: [2, 5] } as const
    const shown = { name: 'Jane', takenBy: 'Amy', undeliverable: 'patron', held: 2 }
    expect(entryOf({ ...whose, name: 'Jane' }, { ...owed, ...more })).toEqual({ ...entry, ...shown })
    expect(entryOf(whose, { ...owed, held: [] })).toEqual(entry)
  })

  it('is the library’s own, and the librarian’s as well who owes it', () => {
    expect(ownersOf(entry)).toEqual([libraryOwner('wren')])
    expect(ownersOf({ ...entry, owner: 'rob' })).toEqual([libraryOwner('wren'), librarianOwner('rob')])
  })

  it('is a list of its own for each library, each librarian, what each has sent on, and what was stepped back from', () => {
    const each = [libraryOwner, librarianOwner, sentOnOwner, steppedBackOwner]
    const lists = ['wren', 'rob'].flatMap(id => each.map(of => of(id)))
    expect(new Set(lists).size).toBe(8)
    for (const list of lists) expect(list).toMatch(/^[a-z-]+:(wren|rob)$/)
  })
})

describe('R43 the list of what a librarian has sent on', () => {
  it('holds what somebody sent on, with what became of it', () => {
    const { owner: _library, ...listed } = entry
    expect(sentOnOf(whose, { ...owed, sentOnBy: 'rob' })).toStrictEqual({ by: 'rob', entry: listed })
    const ended = { status: 'answered', endedAt: since + 9 } as const
    expect(sentOnOf(whose, { ...owed, ...ended, sentOnBy: 'rob' })).toStrictEqual({
      by: 'rob',
      entry: { ...listed, ...ended },
    })
  })

  it('holds nothing that nobody sent on', () => {
    expect(sentOnOf(whose, owed)).toBeUndefined()
    expect(sentOnOf(whose, undefined)).toBeUndefined()
  })
})

describe('whom a mail is for', () => {
  const rule: readonly (readonly [MailKind, string, string])[] = [
    ['follow-up', 'library', 'owner'],
    ['reminder', 'library', 'owner'],
    ['unreachable', 'library', 'owner'],
    ['held', 'library', 'owner'],
    ['overdue', 'library', 'library'],
    ['handed-over', 'library', 'library'],
    ['transcript-returned', 'library', 'library'],
    ['escalation', 'escalation', 'escalation'],
    ['undeliverable', 'escalation', 'escalation'],
    ['answer', 'patron', 'patron'],
    ['transcript', 'patron', 'patron'],
    ['receipt', 'patron', 'patron'],
    ['policy-report', 'library', 'library'],
    ['policy-report-returned', 'escalation', 'escalation'],
  ]

  it.each(rule)(
    '"%s": the %s where the library owes the answer, the %s where a librarian does',
    (kind, ofLibrary, of) => {
      expect(recipientOf(kind, owed)).toBe(ofLibrary)
      expect(recipientOf(kind, { ...owed, owner: 'rob' })).toBe(of)
      expect(recipientOf(kind, undefined)).toBe(of)
    },
  )

  it('nothing is owed any more of what is answered or done', () => {
    expect((['new', 'taken', 'answered', 'done'] as const).map(status => isOver({ ...owed, status }))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })
})
