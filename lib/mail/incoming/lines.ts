/** One line of a mail, without the marks by which programs show whom it is quoted from. */
export interface Line {
  /** How many quotation marks stand before it, or how many quotations it stands in. */
  readonly depth: number
  readonly text: string
  /** The Content-ID or file name of a picture that stands here; the text is empty then. */
  readonly picture?: string
  /** It goes on in the next line (RFC 3676): with its space, or without. */
  readonly flows?: 'with-space' | 'without-space'
}

/** No letter has more lines, whatever it quotes. */
export const linesRead = 8_000

/** More empty lines than this in a row say no more. */
export const emptyLinesKept = 3

export function isBlank({ text, picture }: Line): boolean {
  return picture === undefined && text.trim() === ''
}

/** A line as a reader sees it. */
function shown({ depth, text }: Line): string {
  return depth > 0 ? `${'>'.repeat(depth)} ${text}` : text
}

/** Joins what only flowed over several lines (RFC 3676, 4.1). */
export function joined(lines: readonly Line[]): string {
  const pieces: string[] = []
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1]
    const goesOn = line.flows && line.text !== '-- ' && next && next.depth === line.depth && !isBlank(next)
    const text = shown(line)
    if (!goesOn) pieces.push(line.flows ? text.trimEnd() : text, '\n')
    else pieces.push(line.flows === 'without-space' ? text.slice(0, -1) : text)
  }
  return pieces.join('')
}
