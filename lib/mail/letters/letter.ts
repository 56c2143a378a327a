import { oneLine } from '../../protocol/visible.ts'
import { quoted, sentence, shortened } from './words.ts'

/** What a mail says, written once: its plain text and its HTML are made from the same blocks. */
export interface Letter {
  readonly subject: string
  readonly blocks: readonly Block[]
}

export type Block =
  /** What the mail is about, in a sentence or two: a mailbox shows it beside the subject. */
  | { readonly type: 'lead'; readonly text: string }
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  /** What nobody may overlook. */
  | { readonly type: 'warning'; readonly text: string }
  /** Something that somebody wrote. It stands as it was typed (R14), and is taken for nothing else. */
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'facts'; readonly rows: readonly Fact[] }
  | { readonly type: 'message'; readonly message: Quote }
  | { readonly type: 'links'; readonly links: readonly Link[] }

export type Fact = readonly [label: string, value: string]

/** One message of the conversation, or one note. */
export interface Quote {
  readonly who: string
  readonly side: 'patron' | 'librarian' | 'staff'
  /** Which side it is, where a name could be anybody's. */
  readonly role?: string
  /** Time of day where the reader is; nothing where it does not matter. */
  readonly time?: string
  readonly text: string
  /** A search statement: not a space of it may be lost (R14). */
  readonly isStatement?: true
  /** Where a resource is from, how to find it again (R12). */
  readonly about: readonly string[]
  /** That its link may die (R13). */
  readonly caution?: string
}

export interface Link {
  readonly label: string
  readonly url: string
  /** When to press it, as the beginning of a sentence that ends with the label. */
  readonly hint?: string
}

/** A subject stays within what mailboxes show and gateways pass, characters. */
const subjectLength = 200

/** Our own lines are no longer, as plain text is read (RFC 3676); somebody's words are as long as they were typed. */
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

/** What we say of a message is indented by less than any line of it. */
function messageText({ time, who, role, text, about, caution }: Quote): string {
  const by = `${time ? `${time}  ` : ''}${oneLine(who)}${role ? ` (${role})` : ''}:`
  const below = [...about, ...(caution ? [`(${caution})`] : [])]
  return [wrapped(by, '  '), quoted(text), ...below.map(line => `  ${wrapped(oneLine(line), '  ')}`)].join('\n')
}

function linkText({ hint, label, url }: Link): string {
  return [...(hint ? [wrapped(oneLine(hint))] : []), `${oneLine(label)}:`, url].join('\n')
}

/** Lines that end at column 76 at most, if they all begin after the margin; a word that is longer has a line to itself. */
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
