import { type Messages, setupI18n } from '@lingui/core'
import { isRightToLeft } from './language.ts'

/** The text of a key in the reader's language; the key itself if there is none. */
export type Says = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** Stand for people's words while a message is put together. */
const marks = 0xe000

const writtenRightToLeft = /[\u0590-\u08ff\ufb1d-\ufefc]/

/**
 * Texts in a language. Names and addresses are put in afterwards: ICU would read a backslash in them as an escape. Those that are
 * written in the other direction are kept apart, so that they do not turn the sentence round.
 */
export function wording(language: string, messages: Messages): Says {
  const i18n = setupI18n({ locale: language, messages: { [language]: messages } })
  const isolated = (text: string) =>
    writtenRightToLeft.test(text) === isRightToLeft(language) ? text : `\u2068${text}\u2069`
  return (key, values = {}) => {
    if (messages[key] === undefined) return key
    const texts: string[] = []
    const marked = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? String.fromCharCode(marks - 1 + texts.push(value)) : value,
    ])
    return i18n
      ._(key, Object.fromEntries(marked))
      .replace(/([\ue000-\ue00f])(\.?)/g, (_all, mark: string, stop: string) => {
        const text = texts[mark.charCodeAt(0) - marks] ?? mark
        // What ends with a full stop, "Jane D." or "9:00 a. m.", ends the sentence, too.
        return isolated(text) + (text.endsWith('.') ? '' : stop)
      })
  }
}
