/** Scripts in which a name may need a mark that joins two letters or keeps them apart: Persian writes it in "Alireza". */
const joinedLetter =
  '[\\p{Script=Arabic}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Malayalam}\\p{Script=Sinhala}]'

/** Invisible characters that belong to what stands before and after them: in such names, and within one emoji. */
const joining = [
  `(?<=${joinedLetter})[\\u200c\\u200d](?=${joinedLetter})`,
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=\\p{Extended_Pictographic})\\ufe0f',
].join('|')

/**
 * Characters that would make a line read otherwise than it is written: controls, line ends of every kind, marks that turn the
 * direction of text, and those that nobody sees.
 */
const deceptive = '[\\p{Cc}\\p{Default_Ignorable_Code_Point}\\u2028\\u2029]'

const kept = new RegExp(`(${joining})|${deceptive}`, 'gu')

/** A name or an address on one line: it can start no line of its own, no header, and turn no other text around. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(kept, '$1').trim()
}

const shown = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\u2800]/u

/** Whether anything of it can be seen: spaces and characters without a picture say nothing. */
export function isVisible(text: string): boolean {
  return shown.test(text)
}

const control = /(?![\t\n\r])\p{Cc}/u

/** Whether it holds what a terminal obeys instead of showing it: every control but tabs and line ends. */
export function holdsControls(text: string): boolean {
  return control.test(text)
}
