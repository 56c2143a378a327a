import { oneLine } from '../../protocol/visible.ts'

/** The lines of a text, for every kind of line end. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/u)
}

/** A sentence of the desk on one line. A name that ends with a full stop, such as "Smith & Co.", also ends the sentence. */
export function sentence(text: string): string {
  return oneLine(text).replace(/(?<!\.)\.\.(?=\s|$)/g, '.')
}

/** Words with a margin, so that none of their lines looks like one of the desk's. */
export function quoted(text: string): string {
  return linesOf(text)
    .map(line => `    ${line}`)
    .join('\n')
}

/** The first characters of a text; none of them is cut in half. */
export function shortened(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
