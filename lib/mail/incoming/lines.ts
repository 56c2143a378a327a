/** One line of a mail, without the quotation marks that programs put before it. */
export interface Line {
  /** The number of quotation marks before it, or of quotations around it. */
  readonly depth: number
  readonly text: string
  /** The Content-ID or file name of a picture at this place. The text is then empty. */
  readonly picture?: string
  /** It continues in the next line (RFC 3676), with or without its trailing space. */
  readonly flows?: 'with-space' | 'without-space'
}

/** No letter has more lines, whatever it quotes. */
export const linesRead = 8_000

/** The most empty lines in a row that are kept. */
export const emptyLinesKept = 3

export function isBlank({ text, picture }: Line): boolean {
  return picture === undefined && text.trim() === ''
}

/** A line as a reader sees it. */
function shown({ depth, text }: Line): string {
  return depth > 0 ? `${'>'.repeat(depth)} ${text}` : text
}

/** Joins lines that were wrapped only by format=flowed (RFC 3676, 4.1). */
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
