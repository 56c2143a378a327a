import { beforeEach, describe, expect, it } from 'vitest'
import { changesBetween } from '../../lib/consortium/directory.ts'
import { historyMax } from '../../lib/consortium/history.ts'
import type { SettingsStore } from '../../lib/http/settings-desk.ts'
import { library as aLibrary, librarian } from '../unit/members.ts'

/** What every implementation of the directory has to do for administrators. Ids are unique, so stores may be shared. */
export function settingsContract(name: string, make: () => Promise<SettingsStore>): void {
  let store: SettingsStore
  let id = ''
  let count = 0

  beforeEach(async () => {
    store = await make()
    id = `l${Date.now()}-${count++}`
    await put({ limit: 1 })
  })

  const by = (second: number) => ({
    at: new Date(1_790_000_000_000 + second * 1000).toISOString(),
    by: 'Ada (ada)',
    through: 'browser' as const,
  })
  /** The changes that bring the library and its one person, or the library alone, into the store. */
  const changesTo = async (person: { readonly limit: number } | undefined, greeting = 'Hello.') => {
    const { stored } = await store.read()
    const its = stored.filter(({ entry }) => entry.endsWith(`:${id}`) || entry.includes(`${id}.example.org`))
    const ann = librarian(id, 'Ann', id, person)
    return changesBetween(
      [
        { entry: `library:${id}`, library: aLibrary(id, 'A Library', { greeting }) },
        ...(person
          ? [
              { entry: `librarian:${id}`, librarian: ann },
              { entry: `sign-in:${ann.email}`, librarian: id },
            ]
          : []),
      ],
      its,
    )
  }
  const put = async (person: { readonly limit: number } | undefined, second = 0, greeting?: string) =>
    store.write({ library: id, changes: await changesTo(person, greeting) }, by(second))
  const own = async () => {
    const { libraries, librarians, stored } = await store.read()
    return {
      greeting: libraries.find(each => each.id === id)?.greeting,
      limit: librarians.find(each => each.id === id)?.limit,
      mark: stored.find(({ entry }) => entry === `removed:librarian:${id}`)?.written?.at,
    }
  }
  const subjects = async () => (await store.history(id)).map(({ subject, what }) => `${what} ${subject.split(':')[0]}`)

  describe(`${name}: the directory as administrators change it`, () => {
    it('has what was written, and remembers who did it, the newest first', async () => {
      expect(await own()).toEqual({ greeting: 'Hello.', limit: 1, mark: undefined })
      expect(await put({ limit: 2 }, 1)).toBe('written')
      expect(await own()).toMatchObject({ limit: 2 })
      expect(await subjects()).toEqual(['changed librarian', 'added library', 'added librarian'])
      expect((await store.history(id))[0]).toEqual({
        ...by(1),
        ...{ subject: `librarian:${id}`, what: 'changed', fields: ['limit'] },
      })
    })

    it('writes nothing of what somebody else has changed since it was read, and remembers nothing of it', async () => {
      const changes = await changesTo({ limit: 3 }, 'Late.')
      await put({ limit: 2 }, 1)
      const before = await store.history(id)
      expect(await store.write({ library: id, changes }, by(2))).toBe('changed-meanwhile')
      expect(await own()).toMatchObject({ greeting: 'Hello.', limit: 2 })
      expect(await store.history(id)).toEqual(before)
    })

    it('keeps a mark of somebody who was removed, until they come back', async () => {
      await put(undefined, 1)
      expect(await own()).toEqual({ greeting: 'Hello.', limit: undefined, mark: by(1).at })
      expect((await subjects())[0]).toBe('removed librarian')
      await put({ limit: 2 }, 2)
      expect(await own()).toMatchObject({ limit: 2, mark: undefined })
    })

    it('remembers only so many changes', async () => {
      for (let n = 1; n <= historyMax; n++) await put({ limit: 1 }, n, `Hello ${n}.`)
      const history = await store.history(id)
      expect([history.length, history[0]?.at, history.at(-1)?.at]).toEqual([historyMax, by(historyMax).at, by(1).at])
    })
  })
}
