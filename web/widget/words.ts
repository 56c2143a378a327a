import type { Messages } from '@lingui/core'
import { type Says, wording } from '../shared/wording.ts'

/** The languages that the desk itself speaks. */
const spoken: Readonly<Record<string, () => Promise<{ readonly default: Messages }>>> = {
  en: () => import('../shared/words/en.json', { with: { type: 'json' } }),
  es: () => import('../shared/words/es.json', { with: { type: 'json' } }),
  fr: () => import('../shared/words/fr.json', { with: { type: 'json' } }),
}

/** The desk's words in a language, with the library's own in front of them. */
export async function wordsIn(language: string, own: Readonly<Record<string, string>>): Promise<Says> {
  const [base = 'en'] = language.split('-')
  const known = await (spoken[base] ?? spoken.en)?.()
  return wording(language, { ...known?.default, ...(await compiled(own)) })
}

/** A library's own words come as ICU messages. What compiles them is loaded only where there are any. */
async function compiled(own: Readonly<Record<string, string>>): Promise<Messages> {
  if (Object.keys(own).length === 0) return {}
  const { compileMessageOrThrow } = await import('@lingui/message-utils/compileMessage')
  return Object.fromEntries(
    Object.entries(own).flatMap(([key, text]) => {
      try {
        return [[key, compileMessageOrThrow(text)]]
      } catch {
        // The desk's own text is better than a text with braces in it.
        return []
      }
    }),
  )
}
