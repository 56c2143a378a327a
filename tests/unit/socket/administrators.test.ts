import { describe, expect, it } from 'vitest'
import { roles } from '../../../lib/consortium/library.ts'
import { followUpRecords } from '../../../lib/protocol/follow-ups.ts'
import { administeredLibrary, answered, answering } from '../../../lib/socket/route.ts'
import { memoryLog } from '../../memory/outside.ts'
import { at, directoryOf, librarian, library } from '../members.ts'

const { mailbox } = followUpRecords
const people = roles.map(role => librarian(role, role, 'wren', { role }))
const directory = directoryOf([library('wren', 'Wren'), library('hale', 'Hale')], people)

/** The library that an action was about, or why it was refused. */
async function about(administers: 'library' | 'consortium', who: string, named?: string) {
  const routes = answering(
    { mailbox: { ...mailbox, administers } },
    directory,
  )({
    mailbox: async (_frame, caller) => ({
      ...{ type: 'mailbox', library: administeredLibrary(caller), mailbox: 'm@example.org', answersTo: 'from' },
      ...{ because: 'set', acknowledges: false, test: { status: 'untested' } },
    }),
  })
  const identity = { role: 'librarian', library: 'wren', librarian: who } as const
  const frame = JSON.stringify({ action: 'mailbox', ...(named && { library: named }) })
  const reply = await answered(routes, frame, { identity, connection: 'c', at }, memoryLog().log)
  return reply.type === 'refused' ? reply.code : 'library' in reply && reply.library
}

describe('an action for administrators', () => {
  it('about a library is about the one that is named, or one’s own', async () => {
    expect(await about('library', 'library-administrator')).toBe('wren')
    expect(await about('library', 'library-administrator', 'wren')).toBe('wren')
    expect(await about('library', 'library-administrator', 'hale')).toBe('consortium-administrators-only')
    expect(await about('library', 'consortium-administrator', 'hale')).toBe('hale')
    expect(await about('library', 'librarian')).toBe('administrators-only')
  })

  it('about the consortium is for its administrators alone', async () => {
    expect(await about('consortium', 'consortium-administrator')).toBe('wren')
    expect(await about('consortium', 'library-administrator')).toBe('consortium-administrators-only')
    expect(await about('consortium', 'librarian')).toBe('administrators-only')
    expect(await about('consortium', 'nobody')).toBe('unknown-librarian')
  })

  it('never runs for somebody whose role was not looked up', () => {
    const identity = { role: 'librarian', library: 'wren', librarian: 'rob' } as const
    expect(() => administeredLibrary({ identity, connection: 'c', at })).toThrow('past the check of administrators')
  })
})
