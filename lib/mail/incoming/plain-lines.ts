import { type Line, linesRead, splitInLines } from './lines.ts'

/** How a text was broken into lines (RFC 3676). */
export interface Flow {
  readonly isFlowed: boolean
  readonly deletesSpace: boolean
}

const unflowed: Flow = { isFlowed: false, deletesSpace: false }

/** The lines of a plain text. Flowed lines stay separate, since quotations are found line by line. The rest is joined later. */
export function plainLines(text: string, flow: Flow = unflowed): readonly Line[] {
  const lines = unsigned(splitInLines(text).slice(0, linesRead + 1))
  const initials = citingInitials(lines)
  return lines.map(line => (flow.isFlowed ? flowedLine(line, flow) : fixedLine(line, initials)))
}

/** In flowed text a quotation mark is at the very beginning of its line. A space before it shows that it is not one. */
function flowedLine(line: string, { deletesSpace }: Flow): Line {
  const depth = /^>*/.exec(line)?.[0].length ?? 0
  const text = line.slice(depth).replace(/^ /, '')
  const flows = text.endsWith(' ') && text !== '-- '
  const read = asLine(depth, text)
  return flows ? { ...read, flows: deletesSpace ? 'without-space' : 'with-space' } : read
}

/** There may be one space before each mark, and one behind the last. It is read by character, since every line comes here. */
function fixedLine(line: string, initials: string | undefined): Line {
  const own = initials !== undefined && line.startsWith(initials) ? `>${line.slice(initials.length)}` : line
  let depth = 0
  let from = 0
  for (let at = markAt(own, 0); at >= 0; at = markAt(own, from)) {
    depth++
    from = at + 1
  }
  return asLine(depth, from === 0 ? own : own.slice(own[from] === ' ' ? from + 1 : from))
}

/** Where the quotation mark at this place of a line is, or -1. */
function markAt(line: string, from: number): number {
  if (line[from] === '>') return from
  return (line[from] === ' ' || line[from] === '\t') && line[from + 1] === '>' ? from + 1 : -1
}

/** Some programs put initials (`NM> `) or `| ` before every quoted line. A row of a table has several of these bars. */
function citingInitials(lines: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const line of lines) {
    if (!mayCite.test(line)) continue
    const prefix = /^ ?(?:[\p{L}.-]{1,12}>|\|(?![^|]*\|))/u.exec(line)?.[0]
    if (prefix) counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
  }
  return [...counts].find(([, count]) => count > 2)?.[0]
}

/** It rules out nearly every line at once. */
const mayCite = /^.{0,13}>|^ ?\|/

/** The placeholders that Outlook, Gmail, Apple Mail and others write in place of a picture. */
const placeholder =
  /^\s*(?:\[cid:([^\]\s]{1,200})\]|\[(?:inline )?image(?:: ?([^\]]{0,200})| \d{1,3})?\]|<([^<>\s]{1,100}\.(?:png|jpe?g|gif|bmp|webp|heic|tiff?))>)\s*$/i

const mayBePlaceholder = /^\s*[[<]/

function asLine(depth: number, text: string): Line {
  const found = mayBePlaceholder.test(text) ? placeholder.exec(text) : null
  return found ? { depth, text: '', picture: found[1] ?? found[2] ?? found[3] ?? '' } : { depth, text }
}

/** Removes the armour of a signature (RFC 9580, 7) and keeps the signed text. */
function unsigned(lines: readonly string[]): readonly string[] {
  const begin = lines.findIndex(line => isArmour(line, '-----BEGIN PGP SIGNED MESSAGE-----'))
  if (begin < 0) return lines
  const signature = lines.findIndex((line, i) => i > begin && isArmour(line, '-----BEGIN PGP SIGNATURE-----'))
  const end = lines.findIndex((line, i) => i > signature && isArmour(line, '-----END PGP SIGNATURE-----'))
  if (signature < 0 || end < 0) return lines
  const blank = lines.findIndex((line, i) => i > begin && line.trim() === '')
  if (blank < 0 || blank > signature) return lines
  const signed = lines.slice(blank + 1, signature).map(line => line.replace(/^- /, ''))
  return [...lines.slice(0, begin), ...signed, ...lines.slice(end + 1)]
}

function isArmour(line: string, armour: string): boolean {
  return line.startsWith(armour) && line.trimEnd() === armour
}

/** Whether a part of it is encrypted, so that only the owner of the key can read it. */
export function isEncrypted(lines: readonly Line[]): boolean {
  return lines.some(({ depth, text }) => depth === 0 && isArmour(text, '-----BEGIN PGP MESSAGE-----'))
}
