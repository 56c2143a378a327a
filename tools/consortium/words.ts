import { memberWords } from './member-words.ts'
import { settingWords } from './setting-words.ts'

/** What the schema does not say of a key. */
export interface Words {
  readonly means: string
  /** What the key might hold; none for a key that holds keys of its own, or a list of such. */
  readonly example?: unknown
  /** What happens without the key, where that is not one fixed value. */
  readonly otherwise?: string
}

/** By the name under which a key is explained. */
export const words: Readonly<Record<string, Words>> = { ...settingWords, ...memberWords }

/** The name under which a key is explained: what stands in two places is explained once. */
export function explainedAs(path: string): string {
  return path.replace(/^.*?(?:\.|\[\]\.)(?=(?:timing|follow-ups)\.|scripts\[\]\.)/, '')
}
