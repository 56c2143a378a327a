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

/** A message that only puts values in, as most do. Apostrophes and number signs mean something in others. */
const isPlain = /^[^{}'#]*(?:\{\w+\}[^{}'#]*)*$/

/** A library's own words come as ICU messages. What compiles them is loaded only where one counts or chooses. */
async function compiled(own: Readonly<Record<string, string>>): Promise<Messages> {
  const entries = Object.entries(own)
  const plain = entries.filter(([, text]) => isPlain.test(text))
  const others = entries.filter(([, text]) => !isPlain.test(text))
  const messages: Messages = Object.fromEntries(plain.map(([key, text]) => [key, piecesOf(text)]))
  if (others.length === 0) return messages
  const { compileMessageOrThrow } = await import('@lingui/message-utils/compileMessage')
  for (const [key, text] of others) {
    try {
      messages[key] = compileMessageOrThrow(text)
    } catch {
      // The desk's own text is better than a text with braces in it.
    }
  }
  return messages
}

/** A plain message as it is compiled: texts, and names of values. */
function piecesOf(text: string): (string | [name: string])[] {
  return text
    .split(/(\{\w+\})/)
    .filter(piece => piece !== '')
    .map(piece => (piece.startsWith('{') ? [piece.slice(1, -1)] : piece))
}
