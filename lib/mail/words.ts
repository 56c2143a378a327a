/**
 * Characters that would make a line read otherwise than it is written: controls, line ends of every kind, marks that turn the
 * direction of text, and those without a width.
 */
const deceptive = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/gu

/** A name or an address on one line: it can start no line of its own, no header, and turn no other text around. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(deceptive, '').trim()
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
