import type { Message } from '../client/transcript.ts'

/** One conversation, printed when it is over: its messages and what happened in between. */
export interface Story {
  /** Notes an event, with `sign` in the margin. */
  mark(sign: Sign, text: string): void
  /** The whole story, with the messages as one side saw them. */
  told(messages: readonly Message[]): string
}

/** ·: it happened; !: a warning; ✗: a refusal. */
export type Sign = '·' | '!' | '✗'

interface Line {
  readonly at: number
  readonly sign: string
  readonly text: string
}

const width = 116
const nameWidth = 8

/** Begins a story; times are shown since `began` (ms since 1970), `now` is the desk's own clock. */
export function beginStory(title: string, began: number, now: () => number): Story {
  const marks: Line[] = []
  return {
    mark: (sign, text) => void marks.push({ at: now(), sign, text }),
    told: messages => {
      const said = messages.map(message => ({ at: message.at, sign: firstName(message), text: message.text }))
      const lines = [...said, ...marks].sort((a, b) => a.at - b.at)
      return [
        `\n── ${title} ${'─'.repeat(Math.max(0, width - title.length - 4))}`,
        ...lines.map(l => told(l, began)),
      ].join('\n')
    },
  }
}

/** Minutes and seconds of a span in ms, e.g. `2:30`. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function told({ at, sign, text }: Line, began: number): string {
  const isMark = sign.length === 1
  const margin = `${clockTime(at - began).padStart(6)}  ${sign.padStart(nameWidth)}  `
  const indent = ' '.repeat(margin.length)
  return wrapped(isMark ? `[${text}]` : text, width - margin.length)
    .map((line, i) => `${i === 0 ? margin : indent}${line}`)
    .join('\n')
}

/** Wraps into lines of whole words, keeping the spaces within a line. */
function wrapped(text: string, columns: number): readonly string[] {
  const lines = ['']
  for (const word of text.split(/(?<= )(?=[^ ])/)) {
    const line = lines.at(-1) ?? ''
    if (line.length > 0 && (line + word).trimEnd().length > columns) lines.push(word)
    else lines[lines.length - 1] = line + word
  }
  return lines
}

function firstName({ name, from }: Message): string {
  return name?.split(/[ ,]/)[0] ?? (from === 'patron' ? 'Patron' : 'Librarian')
}
