import { type Store, store } from '../../shared/store.ts'

/** What somebody chose for themselves on this machine. It holds nothing about patrons. */
export interface Choices {
  readonly ground: 'machine' | 'light' | 'dark'
  readonly size: 'usual' | 'large' | 'larger'
  readonly sound: 'bell' | 'wood' | 'none'
  /** What the desk speaks. */
  readonly language: 'browser' | 'en' | 'es' | 'fr'
  readonly notifies: boolean
  /** The pools that they came on duty for last. Empty means all of theirs. */
  readonly pools: readonly string[]
  readonly ownPools: readonly string[]
  /** What the groups of those pools are called, by id. */
  readonly groupNames: Readonly<Record<string, string>>
}

const usual: Choices = {
  ...{ ground: 'machine', size: 'usual', sound: 'bell', language: 'browser', notifies: false },
  ...{ pools: [], ownPools: [], groupNames: {} },
}

const key = 'coopdesk.choices'

function kept(): Choices {
  try {
    const read: Partial<Choices> = JSON.parse(localStorage.getItem(key) ?? '{}')
    const isOneOf = <T extends string>(value: unknown, of: readonly T[]): T | undefined =>
      of.find(each => each === value)
    const textsIn = (value: unknown): readonly string[] =>
      Array.isArray(value) ? value.filter(each => typeof each === 'string') : []
    return {
      ground: isOneOf(read.ground, ['machine', 'light', 'dark']) ?? usual.ground,
      size: isOneOf(read.size, ['usual', 'large', 'larger']) ?? usual.size,
      sound: isOneOf(read.sound, ['bell', 'wood', 'none']) ?? usual.sound,
      language: isOneOf(read.language, ['browser', 'en', 'es', 'fr']) ?? usual.language,
      notifies: read.notifies === true,
      pools: textsIn(read.pools),
      ownPools: textsIn(read.ownPools),
      groupNames: namesIn(read.groupNames),
    }
  } catch {
    return usual
  }
}

function namesIn(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {}
  const entries = Object.entries(value).flatMap(([id, name]) => (typeof name === 'string' ? [[id, name] as const] : []))
  return Object.fromEntries(entries)
}

export const choices: Store<Choices> = store(kept())

choices.on(() => {
  try {
    localStorage.setItem(key, JSON.stringify(choices.get()))
  } catch {
    // A browser may allow no storage. The choice then lasts as long as the page.
  }
})
