import { Parser } from 'htmlparser2'
import { emptyLinesKept, type Line, linesRead, splitInLines } from './lines.ts'

/** Limits of a letter: its length in characters, and how deep its elements may be nested. */
const pageLengthRead = 500_000
const pageDepthRead = 400
/** A mail of 256 KB has rarely more than 6,000 elements. */
const elementsRead = 8_000
/** Styles are at the beginning of a page, within this many characters. */
const stylesRead = 60_000

const skipped = new Set(['head', 'title', 'style', 'script', 'template', 'noscript', 'select', 'svg'])
const struck = new Set(['s', 'strike', 'del'])
const preserved = /white-space:\s*(?:pre|break-spaces)/i
/** Struck out, or never shown to the person who replied. */
const unseen = /line-through|display:\s*none|visibility:\s*hidden|mso-hide:\s*all/i
/** A class whose style strikes words out. */
const struckClass = /\.([\w-]{1,60})[^{}]{0,80}\{[^{}]{0,300}line-through/gi
/** These elements begin on a new line. */
const blocks = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figure footer form header html li main nav ol section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
/** These elements have an empty line above and below. */
const paragraphs = new Set('p h1 h2 h3 h4 h5 h6 pre'.split(' '))

interface Element {
  readonly isPre: boolean
  readonly isStruck: boolean
  readonly href?: string
  /** The index of the first piece of a link's words in the line that is being written. */
  readonly from?: number
  /** Whether it opened a list. */
  readonly isList: boolean
}

/** The lines that were read from a page, and whether they are the whole page. */
export interface PageRead {
  readonly lines: readonly Line[]
  readonly isWhole: boolean
}

/**
 * The lines of a page as its reader sees them: rows of tables, items of lists, headings as they were written, and quotations
 * with their depth. Struck-out words were withdrawn and hidden words were never seen, so both are left out.
 */
export function htmlLines(html: string): PageRead {
  const classes = /line-through/i.test(html) ? [...html.slice(0, stylesRead).matchAll(struckClass)] : []
  const page = new Page(new Set(classes.map(([, name = '']) => name)))
  const parser = new Parser({
    onopentag: (name, attributes) => {
      page.open(name, attributes)
      if (page.isFull) parser.pause()
    },
    ontext: text => page.write(text),
    onclosetag: name => page.close(name),
  })
  parser.write(html.slice(0, pageLengthRead).toWellFormed())
  if (!page.isFull) parser.end()
  return { lines: page.end(), isWhole: !page.isFull && html.length <= pageLengthRead }
}

/** Whether a page strikes words out. Its plain text would bring these words back. */
export function strikesOut(html: string): boolean {
  return /<(?:s|strike|del)\b|line-through/i.test(html)
}

const spaces = /[ \t\r\n\f]+/g
const outerSpaces = /^ | $/g
const endsInWord = /\S$/
const contentId = /^cid:/i

/** A page that is being written, line by line. */
class Page {
  private readonly lines: Line[] = []
  private readonly elements: Element[] = []
  private readonly lists: { readonly isNumbered: boolean; n: number }[] = []
  /** The pieces of the line that is being written. They are joined once, however many there are. */
  private pieces: string[] = []
  private depth = 0
  private opened = 0
  private skipping = 0
  private wantsSpace = false
  private isCellEnd = false
  private isItemBegun = false
  private emptyLines = 0
  private readonly struckClasses: ReadonlySet<string>

  constructor(struckClasses: ReadonlySet<string>) {
    this.struckClasses = struckClasses
  }

  /** No letter is nested deeper, has more elements or more lines. */
  get isFull(): boolean {
    return this.elements.length > pageDepthRead || this.opened > elementsRead || this.lines.length > linesRead
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.opened++
    const outer = this.elements.at(-1)
    const style = attributes.style ?? ''
    const isPre = name === 'pre' || (outer?.isPre ?? false) || (style !== '' && preserved.test(style))
    const isStruck = (outer?.isStruck ?? false) || struck.has(name) || this.isUnseen(style, attributes)
    this.startsLine(name)
    const href = name === 'a' ? attributes.href : undefined
    const isList = name === 'ol' || name === 'ul'
    if (isList) this.lists.push({ isNumbered: name === 'ol', n: Number(attributes.start ?? 1) || 1 })
    this.elements.push({ isPre, isStruck, isList, ...(href && { href, from: this.pieces.length }) })
    if (skipped.has(name)) this.skipping++
    if (name === 'blockquote') this.depth++
    if (name === 'br') this.endLine()
    if (name === 'hr') this.rule()
    if (name === 'li') this.item()
    if (name === 'img') this.picture(attributes)
  }

  private isUnseen(style: string, attributes: Readonly<Record<string, string>>): boolean {
    if ((style !== '' && unseen.test(style)) || 'hidden' in attributes) return true
    if (this.struckClasses.size === 0 || attributes.class === undefined) return false
    return attributes.class.split(/\s+/).some(one => this.struckClasses.has(one))
  }

  private startsLine(name: string): void {
    if (blocks.has(name) || paragraphs.has(name)) this.breakLine()
    if (paragraphs.has(name)) this.emptyLine()
  }

  write(text: string): void {
    const element = this.elements.at(-1)
    if (this.skipping > 0 || element?.isStruck) return
    if (element?.isPre) {
      this.writeExactly(text)
      return
    }
    const words = text.replace(spaces, ' ')
    if (words === ' ' || words === '') {
      this.wantsSpace ||= words === ' '
      return
    }
    const isSpaced = this.wantsSpace || words.startsWith(' ')
    this.beginCell()
    this.isItemBegun = false
    if (isSpaced && endsInWord.test(this.pieces.at(-1) ?? '')) this.pieces.push(' ')
    // A non-breaking space belongs to the words: `10&nbsp;am`.
    this.pieces.push(words.replace(outerSpaces, ''))
    this.wantsSpace = words.endsWith(' ')
  }

  private writeExactly(text: string): void {
    for (const [i, line] of splitInLines(text).entries()) {
      if (i > 0) this.endLine()
      if (line) this.beginCell()
      this.isItemBegun &&= line === ''
      if (line) this.pieces.push(line)
    }
  }

  /** Separates the cells of a row. */
  private beginCell(): void {
    if (this.isCellEnd && this.pieces.length > 0) {
      this.pieces.push(' | ')
      this.wantsSpace = false
    }
    this.isCellEnd = false
  }

  close(name: string): void {
    const element = this.elements.pop()
    if (skipped.has(name)) this.skipping--
    if (element?.isList) this.lists.pop()
    if (element?.href !== undefined && !element.isStruck) this.endLink(element.href, element.from ?? 0)
    if (name === 'td' || name === 'th') this.isCellEnd = true
    if (blocks.has(name) || paragraphs.has(name)) this.breakLine()
    if (paragraphs.has(name)) this.emptyLine()
    if (name === 'blockquote') this.depth--
    if (name === 'li') this.isItemBegun = false
    if (name === 'tr') this.isCellEnd = false
  }

  /** Writes the address of a link beside its words, unless the words already show the address. */
  private endLink(href: string, from: number): void {
    const address = href.trim().replace(/^mailto:/i, '')
    if (!/^(?:https?:\/\/|mailto:)/i.test(href.trim()) || address.length > 4_000) return
    const label = this.pieces.slice(from).join('').trim()
    if (!label || label.includes(address) || sameSite(label, address)) return
    this.pieces.push(` <${address}>`)
  }

  private item(): void {
    const list = this.lists.at(-1)
    const margin = '  '.repeat(Math.min(Math.max(0, this.lists.length - 1), 8))
    this.pieces = [`${margin}${list?.isNumbered ? `${list.n++}.` : '-'} `]
    this.isItemBegun = true
  }

  private rule(): void {
    this.breakLine()
    this.lines.push({ depth: this.depth, text: '--------' })
  }

  private picture({ src = '', alt = '' }: Readonly<Record<string, string>>): void {
    const element = this.elements.at(-1)
    if (this.skipping > 0 || element?.isStruck) return
    this.breakLine()
    this.lines.push({ depth: this.depth, text: '', picture: contentId.test(src) ? src.slice(4) : alt })
  }

  private breakLine(): void {
    // A paragraph in a list item begins beside the item's bullet or number.
    if (this.isItemBegun) return
    if (this.pieces.length > 0) this.endLine()
    this.wantsSpace = false
  }

  private endLine(): void {
    const text = this.pieces.join('').trimEnd()
    this.isItemBegun = false
    this.pieces = []
    this.wantsSpace = false
    this.emptyLines = text === '' ? this.emptyLines + 1 : 0
    if (this.emptyLines <= emptyLinesKept) this.lines.push({ depth: this.depth, text })
  }

  private emptyLine(): void {
    if (this.isItemBegun) return
    const last = this.lines.at(-1)
    if (last && (last.text || last.picture !== undefined)) this.lines.push({ depth: this.depth, text: '' })
  }

  end(): readonly Line[] {
    this.breakLine()
    return this.lines
  }
}

/** Whether a label such as `maps.example.org/2` already shows where its link leads. */
function sameSite(label: string, address: string): boolean {
  return address.replace(/^https?:\/\/(?:www\.)?|\/$/gi, '') === label.replace(/^(?:www\.)|\/$/gi, '')
}
