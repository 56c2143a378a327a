import { Parser } from 'htmlparser2'
import { emptyLinesKept, type Line } from './lines.ts'

/** A letter is not longer than this, in characters, and its elements do not lie deeper in each other. */
const pageLengthRead = 500_000
const pageDepthRead = 400
/** Styles stand at the beginning, characters. */
const stylesRead = 60_000

const skipped = new Set(['head', 'title', 'style', 'script', 'template', 'noscript', 'select', 'svg'])
const struck = new Set(['s', 'strike', 'del'])
const preserved = /white-space:\s*(?:pre|break-spaces)/i
/** Struck out, or never shown to whoever wrote below it. */
const unseen = /line-through|display:\s*none|visibility:\s*hidden|mso-hide:\s*all/i
/** A class by which a page strikes words out, and what is declared of it. */
const struckClass = /\.([\w-]{1,60})[^{}]{0,80}\{[^{}]{0,300}line-through/gi
/** They stand on lines of their own. */
const blocks = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figure footer form header html li main nav ol section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
/** They have an empty line above and below. */
const paragraphs = new Set('p h1 h2 h3 h4 h5 h6 pre'.split(' '))

interface Element {
  readonly isPre: boolean
  readonly isStruck: boolean
  readonly href?: string
  /** Where the words of a link begin, among the pieces of the line that is being written. */
  readonly from?: number
  /** It opened a list. */
  readonly isList: boolean
}

/** What was read of a page, and whether that is all of it. */
export interface PageRead {
  readonly lines: readonly Line[]
  readonly isWhole: boolean
}

/**
 * The lines of a page as its reader sees them: rows of tables, items of lists, headings as they were written, quotations by
 * their depth. What is struck out was taken back, and what is hidden was never seen: both are left out.
 */
export function htmlLines(html: string): PageRead {
  const classes = /line-through/i.test(html) ? [...html.slice(0, stylesRead).matchAll(struckClass)] : []
  const page = new Page(new Set(classes.map(([, name = '']) => name)))
  const parser = new Parser({
    onopentag: (name, attributes) => {
      page.open(name, attributes)
      // Whatever lies deeper is no letter, and would take ever longer to find its way out of.
      if (page.isTooDeep) parser.pause()
    },
    ontext: text => page.write(text),
    onclosetag: name => page.close(name),
  })
  parser.write(html.slice(0, pageLengthRead).toWellFormed())
  if (!page.isTooDeep) parser.end()
  return { lines: page.end(), isWhole: !page.isTooDeep && html.length <= pageLengthRead }
}

/** Whether a page strikes words out: its plain text, where it has one, would bring them back. */
export function strikesOut(html: string): boolean {
  return /<(?:s|strike|del)\b|line-through/i.test(html)
}

/** A page that is being written, line by line. */
class Page {
  private readonly lines: Line[] = []
  private readonly elements: Element[] = []
  private readonly lists: { readonly isNumbered: boolean; n: number }[] = []
  /** Of the line that is being written. A line of many pieces is put together once. */
  private pieces: string[] = []
  private depth = 0
  private skipping = 0
  private wantsSpace = false
  private isCellEnd = false
  private isItemBegun = false
  private emptyLines = 0
  private readonly struckClasses: ReadonlySet<string>

  constructor(struckClasses: ReadonlySet<string>) {
    this.struckClasses = struckClasses
  }

  get isTooDeep(): boolean {
    return this.elements.length > pageDepthRead
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
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
    const words = text.replace(/[ \t\r\n\f]+/g, ' ')
    if (words === ' ' || words === '') {
      this.wantsSpace ||= words === ' '
      return
    }
    const isSpaced = this.wantsSpace || words.startsWith(' ')
    this.beginCell()
    this.isItemBegun = false
    if (isSpaced && /\S$/.test(this.pieces.at(-1) ?? '')) this.pieces.push(' ')
    // A space that does not break belongs to the words: `10&nbsp;am`.
    this.pieces.push(words.replace(/^ | $/g, ''))
    this.wantsSpace = words.endsWith(' ')
  }

  private writeExactly(text: string): void {
    for (const [i, line] of text.split(/\r\n|\r|\n/).entries()) {
      if (i > 0) this.endLine()
      if (line) this.beginCell()
      this.isItemBegun &&= line === ''
      if (line) this.pieces.push(line)
    }
  }

  /** Cells of a row do not run together. */
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

  /** Where a link leads stands beside its words, unless they say so themselves. */
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
    this.lines.push({ depth: this.depth, text: '', picture: /^cid:/i.test(src) ? src.slice(4) : alt })
  }

  private breakLine(): void {
    // A paragraph in an item begins beside its mark.
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

/** A label such as `maps.example.org/2` says where its link leads. */
function sameSite(label: string, address: string): boolean {
  return address.replace(/^https?:\/\/(?:www\.)?|\/$/gi, '') === label.replace(/^(?:www\.)|\/$/gi, '')
}
