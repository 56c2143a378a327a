import { htmlLines } from './html-lines.ts'
import { lettersOf, urlsIn, withoutUrls, wordsOf } from './letters-of.ts'
import { plainLines } from './plain-lines.ts'

/** The contents of a mail that the desk sent. */
export interface SentWords {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A place in one form of the desk's mails. A mail may be quoted in several forms. */
export interface Place {
  readonly form: number
  /** Positions among the letters of this form; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

/** Everything that the desk has sent about a session, indexed so that a reply can be compared with it. */
export interface SentText {
  /** Finds these letters right behind a place, or anywhere from the start of a word. A short match must also end with a word. */
  find(letters: string, firstWord: string, behind: Place | undefined): Place | undefined
  /** Whether the desk sent this link, or a gateway made it from one of the desk's. */
  hasLink(url: string): boolean
  readonly subjects: readonly string[]
}

/** This many equal letters in a row occur in two texts only if one quotes the other. */
export const tellingLetters = 16
const placesTried = 8
const shortPlacesTried = 64
/** The most characters of one form of a mail that are compared. */
const formLength = 200_000

interface Form {
  readonly letters: string
  /** The positions where words begin. */
  readonly starts: ReadonlySet<number>
}

export function sentText(mails: readonly SentWords[]): SentText {
  const texts = mails.flatMap(({ text, html }) => {
    const page = htmlLines(html.slice(0, 2 * formLength)).lines.map(line => line.text)
    const plain = plainLines(text.slice(0, formLength)).map(line => line.text)
    return [plain, plain.map(withoutUrls), page, page.map(withoutUrls), html.slice(0, formLength).split('\n')]
  })
  const forms = texts.map(formOf)
  const links = new Set(texts.flatMap(lines => lines.flatMap(urlsIn)).map(linkLetters))
  const [long, short] = indexesOf(forms)

  const isAt = (letters: string, form: number, start: number): boolean =>
    forms[form]?.letters.startsWith(letters, start) ?? false
  const endsWord = (form: number, end: number): boolean =>
    forms[form]?.starts.has(end) || end === forms[form]?.letters.length
  const place = (form: number, start: number, letters: string): Place => ({ form, start, end: start + letters.length })

  return {
    subjects: mails.map(({ subject }) => lettersOf(subject)),
    find: (letters, firstWord, behind) => {
      const isLong = letters.length >= tellingLetters
      if (
        behind &&
        isAt(letters, behind.form, behind.end) &&
        (isLong || endsWord(behind.form, behind.end + letters.length))
      )
        return place(behind.form, behind.end, letters)
      const found = isLong ? long.get(letters.slice(0, tellingLetters)) : short.get(firstWord)
      const fitting = (found ?? []).filter(
        ([form, start]) => isAt(letters, form, start) && (isLong || endsWord(form, start + letters.length)),
      )
      const next = behind && fitting.find(([form, start]) => form === behind.form && start >= behind.end)
      const [form, start] = next ?? fitting[0] ?? []
      return form === undefined || start === undefined ? undefined : place(form, start, letters)
    },
    hasLink: url => {
      const letters = linkLetters(url)
      if (links.has(letters)) return true
      if (links.size === 0 || url.length > 10_000) return false
      return (
        gateway.test(url) ||
        [...links].slice(0, 50).some(link => link.length >= tellingLetters && letters.includes(link))
      )
    },
  }
}

/** Mail gateways replace every link with one of these. */
const gateway =
  /^https?:\/\/[^/]*(?:safelinks\.protection|urldefense|mimecast|cudasvc|emailprotection|protection\.sophos|avanan|secure-web\.cisco|clicktime\.|fireeye|trellix|trendmicro)/i

function linkLetters(url: string): string {
  return lettersOf(
    unescapedUrl(url)
      .replace(/^https?:\/\//i, '')
      .replace(/[.,;:!?)\]]+$/, ''),
  )
}

function unescapedUrl(url: string): string {
  return url.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function formOf(lines: readonly string[]): Form {
  const starts = new Set<number>()
  const words: string[] = []
  let length = 0
  for (const word of lines.flatMap(wordsOf)) {
    starts.add(length)
    // Scripts without spaces may be broken after any letter.
    if (/[\u0e00-\u0eff\u2e80-\ud7ff\uf900-\ufaff]/.test(word))
      for (let i = 1; i < word.length; i++) starts.add(length + i)
    words.push(word)
    length += word.length
  }
  return { letters: words.join(''), starts }
}

type Places = Map<string, (readonly [form: number, start: number])[]>

/** The positions where words begin, indexed by the letters that follow there. */
function indexesOf(forms: readonly Form[]): readonly [Places, Places] {
  const [long, short]: [Places, Places] = [new Map(), new Map()]
  const add = (to: Places, key: string, form: number, start: number, most: number): void => {
    const known = to.get(key)
    if (!known) to.set(key, [[form, start]])
    else if (known.length < most) known.push([form, start])
  }
  for (const [form, { letters, starts }] of forms.entries()) {
    let previous: number | undefined
    for (const start of starts) {
      add(long, letters.slice(start, start + tellingLetters), form, start, placesTried)
      if (previous !== undefined) add(short, letters.slice(previous, start), form, previous, shortPlacesTried)
      previous = start
    }
    if (previous !== undefined) add(short, letters.slice(previous), form, previous, shortPlacesTried)
  }
  return [long, short]
}
