import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../lib/protocol/frames-out.ts'
import { colleagues } from '../../../terminal/colleagues.ts'

const here: Reply = {
  type: 'who-is-here',
  people: [
    { librarian: 'ann', name: 'Ann', library: 'wren', pools: ['library:wren', 'group:lakes'], sessions: 1, limit: 3 },
    {
      librarian: 'bob',
      name: 'Bob at Hale',
      library: 'hale',
      pools: ['cooperative'],
      sessions: 0,
      limit: 2,
      asleep: true,
    },
    { librarian: 'eve', name: 'Eve', library: 'hale', pools: ['library:hale'], sessions: 0, limit: 2, away: true },
  ],
  names: {
    libraries: [
      { id: 'wren', name: 'Wren Library' },
      { id: 'hale', name: 'Hale Library' },
    ],
    groups: [{ id: 'lakes', name: 'The lakes' }],
  },
}

function listing() {
  const shown: string[] = []
  const screen = {
    live: false,
    show: (text: string) => void shown.push(text),
    prompt: () => {},
    onTyping: () => {},
    lines: async () => {},
    close: () => {},
  }
  return { shown, people: colleagues({ id: 'bob', send: async () => here }, screen) }
}

describe('those on duty, in a terminal', () => {
  it('R41 are listed with their library, how busy they are, and their other pools', async () => {
    const { shown, people } = listing()
    await people.list()
    expect(shown).toEqual([
      '1  Ann (Wren Library) · 1 of 3 · The lakes',
      '2  you: Bob at Hale · 0 of 2 · cooperative · asleep',
      '3  Eve (Hale Library) · 0 of 2 · away, and perhaps back in a minute',
    ])
  })

  it('R41 are meant by their number in the list, and everything else means itself', async () => {
    const { shown, people } = listing()
    await people.list()
    expect(people.meant('1')).toBe('ann')
    expect(people.meant('rob')).toBe('rob')
    expect(people.meant('group:lakes')).toBe('group:lakes')
    expect(people.meant('4')).toBeUndefined()
    expect(shown.at(-1)).toBe('Nobody has this number; see /people.')
  })
})
