import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { draftOf } from '../../../web/desk/state/draft.ts'
import { sessionBook } from '../../../web/desk/state/sessions.ts'
import { beginning, type Say, type Shift } from '../../../web/desk/state/shift.ts'
import { talksOf } from '../../../web/desk/state/talks.ts'
import { store } from '../../../web/shared/store.ts'

const refused: Say = { action: 'say', session: 'jane', text: 'Bo owes six dollars.' }
const almanacs = { url: 'https://library.example.org/almanacs', title: 'Almanacs', path: '', policyPage: false }

/** Somebody who serves Jane, and whose words the desk has just refused softly. It acknowledges nothing that they send now. */
function stoppedWithJane() {
  const shift = store<Shift>(beginning({ id: 'rob', name: 'Rob', role: 'librarian' }))
  const book = sessionBook(shift)
  const standing = {
    session: 'jane',
    library: 'mesa',
    status: 'active',
    askedAt: 0,
    last: 0,
    n: 0,
    more: false,
  } as const
  book.found({ ...standing, patron: { here: true }, messages: [] }, 0)
  book.change('jane', () => ({ stopped: { frame: refused, code: 'other-patron', reason: 'Another patron.' } }))
  const client = {
    ...{ now: () => 0, transcript: () => [], earlierThan: () => undefined, earlier: async () => undefined },
    send: () => new Promise<never>(() => {}),
  }
  const talks = talksOf({ shift, book, client, told: () => undefined, notice: () => undefined })
  return { talks, book, jane: () => shift.get().sessions.jane }
}

describe('words that the desk refused softly', () => {
  beforeEach(() => {
    const items = new Map<string, string>()
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    })
  })
  afterEach(() => void vi.unstubAllGlobals())

  it('stay to be decided on while the librarian writes a note, and go with other words to the patron', () => {
    const { talks, jane } = stoppedWithJane()
    talks.note('jane', 'She asks for her son.')
    expect(jane()?.stopped?.frame).toEqual(refused)
    talks.say({ session: 'jane', text: 'One moment.' })
    expect(jane()?.stopped).toBeUndefined()
  })

  it('are shown when the session goes to somebody else, with all that was begun in it', () => {
    const { book, jane } = stoppedWithJane()
    draftOf('jane', undefined, true).set({ kind: 'resource', resource: almanacs })
    book.gone('jane', { key: 'gone.ended' })
    expect(jane()?.begun).toBe('Bo owes six dollars.\nAlmanacs\nhttps://library.example.org/almanacs')
  })
})
