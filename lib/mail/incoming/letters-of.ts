/** Characters that are only layout: everything except letters, digits and pictures such as emoji. Box drawing is layout. */
const setting = /[^\p{L}\p{N}\p{So}]+|[\u2500-\u25ff\u2022]+/gu

/**
 * The letters and digits of a text, and nothing else. They stay the same when a text is wrapped, quoted, spaced, cased or
 * turned into HTML differently.
 */
export function lettersOf(text: string): string {
  return isAscii(text) ? text.toLowerCase().replace(asciiSetting, '') : sameCase(text).replace(setting, '')
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
