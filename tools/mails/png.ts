import { crc32, deflateSync, inflateSync } from 'node:zlib'

/*
 * Chromium writes three or four bytes for each pixel. A drawn mail has few colours: with a palette it takes a fifth of that.
 * https://www.w3.org/TR/png-3/
 */

interface Image {
  readonly width: number
  readonly height: number
  /** Bytes of one pixel: red, green, blue, and what else there may be. */
  readonly depth: number
  readonly pixels: Buffer
}

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const mostColours = 64
/** Colours closer than this count as one. The backgrounds of a mail are farther apart. */
const alike = 40

/** The same picture with a palette; colours beyond it become the nearest in it. */
export function withPalette(png: Buffer): Buffer {
  const { width, height, depth, pixels } = decoded(png)
  const colourAt = (at: number) => pixels.readUIntBE(at * depth, 3)
  const counts = new Map<number, number>()
  for (let i = 0; i < width * height; i++) counts.set(colourAt(i), (counts.get(colourAt(i)) ?? 0) + 1)
  const colours = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour)
  const palette = paletteOf(colours)
  const indexes = new Map(colours.map(colour => [colour, nearest(palette, colour)]))
  const rows = Buffer.alloc(height * (width + 1))
  for (let i = 0; i < width * height; i++) rows[i + Math.floor(i / width) + 1] = indexes.get(colourAt(i)) ?? 0
  return encoded(width, height, palette, rows)
}

/** The most frequent colours, but only one of those that nobody can tell apart. */
function paletteOf(colours: readonly number[]): readonly number[] {
  const palette: number[] = []
  for (const colour of colours)
    if (palette.length < mostColours && palette.every(other => distance(colour, other) > alike)) palette.push(colour)
  return palette
}

function encoded(width: number, height: number, palette: readonly number[], rows: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  // Eight bits per pixel, each an index into the palette.
  head.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap(colour => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  const data = deflateSync(rows, { level: 9 })
  return Buffer.concat([signature, chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', data), chunk('IEND')])
}

function nearest(palette: readonly number[], colour: number): number {
  const distances = palette.map(other => distance(colour, other))
  return distances.indexOf(Math.min(...distances))
}

/** How far two colours are apart: the squares of the differences in red, green and blue. */
function distance(one: number, other: number): number {
  return [16, 8, 0].reduce((sum, pools) => sum + (((one >> pools) & 255) - ((other >> pools) & 255)) ** 2, 0)
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** Pixels of a PNG of eight bits a channel, with or without transparency, as Chromium writes it. */
function decoded(png: Buffer): Image {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const depth = png[25] === 6 ? 4 : 3
  const data: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  return { width, height, depth, pixels: unfiltered(inflateSync(Buffer.concat(data)), width * depth, depth) }
}

/** Each row begins with how it was filtered: as differences to the left, above, and above on the left. */
function unfiltered(rows: Buffer, stride: number, depth: number): Buffer {
  const pixels = Buffer.alloc(Math.floor(rows.length / (stride + 1)) * stride)
  for (let at = 0; at < pixels.length; at++) {
    const [row, x] = [Math.floor(at / stride), at % stride]
    const left = x >= depth ? (pixels[at - depth] ?? 0) : 0
    const above = row > 0 ? (pixels[at - stride] ?? 0) : 0
    const corner = row > 0 && x >= depth ? (pixels[at - stride - depth] ?? 0) : 0
    const filter = rows[row * (stride + 1)] ?? 0
    const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0
    pixels[at] = (rows[row * (stride + 1) + 1 + x] ?? 0) + guess
  }
  return pixels
}

function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}
