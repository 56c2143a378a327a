import { isBlank, type Line } from './lines.ts'

/** A picture that comes with a mail, by its Content-ID or file name. */
export interface Picture {
  readonly names: readonly string[]
  readonly bytes: number
}

/** A logo is smaller than this, bytes; a page that somebody scanned or photographed is larger. */
const logoBytes = 40_000
const logosAtMost = 20

/**
 * Whether a picture among the writer's own words is one that they put there, as a scan is, and not the logo of a signature: it
 * stands above words of theirs, or right below a line that announces it, or is too large for a logo.
 */
export function holdsPicture(lines: readonly Line[], pictures: readonly Picture[]): boolean {
  if (lines.filter(({ picture }) => picture !== undefined).length > logosAtMost) return true
  return lines.some((line, i) => {
    if (line.picture === undefined) return false
    const before = lines.slice(0, i).findLast(one => !isBlank(one))
    const isFirst = before === undefined || /[:：]\s*$/.test(before.text)
    const isFollowed = lines.slice(i + 1).some(one => one.picture === undefined && !isBlank(one))
    return isFirst || (isFollowed && !isBelowRule(lines, i)) || sizeOf(line.picture, pictures) > logoBytes
  })
}

/** Below the line that begins a signature. */
function isBelowRule(lines: readonly Line[], i: number): boolean {
  return lines.slice(0, i).some(({ text }) => /^--\s*$/.test(text))
}

function sizeOf(name: string, pictures: readonly Picture[]): number {
  return Math.max(0, ...pictures.filter(({ names }) => names.includes(name)).map(({ bytes }) => bytes))
}
