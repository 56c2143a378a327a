import { lettersOf, urlsIn, withoutUrls, wordsOf } from './letters-of.ts'
import { isBlank, type Line } from './lines.ts'
import { type Place, type SentText, tellingLetters } from './sent-text.ts'

/** Lines of a reply that stand one below the other in what the desk sent, too. */
export interface Passage {
  /** Line numbers of the reply: from the first to the last, that included. */
  readonly first: number
  readonly last: number
  readonly isMarked: boolean
  readonly letters: number
  /** How many lines of it have words. */
  readonly lines: number
  readonly place: Place
}

/** Finds in a reply what is also in the desk's mails. Every line is looked at once. */
export function passagesIn(lines: readonly Line[], sent: SentText): readonly Passage[] {
  const passages: Passage[] = []
  let behind: Place | undefined
  let isOpen = false
  for (const [i, line] of lines.entries()) {
    if (isSetting(line)) continue
    const place = placeOf(line, sent, behind)
    const last = passages.at(-1)
    if (!place) isOpen = false
    else if (isOpen && last && goesOn(last, line, place)) {
      const to = { ...last.place, end: Math.max(last.place.end, place.end) }
      const letters = last.letters + place.end - place.start
      passages[passages.length - 1] = { ...last, last: i, letters, lines: last.lines + 1, place: to }
    } else {
      const isMarked = line.depth > 0
      passages.push({ first: i, last: i, isMarked, letters: place.end - place.start, lines: 1, place })
      isOpen = true
    }
    if (place) behind = place
  }
  return passages
}

/** Nothing but what sets words apart: an empty line, or in a quotation a rule, or the seams of a mail that is quoted undecoded. */
function isSetting(line: Line): boolean {
  return isBlank(line) || isQuotedSetting(line)
}

export function isQuotedSetting({ depth, text, picture }: Line): boolean {
  return depth > 0 && picture === undefined && (lettersOf(text) === '' || seam.test(text))
}

const seam = /^(?:--\S{1,80}|(?:content|mime)-[a-z-]{1,40}:.*|\s+(?:charset|boundary|format|delsp)=.*)$/i

/** Programs leave out a heading here or a link there, and go over from one form of a mail to the other. */
const gap = 400

/** A few letters stand further on by chance. */
const skippedToLettersMin = 8

function goesOn(before: Passage, line: Line, { form, start, end }: Place): boolean {
  if (form === before.place.form && start === before.place.end) return true
  if (before.isMarked !== line.depth > 0) return false
  if (form !== before.place.form) return end - start >= tellingLetters
  const skipped = start - before.place.end
  return end - start >= skippedToLettersMin && skipped >= 0 && skipped <= gap
}

/** Where all the words of a line stand, and every link of it is the desk's own; some programs quote a mail undecoded. */
function placeOf(line: Line, sent: SentText, behind: Place | undefined): Place | undefined {
  const place = placeAsItIs(line, sent, behind)
  if (place || line.depth === 0 || !/=(?:[0-9A-F]{2}|$)/.test(line.text)) return place
  return placeAsItIs({ ...line, text: undecoded(line.text) }, sent, behind)
}

/** What quoted-printable makes `=C3=A9` and, at the end of a line, `=` of. */
function undecoded(text: string): string {
  return text
    .replace(/=$/, '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, one => Buffer.from(one.replaceAll('=', ''), 'hex').toString())
}

function placeAsItIs({ text, picture }: Line, sent: SentText, behind: Place | undefined): Place | undefined {
  if (picture !== undefined || text.length > 50_000) return undefined
  const words = wordsOf(text)
  const whole = words.length > 0 ? sent.find(words.join(''), words[0] ?? '', behind) : undefined
  if (whole) return whole
  // Gateways tag the first line of a mail.
  if (/^\W*\[extern\w*\]/i.test(text)) return sent.find(words.slice(1).join(''), words[1] ?? '', behind)
  if (!mayHaveLinks.test(text)) return undefined
  const urls = urlsIn(text)
  const bare = wordsOf(withoutUrls(text))
  if (bare.length === words.length || !urls.every(sent.hasLink)) return undefined
  if (bare.length > 0) return sent.find(bare.join(''), bare[0] ?? '', behind)
  // A link of ours in a line of its own stands where it stood, whatever was made of it.
  return behind && { ...behind, start: behind.end }
}

/** Or the number of a footnote that leads to one. */
const mayHaveLinks = /:\/\/|www\.|mailto:|\[\d/i

/** It is too much to be there by chance, or to have been typed. */
export function isTelling({ letters, lines }: Passage): boolean {
  return letters >= 120 && lines >= 3
}

/** Whether a passage continues what was quoted before, in the order in which it was sent. */
export function isNext(before: Place, { place, letters, isMarked }: Passage): boolean {
  const { form, start } = place
  if (form !== before.form) return letters >= 2 * tellingLetters
  if (start < before.end) return false
  return start === before.end || (letters >= tellingLetters && (isMarked || start - before.end <= gap))
}
