import { isBlank, type Line } from './lines.ts'

/** A picture in a mail, with its Content-ID and file name. */
export interface Picture {
  readonly names: readonly string[]
  readonly bytes: number
}

/** Bytes. A logo is smaller, and a scanned or photographed page is larger. */
const logoBytes = 40_000
const logosAtMost = 20

/**
 * Whether the writer's own words contain a picture that belongs to the answer, such as a scan, and is not a signature's logo.
 * Such a picture is above words of the writer, or right below a line that announces it, or too large for a logo.
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

/** Whether this line is below the line that begins a signature. */
function isBelowRule(lines: readonly Line[], i: number): boolean {
  return lines.slice(0, i).some(({ text }) => /^--\s*$/.test(text))
}

function sizeOf(name: string, pictures: readonly Picture[]): number {
  return Math.max(0, ...pictures.filter(({ names }) => names.includes(name)).map(({ bytes }) => bytes))
}
