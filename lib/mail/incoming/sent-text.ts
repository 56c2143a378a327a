import { htmlLines } from './html-lines.ts'
import { firstWordOf, lettersOf, urlsIn, withoutUrls, wordsOf } from './letters-of.ts'
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
  /**
   * Finds the letters of a text right behind a place, or anywhere from the start of a word. A short match must also end with a
   * word. Text that is marked as quoted may also come from the source of an HTML page. Its letters may be known already.
   */
  find(text: string, behind: Place | undefined, isMarked: boolean, known?: string): Place | undefined
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
    return [plain, plain.map(withoutUrls), page, page.map(withoutUrls)]
  })
  const pages = formsOf(texts, 0)
  const links = new Set(texts.flatMap(lines => lines.flatMap(urlsIn)).map(linkLetters))
  const linksCompared = [...links].slice(0, 50).filter(link => link.length >= tellingLetters)
  // Few programs quote the source of a page, which is the longest form, so it is read only if one does.
  let sources: Forms | undefined
  const sourcesRead = () => {
    sources ??= formsOf(
      mails.map(({ html }) => html.slice(0, formLength).split('\n')),
      texts.length,
    )
    return sources
  }
  return {
    subjects: mails.map(({ subject }) => lettersOf(subject)),
    find: (text, behind, isMarked, known) => {
      const mayBeSource = isMarked || text.includes('<')
      const head = headOf(text, known)
      if (head && !pages.begins(head, behind) && !(mayBeSource && sourcesRead().begins(head, behind))) return undefined
      const letters = known ?? lettersOf(text)
      if (letters === '') return undefined
      const key = letters.length < tellingLetters ? firstWordOf(text) : letters.slice(0, tellingLetters)
      const found = pages.find(letters, key, behind)
      return found ?? (mayBeSource ? sourcesRead().find(letters, key, behind) : undefined)
    },
    hasLink: remembered(url => {
      const letters = linkLetters(url)
      if (links.has(letters)) return true
      if (links.size === 0 || url.length > 10_000) return false
      return gateway.test(url) || linksCompared.some(link => letters.includes(link))
    }),
  }
}

/** A mail may repeat a link many times. */
function remembered(ask: (url: string) => boolean): (url: string) => boolean {
  const known = new Map<string, boolean>()
  return url => {
    const answer = known.get(url) ?? ask(url)
    if (known.size < 100) known.set(url, answer)
    return answer
  }
}

/** As much of a text, characters, usually shows that it was not sent. The last letters may belong to a sign that is cut. */
const headLength = 32
const lettersCut = 4

/** The first letters of a long text; empty for a short one. */
function headOf(text: string, known: string | undefined): string {
  if (known !== undefined) return known.length < tellingLetters ? '' : known.slice(0, tellingLetters)
  const head = text.length > headLength ? lettersOf(text.slice(0, headLength)) : ''
  return head.length < tellingLetters + lettersCut ? '' : head.slice(0, tellingLetters)
}

interface Forms {
  /** Whether a text that begins with these letters may be found. */
  begins(head: string, behind: Place | undefined): boolean
  /** `key` has the first letters of a long text, or the first word of a short one. */
  find(letters: string, key: string, behind: Place | undefined): Place | undefined
}

/** Forms of mails, indexed. The first of them has this number. */
function formsOf(texts: readonly (readonly string[])[], first: number): Forms {
  const forms = texts.map(formOf)
  const [long, short] = indexesOf(forms)
  const isAt = (letters: string, form: number, start: number): boolean =>
    forms[form - first]?.letters.startsWith(letters, start) ?? false
  const endsWord = (form: number, end: number): boolean =>
    forms[form - first]?.starts.has(end) || end === forms[form - first]?.letters.length
  const fits = (letters: string, form: number, start: number): boolean =>
    isAt(letters, form, start) && (letters.length >= tellingLetters || endsWord(form, start + letters.length))
  return {
    begins: (head, behind) => long.has(head) || (behind !== undefined && isAt(head, behind.form, behind.end)),
    find: (letters, key, behind) => {
      const { length } = letters
      if (behind && fits(letters, behind.form, behind.end))
        return { form: behind.form, start: behind.end, end: behind.end + length }
      let found: Place | undefined
      const lastLetter = letters.charCodeAt(length - 1)
      for (const [i, start] of (length < tellingLetters ? short : long).get(key) ?? []) {
        const form = first + i
        // Most places differ here, and this costs less than to compare them.
        if (forms[i]?.letters.charCodeAt(start + length - 1) !== lastLetter || !fits(letters, form, start)) continue
        if (behind?.form === form && start >= behind.end) return { form, start, end: start + length }
        found ??= { form, start, end: start + length }
      }
      return found
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
