import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clear, draftFrom, draftOf, isReady } from '../../../web/desk/state/draft.ts'

const briefing = {
  ...{ library: 'Mesa', timeZone: 'America/Phoenix', open: true, greeting: 'Hello.', goodbye: 'Goodbye.' },
  scripts: { mine: [], myLibrary: [], patronsLibrary: [] },
  today: { date: '2026-11-24', time: '09:00', hours: [], facts: [] },
}
const resource = { url: 'library.example.org/almanacs', title: 'Almanacs', path: '', policyPage: false }

/** What the tab keeps. */
function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>()
  return {
    getItem: key => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: key => void items.delete(key),
  }
}

describe('what a librarian has begun to write', () => {
  beforeEach(() => void vi.stubGlobal('sessionStorage', storage()))
  afterEach(() => void vi.unstubAllGlobals())

  it('comes back as a note for staff if it was one, and never as a message to the patron', () => {
    draftOf('jane', briefing, true).set({ kind: 'note', text: 'She is upset.' })
    expect(draftOf('jane', briefing, true).get()).toMatchObject({ kind: 'note', text: 'She is upset.' })
    draftOf('jane', briefing, true).set({ kind: 'statement', text: 'business*' })
    expect(draftOf('jane', briefing, true).get()).toMatchObject({ kind: 'statement', text: 'business*' })
    expect(draftOf('bo', briefing, true).get()).toMatchObject({ kind: 'text', text: '' })
  })

  it('is what the desk refused softly, with its kind and its parts', () => {
    const almanacs = { title: 'Almanacs', url: 'https://library.example.org/almanacs' }
    const words = draftFrom({ action: 'say', session: 'jane', kind: 'resource', text: 'Table 3.', resource: almanacs })
    expect(words).toMatchObject({ kind: 'resource', text: 'Table 3.', resource: { ...almanacs, policyPage: false } })
    const script = draftFrom({ action: 'say', session: 'jane', text: 'Hello.', script: 'greeting' })
    expect(script).toMatchObject({ kind: 'text', script: { id: 'greeting', text: 'Hello.' } })
  })

  it('is not kept from another release, if it cannot be read', () => {
    sessionStorage.setItem('coopdesk.draft.jane', 'Hello Jane')
    expect(draftOf('jane', briefing, true).get()).toMatchObject({ kind: 'text', text: '' })
  })

  it('comes back with every part of a resource', () => {
    draftOf('jane', briefing, true).set({ kind: 'resource', resource })
    expect(draftOf('jane', briefing, true).get()).toMatchObject({ kind: 'resource', resource })
  })

  it('is gone once it is sent, and the search for a script is not kept', () => {
    const draft = draftOf('jane', briefing, true)
    draft.set({ text: 'One moment.' })
    clear(draft)
    expect(draftOf('jane', briefing, true).get().text).toBe('')
    draft.set({ text: '/still' })
    expect(draftOf('jane', briefing, true).get().text).toBe('')
  })

  it('is the greeting for a patron who has not been greeted, unless something else was begun', () => {
    expect(draftOf('jane', briefing, false).get()).toMatchObject({ text: 'Hello.', script: { id: 'greeting' } })
    draftOf('jane', briefing, false).set({ text: 'Good evening.' })
    expect(draftOf('jane', briefing, false).get().text).toBe('Good evening.')
  })

  it('goes out as a resource with a web address alone, which may lack how it begins', () => {
    const draft = draftOf('jane', briefing, true)
    const isReadyWith = (url: string) => {
      draft.set({ kind: 'resource', resource: { ...resource, url } })
      return isReady(draft.get())
    }
    expect(['', 'library.example.org/a', 'http://library.example.org'].map(isReadyWith)).toEqual([true, true, true])
    for (const no of ['see the shelves', 'javascript:alert(1)', 'ftp://library.example.org'])
      expect(isReadyWith(no), no).toBe(false)
  })
})
