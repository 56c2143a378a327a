import type { Settings } from '../../../client/settings.ts'

/** A key of the consortium file with what stood there before and what stands there now. */
export interface Difference {
  /** The person whose key it is. @default - it is the library’s */
  readonly person?: string
  readonly key: string
  readonly was: string
  readonly now: string
}

/** Longer values are cut, characters. */
const shownMax = 240

/** What has changed between two states of the settings, key by key, for people to read. */
export function differencesBetween(before: Settings, after: Settings): readonly Difference[] {
  const byId = (settings: Settings) => new Map(settings.people.map(({ person }) => [String(person.id), person]))
  const [were, are] = [byId(before), byId(after)]
  const ofPeople = [...new Set([...were.keys(), ...are.keys()])].flatMap(id =>
    keysThatDiffer(were.get(id) ?? {}, are.get(id) ?? {}).map(each => ({
      ...each,
      person: String(are.get(id)?.name ?? were.get(id)?.name ?? id),
    })),
  )
  return [...keysThatDiffer(before.settings, after.settings), ...ofPeople]
}

type Keys = Readonly<Record<string, unknown>>

function keysThatDiffer(before: Keys, after: Keys): readonly Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map(key => ({ key, was: inWords(before[key]), now: inWords(after[key]) }))
}

/** A value as one line: lists with commas, keys before their values. */
function inWords(value: unknown): string {
  const whole = written(value)
  return whole.length > shownMax ? `${whole.slice(0, shownMax)} …` : whole
}

function written(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(written).join(', ')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, inside]) => `${key}: ${written(inside)}`)
      .join('; ')
  return String(value)
}
