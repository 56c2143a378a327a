import { memberWords } from './member-words.ts'
import { pageWords } from './page-words.ts'
import { settingWords } from './setting-words.ts'
import { signInWords } from './sign-in-words.ts'
import type { Words } from './words-shape.ts'

/** By the name under which a key is explained. */
export const words: Readonly<Record<string, Words>> = { ...settingWords, ...signInWords, ...memberWords, ...pageWords }

/** The name under which a key is explained. A key that occurs in two places is explained once. */
export function explainedAs(path: string): string {
  return path.replace(
    /^.*?(?:\.|\[\]\.)(?=(?:timing|follow-ups|question-limits|speaks-for|second-factor)\.|scripts\[\]\.)/,
    '',
  )
}
