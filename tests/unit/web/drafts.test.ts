import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { begunIn, clear, draftFrom, draftOf } from '../../../web/desk/state/draft.ts'

/** What a tab keeps. */
function storage() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

describe('what a librarian has begun to write', () => {
  let tab: ReturnType<typeof storage>
  beforeEach(() => {
    tab = storage()
    vi.stubGlobal('sessionStorage', tab)
  })
  afterEach(() => void vi.unstubAllGlobals())

  const back = (session: string) => draftOf(session, undefined, true).get()

  it('comes back as what it was: a note for staff never as a message to the patron', () => {
    draftOf('one', undefined, true).set({ kind: 'note', text: 'She is upset.' })
    expect(back('one')).toMatchObject({ kind: 'note', text: 'She is upset.' })
    draftOf('one', undefined, true).set({ kind: 'statement', text: 'business*' })
    expect(back('one')).toMatchObject({ kind: 'statement', text: 'business*' })
  })

  it('comes back with the parts of a resource, even if it has no words yet', () => {
    const resource = { url: 'https://a.example/', title: 'Census', path: '', policyPage: false }
    draftOf('one', undefined, true).set({ kind: 'resource', resource })
    expect(back('one')).toMatchObject({ kind: 'resource', text: '', resource })
  })

  it('belongs to its session, and is gone when it has gone out', () => {
    const draft = draftOf('one', undefined, true)
    draft.set({ text: 'Hello Jane' })
    expect(back('two').text).toBe('')
    clear(draft)
    expect(begunIn('one')).toBeUndefined()
    expect(tab.kept.size).toBe(0)
  })

  it('is not what somebody looks for a script by', () => {
    draftOf('one', undefined, true).set({ text: '/greet' })
    expect(begunIn('one')).toBeUndefined()
  })

  it('is whatever the desk refused softly, with its kind and its parts', () => {
    const resource = { title: 'Census', url: 'https://a.example/' }
    const words = draftFrom({ action: 'say', session: 'one', kind: 'resource', text: 'Table 3.', resource })
    expect(words).toMatchObject({ kind: 'resource', text: 'Table 3.', resource: { ...resource, policyPage: false } })
    const script = draftFrom({ action: 'say', session: 'one', text: 'Hello.', script: 'greeting' })
    expect(script).toMatchObject({ kind: 'text', script: { id: 'greeting', text: 'Hello.' } })
  })

  it('is not kept from another time, if it cannot be read', () => {
    tab.kept.set('coopdesk.draft.one', 'Hello Jane')
    expect(back('one')).toMatchObject({ kind: 'text', text: '' })
  })
})
