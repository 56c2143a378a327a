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

const emptyLines = new RegExp(`\\n{${emptyLinesKept + 2},}`, 'g')

/** The lines of a text, few more than are read, with any kind of line end. Long runs of empty lines are shortened first. */
export function splitInLines(text: string): readonly string[] {
  const whole = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
  const kept = whole.includes(tooManyEmpty) ? whole.replaceAll(emptyLines, tooManyEmpty.slice(1)) : whole
  return kept.toWellFormed().split('\n', linesRead + 2)
}

const tooManyEmpty = '\n'.repeat(emptyLinesKept + 2)

export function isBlank({ text, picture }: Line): boolean {
  return picture === undefined && text.trim() === ''
}

/** A line as a reader sees it. */
function shown({ depth, text }: Line): string {
  return depth > 0 ? `${'>'.repeat(depth)} ${text}` : text
}

/** Joins lines that were wrapped only by format=flowed (RFC 3676, 4.1), until there are enough characters. */
export function joined(lines: readonly Line[], enough = Number.POSITIVE_INFINITY): string {
  const pieces: string[] = []
  let length = 0
  for (const [i, line] of lines.entries()) {
    if (length > enough) break
    length += line.text.length + 1
    const next = lines[i + 1]
    const goesOn = line.flows && line.text !== '-- ' && next && next.depth === line.depth && !isBlank(next)
    const text = shown(line)
    if (!goesOn) pieces.push(line.flows ? text.trimEnd() : text, '\n')
    else pieces.push(line.flows === 'without-space' ? text.slice(0, -1) : text)
  }
  return pieces.join('')
}
