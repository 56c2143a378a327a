/** Characters that are only layout: everything except letters, digits and pictures such as emoji. Box drawing is layout. */
const setting = /[^\p{L}\p{N}\p{So}]+|[\u2500-\u25ff\u2022]+/gu

/**
 * The letters and digits of a text, and nothing else. They stay the same when a text is wrapped, quoted, spaced, cased or
 * turned into HTML differently.
 */
export function lettersOf(text: string): string {
  return isAscii(text) ? text.toLowerCase().replace(asciiSetting, '') : sameCase(text).replace(setting, '')
}

/** Longer lines are compared by their beginnings first, so most of their letters are never needed. */
const shortLine = 200

/** The letters of the short lines among these. All lines in ASCII are read in one pass, which takes a fraction of the time. */
export function lettersOfLines(lines: readonly string[]): readonly (string | undefined)[] {
  const isPlain = lines.map(line => line.length <= shortLine && isAscii(line) && !line.includes('\n'))
  const plain = asciiLetters(lines.filter((_, i) => isPlain[i]).join('\n')).split('\n')
  let next = 0
  return lines.map((line, i) => {
    if (isPlain[i]) return plain[next++]
    return line.length <= shortLine ? lettersOf(line) : undefined
  })
}

/** For each ASCII character the letter or digit that it counts as, and 0 if it is layout. A line end is kept. */
const counted = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase()
  return /[a-z0-9\n]/.test(character) ? character.charCodeAt(0) : 0
})

function asciiLetters(text: string): string {
  const bytes = Buffer.from(text, 'latin1')
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const letter = counted[bytes[i] ?? 0] ?? 0
    if (letter !== 0) bytes[length++] = letter
  }
  return bytes.toString('latin1', 0, length)
}

/** Whether it contains any of them. */
export function hasLetters(text: string): boolean {
  return asciiLetter.test(text) || (!isAscii(text) && lettersOf(text) !== '')
}

/** Most texts are ASCII, where the same patterns are much simpler. */
const asciiSetting = /[^a-z0-9]+/g
const asciiLetter = /[a-z0-9]/i
const noAsciiLetter = /[^a-z0-9]/i
const beyondAscii = /[^\0-\x7f]/

function isAscii(text: string): boolean {
  return !beyondAscii.test(text)
}

function sameCase(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** The same, word by word. */
export function wordsOf(text: string): readonly string[] {
  return (isAscii(text) ? text.toLowerCase().split(asciiSetting) : sameCase(text).split(setting)).filter(Boolean)
}

/** The first of these words; empty if there is none. */
export function firstWordOf(text: string): string {
  if (!isAscii(text)) return wordsOf(text)[0] ?? ''
  const from = text.search(asciiLetter)
  if (from < 0) return ''
  const length = text.slice(from).search(noAsciiLetter)
  return text.slice(from, length < 0 ? undefined : from + length).toLowerCase()
}

const url = /(?:https?:\/\/|mailto:|www\.)[^\s<>"]+/gi
/** The footnote number that programs put beside a link when they show HTML as text. */
const footnote = /\[\d{1,3}\]/g

const linkLike = /:\/\/|www\.|mailto:|\[\d/i

/** Whether a text may contain a link, or the footnote number that leads to one. */
export function mayHaveLinks(text: string): boolean {
  return linkLike.test(text)
}

export function urlsIn(text: string): readonly string[] {
  return mayHaveLinks(text) ? (text.match(url) ?? []) : []
}

export function withoutUrls(text: string): string {
  return mayHaveLinks(text) ? text.replace(url, ' ').replace(footnote, ' ') : text
}

/** The text with each of its links replaced. */
export function withUrls(text: string, as: (url: string) => string): string {
  return text.replace(url, as)
}
