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

/** The lines of somebody's words, whatever ends them. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/u)
}

/** Words with a margin, so that none of their lines can be taken for one of ours. */
export function quoted(text: string): string {
  return linesOf(text)
    .map(line => `    ${line}`)
    .join('\n')
}

/** The first characters of a text, whole ones. */
export function shortened(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
