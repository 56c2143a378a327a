import { emptyLinesKept, type Line, linesRead } from './lines.ts'

/** How a text was broken into lines (RFC 3676). */
export interface Flow {
  readonly isFlowed: boolean
  readonly deletesSpace: boolean
}

const emptyLines = new RegExp(`\\n{${emptyLinesKept + 2},}`, 'g')

const unflowed: Flow = { isFlowed: false, deletesSpace: false }

/** The lines of a plain text. Flowed lines stay separate, since quotations are found line by line. The rest is joined later. */
export function plainLines(text: string, flow: Flow = unflowed): readonly Line[] {
  // Long runs of line ends are shortened in a single pass.
  const whole = text.replaceAll(/\r\n?/g, '\n').replaceAll(emptyLines, '\n'.repeat(emptyLinesKept + 1))
  const lines = unsigned(whole.toWellFormed().split('\n', linesRead + 1))
  const initials = citingInitials(lines)
  return lines.map(line => (flow.isFlowed ? flowedLine(line, flow) : fixedLine(line, initials)))
}

/** In flowed text a quotation mark is at the very beginning of its line. A space before it shows that it is not one. */
function flowedLine(line: string, { deletesSpace }: Flow): Line {
  const depth = /^>*/.exec(line)?.[0].length ?? 0
  const text = line.slice(depth).replace(/^ /, '')
  const flows = text.endsWith(' ') && text !== '-- '
  return {
    depth,
    ...asPicture(text),
    ...(flows && { flows: deletesSpace ? ('without-space' as const) : ('with-space' as const) }),
  }
}

function fixedLine(line: string, initials: string | undefined): Line {
  const own = initials !== undefined && line.startsWith(initials) ? `>${line.slice(initials.length)}` : line
  const marks = /^(?:[ \t]?>)+/.exec(own)?.[0] ?? ''
  const depth = marks.split('>').length - 1
  return { depth, ...asPicture(depth > 0 ? own.slice(marks.length).replace(/^ /, '') : own) }
}

/** Some programs put initials (`NM> `) or `| ` before every quoted line. A row of a table has several of these bars. */
function citingInitials(lines: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const prefix = /^ ?(?:[\p{L}.-]{1,12}>|\|(?![^|]*\|))/u.exec(line)?.[0]
    if (prefix) counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
  }
  return [...counts].find(([, count]) => count > 2)?.[0]
}

/** The placeholders that Outlook, Gmail, Apple Mail and others write in place of a picture. */
const placeholder =
  /^\s*(?:\[cid:([^\]\s]{1,200})\]|\[(?:inline )?image(?:: ?([^\]]{0,200})| \d{1,3})?\]|<([^<>\s]{1,100}\.(?:png|jpe?g|gif|bmp|webp|heic|tiff?))>)\s*$/i

function asPicture(text: string): Pick<Line, 'text' | 'picture'> {
  const found = placeholder.exec(text)
  return found ? { text: '', picture: found[1] ?? found[2] ?? found[3] ?? '' } : { text }
}

/** Removes the armour of a signature (RFC 9580, 7) and keeps the signed text. */
function unsigned(lines: readonly string[]): readonly string[] {
  const begin = lines.findIndex(line => line.trimEnd() === '-----BEGIN PGP SIGNED MESSAGE-----')
  const signature = lines.findIndex((line, i) => i > begin && line.trimEnd() === '-----BEGIN PGP SIGNATURE-----')
  const end = lines.findIndex((line, i) => i > signature && line.trimEnd() === '-----END PGP SIGNATURE-----')
  if (begin < 0 || signature < 0 || end < 0) return lines
  const blank = lines.findIndex((line, i) => i > begin && line.trim() === '')
  if (blank < 0 || blank > signature) return lines
  const signed = lines.slice(blank + 1, signature).map(line => line.replace(/^- /, ''))
  return [...lines.slice(0, begin), ...signed, ...lines.slice(end + 1)]
}

/** Whether a part of it is encrypted, so that only the owner of the key can read it. */
export function isEncrypted(lines: readonly Line[]): boolean {
  return lines.some(({ depth, text }) => depth === 0 && text.trimEnd() === '-----BEGIN PGP MESSAGE-----')
}
