import { oneLine } from '../../protocol/visible.ts'
import { quoted, sentence, shortened } from './words.ts'

/** The contents of a mail, from which both its plain text and its HTML are made. */
export interface Letter {
  readonly subject: string
  readonly blocks: readonly Block[]
}

export type Block =
  /** The point of the mail, in a sentence or two. Mailboxes show it beside the subject. */
  | { readonly type: 'lead'; readonly text: string }
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  /** Something that must not be overlooked. */
  | { readonly type: 'warning'; readonly text: string }
  /** Words that somebody wrote, shown as they were typed (R14) and clearly set apart. */
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'facts'; readonly rows: readonly Fact[] }
  | { readonly type: 'message'; readonly message: Quote }
  | { readonly type: 'links'; readonly links: readonly Link[] }

export type Fact = readonly [label: string, value: string]

/** One message of the conversation, or one note. */
export interface Quote {
  readonly who: string
  readonly side: 'patron' | 'librarian' | 'staff'
  /** The role of the writer, if the name alone does not show it. */
  readonly role?: string
  /** Time of day at the library; undefined if it does not matter. */
  readonly time?: string
  readonly text: string
  /** A search statement, of which not even a space may be lost (R14). */
  readonly isStatement?: true
  /** The source of a resource and how to find it again (R12). */
  readonly about: readonly string[]
  /** A warning that its link may stop working (R13). */
  readonly caution?: string
}

export interface Link {
  readonly label: string
  readonly url: string
  /** When to press it: the beginning of a sentence that ends with the label. */
  readonly hint?: string
}

/** Characters of a subject that mailboxes show and gateways pass on. */
const subjectLength = 200

/** The longest line of plain text (RFC 3676). Lines that somebody typed keep their length. */
const columns = 76

/** A subject on one line. */
export function subjectOf(text: string): string {
  return shortened(oneLine(text), subjectLength)
}

/** The letter as plain text. */
export function textOf({ blocks }: Letter): string {
  return `${blocks.map(blockText).join('\n\n')}\n`
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'lead':
    case 'paragraph':
    case 'warning':
      return wrapped(sentence(block.text))
    case 'heading':
      return wrapped(`${oneLine(block.text)}:`)
    case 'words':
      return quoted(block.text)
    case 'facts':
      return block.rows.map(factText).join('\n')
    case 'message':
      return messageText(block.message)
    case 'links':
      return block.links.map(linkText).join('\n\n')
  }
}

function factText([label, value]: Fact): string {
  const beside = `${label}:`.padEnd(13)
  return `${beside}${wrapped(oneLine(value), ' '.repeat(beside.length))}`
}

/** The line about a message is indented less than the message itself. */
function messageText({ time, who, role, text, about, caution }: Quote): string {
  const by = `${time ? `${time}  ` : ''}${oneLine(who)}${role ? ` (${role})` : ''}:`
  const below = [...about, ...(caution ? [`(${caution})`] : [])]
  return [wrapped(by, '  '), quoted(text), ...below.map(line => `  ${wrapped(oneLine(line), '  ')}`)].join('\n')
}

function linkText({ hint, label, url }: Link): string {
  return [...(hint ? [wrapped(oneLine(hint))] : []), `${oneLine(label)}:`, url].join('\n')
}

/** Lines that begin after the margin and end by column 76. A longer word gets its own line. */
function wrapped(text: string, margin = ''): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && margin.length + line.length + word.length < columns)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines.join(`\n${margin}`)
}
