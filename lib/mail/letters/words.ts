import { oneLine } from '../../protocol/visible.ts'

/** The lines of somebody's words, whatever ends them. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/u)
}

/** A sentence of ours on one line; a name that ends with a full stop, "Smith & Co.", ends the sentence, too. */
export function sentence(text: string): string {
  return oneLine(text).replace(/(?<!\.)\.\.(?=\s|$)/g, '.')
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
