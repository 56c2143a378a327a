import { hasLetters, lettersOfLines, mayHaveLinks, urlsIn, withoutUrls } from './letters-of.ts'
import { isBlank, type Line } from './lines.ts'
import { type Place, type SentText, tellingLetters } from './sent-text.ts'

/** Successive lines of a reply that also follow one another in what the desk sent. */
export interface Passage {
  /** The line numbers in the reply, both inclusive. */
  readonly first: number
  readonly last: number
  readonly isMarked: boolean
  readonly letters: number
  /** The number of its lines that contain words. */
  readonly lines: number
  readonly place: Place
}

/** Finds the parts of a reply that come from the desk's mails. Every line is looked at once. */
export function passagesIn(lines: readonly Line[], sent: SentText): readonly Passage[] {
  const passages: Passage[] = []
  const letters = lettersOfLines(lines.map(({ text }) => text))
  let behind: Place | undefined
  let isOpen = false
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line || isSetting(line)) continue
    const place = placeOf(line, sent, behind, letters[i])
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

/** Layout alone: an empty line, or within a quotation a rule or the headers between parts of an undecoded mail. */
function isSetting(line: Line): boolean {
  return isBlank(line) || isQuotedSetting(line)
}

export function isQuotedSetting({ depth, text, picture }: Line): boolean {
  return depth > 0 && picture === undefined && (!hasLetters(text) || seam.test(text))
}

const seam = /^(?:--\S{1,80}|(?:content|mime)-[a-z-]{1,40}:.*|\s+(?:charset|boundary|format|delsp)=.*)$/i

/** Programs may leave out a heading or a link when they quote, or switch between the plain text and the HTML of a mail. */
const gap = 400

/** Fewer letters than this may occur further on by chance. */
const skippedToLettersMin = 8

function goesOn(before: Passage, line: Line, { form, start, end }: Place): boolean {
  if (form === before.place.form && start === before.place.end) return true
  if (before.isMarked !== line.depth > 0) return false
  if (form !== before.place.form) return end - start >= tellingLetters
  const skipped = start - before.place.end
  return end - start >= skippedToLettersMin && skipped >= 0 && skipped <= gap
}

/** The place of a line, if all its words and links are the desk's own. Some programs quote a mail undecoded. */
function placeOf(
  line: Line,
  sent: SentText,
  behind: Place | undefined,
  letters: string | undefined,
): Place | undefined {
  const place = placeAsItIs(line, sent, behind, letters)
  if (place || line.depth === 0 || !encoded.test(line.text)) return place
  return placeAsItIs({ ...line, text: undecoded(line.text) }, sent, behind)
}

const encoded = /=[0-9A-F]{2}/

/** Decodes quoted-printable: `=C3=A9`. A `=` that breaks a line is layout, as it is in any line. */
function undecoded(text: string): string {
  return text.replaceAll(/(?:=[0-9A-F]{2})+/g, one => Buffer.from(one.replaceAll('=', ''), 'hex').toString())
}

function placeAsItIs(
  { depth, text, picture }: Line,
  sent: SentText,
  behind: Place | undefined,
  letters?: string,
): Place | undefined {
  if (picture !== undefined || text.length > 50_000) return undefined
  const isMarked = depth > 0
  const whole = sent.find(text, behind, isMarked, letters)
  if (whole) return whole
  // Gateways tag the first line of a mail.
  const tag = text.includes('[') ? /^\W*\[extern\w*\]/i.exec(text)?.[0] : undefined
  if (tag) return sent.find(text.slice(tag.length), behind, isMarked)
  if (!mayHaveLinks(text)) return undefined
  const bare = withoutUrls(text)
  if (!urlsIn(text).every(sent.hasLink)) return undefined
  if (hasLetters(bare)) return sent.find(bare, behind, isMarked)
  // A line with nothing but a link of the desk keeps its place, even if a gateway rewrote the link.
  return behind && { ...behind, start: behind.end }
}

/** Whether a passage is too long to match by chance or to have been typed. */
export function isTelling({ letters, lines }: Passage): boolean {
  return letters >= 120 && lines >= 3
}

/** Whether a passage continues the quotation before it, in the order in which the desk sent it. */
export function isNext(before: Place, { place, letters, isMarked }: Passage): boolean {
  const { form, start } = place
  if (form !== before.form) return letters >= 2 * tellingLetters
  if (start < before.end) return false
  return start === before.end || (letters >= tellingLetters && (isMarked || start - before.end <= gap))
}
