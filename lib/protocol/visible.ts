/** Scripts in which a name may need a mark that joins two letters or keeps them apart: Persian writes it in "Alireza". */
const joinedLetter =
  '[\\p{Script=Arabic}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Malayalam}\\p{Script=Sinhala}]'

/** Invisible characters that belong to their neighbours, in such names and within one emoji. */
const joining = [
  `(?<=${joinedLetter})[\\u200c\\u200d](?=${joinedLetter})`,
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=\\p{Extended_Pictographic})\\ufe0f',
].join('|')

/**
 * Characters that make a line look different from what it says: controls, line ends of every kind, marks that change the
 * direction of text, and invisible ones.
 */
const deceptive = '[\\p{Cc}\\p{Default_Ignorable_Code_Point}\\u2028\\u2029]'

const kept = new RegExp(`(${joining})|${deceptive}`, 'gu')

/** A name or an address on one line. It cannot start a new line or a header, or change the direction of other text. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(kept, '$1').trim()
}

const shown = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\u2800]/u

/** Whether any of it is visible; spaces and characters without a glyph are not. */
export function isVisible(text: string): boolean {
  return shown.test(text)
}

const control = /(?![\t\n\r])\p{Cc}/u

/** Whether it contains control characters, other than tabs and line ends, that a terminal would obey. */
export function holdsControls(text: string): boolean {
  return control.test(text)
}
