/** Characters that are only layout: everything except letters, digits and pictures such as emoji. Box drawing is layout. */
const setting = /[^\p{L}\p{N}\p{So}]+|[\u2500-\u25ff\u2022]+/gu

/**
 * The letters and digits of a text, and nothing else. They stay the same when a text is wrapped, quoted, spaced, cased or
 * turned into HTML differently.
 */
export function lettersOf(text: string): string {
  return sameCase(text).replace(setting, '')
}

const ascii = /^\p{ASCII}*$/u

function sameCase(text: string): string {
  return (ascii.test(text) ? text : text.normalize('NFKC')).toLowerCase()
}

/** The same, word by word. */
export function wordsOf(text: string): readonly string[] {
  return sameCase(text).split(setting).filter(Boolean)
}

const url = /(?:https?:\/\/|mailto:|www\.)[^\s<>"]+/gi
/** The footnote number that programs put beside a link when they show HTML as text. */
const footnote = /\[\d{1,3}\]/g

export function urlsIn(text: string): readonly string[] {
  return text.match(url) ?? []
}

export function withoutUrls(text: string): string {
  return text.replace(url, ' ').replace(footnote, ' ')
}

/** The text with each of its links replaced. */
export function withUrls(text: string, as: (url: string) => string): string {
  return text.replace(url, as)
}
