import { accentOn, type Colour } from './contrast.ts'

/** The papers of `tokens.css`, on which a library's colour has to be readable. */
export const grounds: Readonly<Record<'light' | 'dark', Colour>> = { light: [252, 250, 246], dark: [34, 37, 41] }

/** Gives an element the library's colour, corrected for a ground. */
export function colourBy({ style }: HTMLElement, ground: 'light' | 'dark', wanted: unknown): void {
  const [accent, onAccent] = accentOn(grounds[ground], wanted)
  style.setProperty(`--accent-${ground}`, `rgb(${accent})`)
  style.setProperty(`--on-accent-${ground}`, `rgb(${[onAccent, onAccent, onAccent]})`)
}
