import { oneLine, quoted, shortened } from './words.ts'

/** What a mail says, written once: its plain text and its HTML are made from the same blocks. */
export interface Letter {
  readonly subject: string
  readonly blocks: readonly Block[]
}

export type Block =
  /** What the mail is about, in a sentence or two. */
  | { readonly type: 'lead'; readonly text: string }
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  /** Something that somebody wrote. It stands as it was typed (R14), and is taken for nothing else. */
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly type: 'message'; readonly message: Quote }
  | { readonly type: 'links'; readonly links: readonly Link[] }

/** One message of the conversation. */
export interface Quote {
  readonly who: string
  readonly side: 'patron' | 'librarian' | 'staff'
  /** Time of day where the reader is; nothing where it does not matter. */
  readonly time?: string
  readonly text: string
  /** A search statement: not a space of it may be lost (R14). */
  readonly isStatement?: true
  /** Where a resource is from, how to find it again, whether its link may die (R12, R13). */
  readonly about: readonly string[]
}

export interface Link {
  readonly label: string
  readonly url: string
}

/** A subject stays within what mailboxes show and gateways pass, characters. */
const subjectLength = 200

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
      return wrapped(oneLine(block.text))
    case 'heading':
      return `${oneLine(block.text)}:`
    case 'words':
      return quoted(block.text)
    case 'facts':
      return block.rows.map(([label, value]) => `${`${label}:`.padEnd(13)}${oneLine(value)}`).join('\n')
    case 'message': {
      const { who, time, text, about } = block.message
      const lines = about.map(line => `      ${oneLine(line)}`)
      return [`${time ? `${time}  ` : ''}${oneLine(who)}:`, quoted(text), ...lines].join('\n')
    }
    case 'links':
      return block.links.map(({ label, url }) => `${oneLine(label)}:\n${url}`).join('\n\n')
  }
}

/** Lines of 76 characters at most, as plain text is read. */
function wrapped(text: string): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + word.length < 76) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}
