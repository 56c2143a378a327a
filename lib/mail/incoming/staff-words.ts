import { lettersOf, withUrls } from './letters-of.ts'

/** A text without the words that must not reach a patron (R32), and which kinds of them it had. */
export interface WithoutStaffWords {
  readonly text: string
  readonly hadNotes: boolean
  readonly hadLinks: boolean
}

/** Shorter notes occur in many texts by chance, letters. */
const tellingNote = 10

/** Takes out lines of staff notes, whatever their spacing, and the desk's own links, which work for anybody who has them. */
export function withoutStaffWords(text: string, notes: readonly string[]): WithoutStaffWords {
  const without = withUrls(text, url => (isDeskLink(url) ? '' : url))
  const lines = [...new Set(notes.flatMap(note => note.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/)).map(lettersOf))]
  const cuts = placesOf(
    without,
    lines.filter(line => line.length >= tellingNote),
  )
  return { text: cut(without, cuts), hadNotes: cuts.length > 0, hadLinks: without !== text }
}

/** A link of the desk holds a token, which gateways keep when they rewrite the link. Some encode its hyphen and its slashes. */
function isDeskLink(url: string): boolean {
  return /follow(?:2d)?ups(?:2f)?ey/.test(lettersOf(url.slice(0, 4_000)))
}

type Range = readonly [from: number, to: number]

/** The ranges of a text that contain any of these letters, whatever is between them. */
function placesOf(text: string, wanted: readonly string[]): readonly Range[] {
  if (wanted.length === 0) return []
  const letters: string[] = []
  const at: number[] = []
  for (const { 0: word, index } of text.matchAll(/[^\s]/gu)) {
    const letter = lettersOf(word)
    letters.push(letter)
    for (let i = 0; i < letter.length; i++) at.push(index)
  }
  const all = letters.join('')
  const ranges: Range[] = []
  for (const one of wanted) {
    for (let i = all.indexOf(one); i >= 0; i = all.indexOf(one, i + one.length))
      ranges.push([at[i] ?? 0, endOfSentence(text, (at[i + one.length - 1] ?? 0) + 1)])
  }
  return ranges.sort(([a], [b]) => a - b)
}

/** The punctuation that ends a sentence is removed with it. */
function endOfSentence(text: string, from: number): number {
  return from + (/^[.!?…"'”’)]*/.exec(text.slice(from, from + 8))?.[0].length ?? 0)
}

function cut(text: string, ranges: readonly Range[]): string {
  const kept: string[] = []
  let from = 0
  for (const [begin, end] of ranges) {
    if (begin > from) kept.push(text.slice(from, begin))
    from = Math.max(from, end)
  }
  kept.push(text.slice(from))
  // A line without any remaining word is removed entirely.
  return ranges.length === 0 ? text : kept.join('').replaceAll(/^[^\p{L}\p{N}\n]+$\n?/gmu, '')
}
