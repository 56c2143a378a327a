import { clearLine, createInterface, cursorTo } from 'node:readline'
import { styleText } from 'node:util'
import type { Reply } from '../lib/protocol/frames-out.ts'

export type Tone = 'words' | 'news' | 'quiet' | 'alarm'

/** A terminal, or a pipe: lines come in, lines go out. */
export interface Screen {
  /** Whether a person sits there. What they type is on their screen already; a pipe has to be shown it. */
  readonly live: boolean
  show(text: string, tone?: Tone): void
  /** What stands before the next line that is typed. */
  prompt(text: string): void
  /** Hands over every line, one after the other; resolves at the end of the input (Ctrl-D, Ctrl-C, the end of a pipe). */
  lines(handle: (line: string) => Promise<void>): Promise<void>
  /** Calls back at the keys of a line that is not a command. */
  onTyping(listener: () => void): void
  /** Ends the input. */
  close(): void
}

const tones = { words: 'bold', news: 'cyan', quiet: 'dim', alarm: 'redBright' } as const

/** This process's own terminal. Colours, the prompt and the bell are for terminals alone. */
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
        input.on('line', line => {
          queue = queue.then(() => handle(line))
          queue.catch(reject)
        })
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
 * A text with a mark in place of everything that a terminal would obey: whoever wrote it could else clear the screen, set the
 * title or fill the clipboard of whoever reads it. Marks that turn the direction of text are shown, too.
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

/** At most one call in so many ms. */
export function atMostEvery(ms: number, call: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() - last < ms) return
    last = performance.now()
    call()
  }
}

/** An address that looks mistyped is asked back: what is typed once more is meant. */
function meant({ code, offer }: Extract<Reply, { type: 'refused' }>): string {
  return code === 'likely-slip' && offer ? ` Did you mean ${offer}? Type the address once more, as it should be.` : ''
}

/** Whether it was refused; then its sentence is shown. */
export function showRefusal(reply: Reply, screen: Screen): boolean {
  if (reply.type === 'refused') screen.show(`${reply.reason}${meant(reply)}`, 'alarm')
  return reply.type === 'refused'
}
