/** Red, green and blue, from 0 to 255. */
export type Colour = readonly number[]

/** What WCAG 2.2 asks of text, with a little room for rounding. https://www.w3.org/TR/WCAG22/#contrast-minimum */
const enough = 4.55

/** The colour when the library named none, or none that can be read. */
const usual = '#1d4f6b'

/** The parts of #rrggbb. */
export function colourIn(text: string): Colour {
  return [1, 3, 5].map(at => Number.parseInt(text.slice(at, at + 2), 16))
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map(part =>
    part < 10.3 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The contrast of two colours, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05]
  return a > b ? a / b : b / a
}

/**
 * The library's colour (#rrggbb) on a ground, moved towards black or white just as far as text in it can be read, and the grey
 * level of text on it, 0 or 255.
 */
export function accentOn(ground: Colour, wanted: unknown): readonly [accent: Colour, onAccent: 0 | 255] {
  const chosen = colourIn(typeof wanted === 'string' && /^#[\da-f]{6}$/i.test(wanted) ? wanted : usual)
  const away = luminance(ground) > 0.4 ? 0 : 255
  let accent = chosen
  for (let share = 0; contrast(accent, ground) < enough; share += 0.02)
    accent = chosen.map(part => Math.round(part + (away - part) * share))
  return [accent, luminance(accent) < 0.18 ? 255 : 0]
}
