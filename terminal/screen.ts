import { clearLine, createInterface, cursorTo } from 'node:readline'
import { styleText } from 'node:util'
import type { Reply } from '../lib/protocol/frames-out.ts'

export type Tone = 'words' | 'news' | 'quiet' | 'alarm'

/** A terminal or a pipe, from which lines come and to which lines go. */
export interface Screen {
  /** Whether a person is at the terminal. Their screen already shows their typing, but for a pipe it has to be shown. */
  readonly live: boolean
  show(text: string, tone?: Tone): void
  /** Sets the prompt before the next line. */
  prompt(text: string): void
  /** Passes on every line in turn, and resolves at the end of the input (Ctrl-D, Ctrl-C, the end of a pipe). */
  lines(handle: (line: string) => Promise<void>): Promise<void>
  /** Calls back at each key of a line that is not a command. */
  onTyping(listener: () => void): void
  /** Ends the input. */
  close(): void
}

const tones = { words: 'bold', news: 'cyan', quiet: 'dim', alarm: 'redBright' } as const

/** This process's own terminal. Only terminals get colours, a prompt and the bell. */
export function openScreen(): Screen {
  const live = process.stdin.isTTY === true && process.stdout.isTTY === true
  const input = createInterface({ input: process.stdin, output: process.stdout, terminal: live })
  const end = () => input.close()
  input.on('SIGINT', end)
  process.once('SIGINT', end).once('SIGTERM', end)
  let isOver = false
  input.once('close', () => {
    isOver = true
  })
  // Lines that are typed while the client is still connecting wait, since nobody else would hear them.
  const early: string[] = []
  const keep = (line: string) => void early.push(line)
  input.on('line', keep)

  return {
    live,
    show: (words, tone = 'news') => {
      const text = withMarks(words)
      if (!live) return console.log(text)
      clearLine(process.stdout, 0)
      cursorTo(process.stdout, 0)
      console.log(`${tone === 'alarm' ? '\x07' : ''}${styleText(tones[tone], text)}`)
      if (!isOver) input.prompt(true)
    },
    prompt: text => {
      input.setPrompt(withMarks(text))
      if (live && !isOver) input.prompt(true)
    },
    lines: handle =>
      new Promise((resolve, reject) => {
        let queue = Promise.resolve()
        const take = (line: string) => {
          queue = queue.then(() => handle(line))
          queue.catch(reject)
        }
        input.off('line', keep)
        for (const line of early.splice(0)) take(line)
        input.on('line', take)
        const done = () => void queue.then(resolve, reject)
        if (isOver) done()
        else input.once('close', done)
      }),
    onTyping: listener => {
      if (live) process.stdin.on('keypress', () => void (input.line && !input.line.startsWith('/') && listener()))
    },
    close: end,
  }
}

/**
 * A text with a mark in place of everything that a terminal would obey. Otherwise its writer could clear the reader's screen,
 * set the title or fill the clipboard. Marks that change the direction of text are replaced as well.
 */
export function withMarks(text: string): string {
  return text.replace(/(?![\t\n])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, character => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '␡' : '\ufffd'
  })
}

/** Minutes and seconds since a moment (ms since 1970), e.g. `2:30`. */
export function since(at: number, now = Date.now()): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** At most one call in this many ms. */
export function atMostEvery(ms: number, call: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() - last < ms) return
    last = performance.now()
    call()
  }
}

/** Queries an address that looks mistyped. The same address typed again counts as intended. */
function meant({ code, offer }: Extract<Reply, { type: 'refused' }>): string {
  return code === 'likely-slip' && offer
    ? ` Did you mean ${offer}? Please type the address again, as it should be.`
    : ''
}

/** Returns whether the frame was refused. If so, it shows the sentence. */
export function showRefusal(reply: Reply, screen: Screen): boolean {
  if (reply.type === 'refused') screen.show(`${reply.reason}${meant(reply)}`, 'alarm')
  return reply.type === 'refused'
}
