import type { FrameIn } from '../lib/protocol/frames-in.ts'
import { replies } from '../lib/protocol/frames-out.ts'

const codes = replies.closed.entries.code.options

/** How a librarian wants to close a session. */
export interface Closing {
  readonly code?: NonNullable<FrameIn<'close'>['code']>
  readonly deadline?: string
  readonly atHand?: true
  readonly note?: string
}

export type Command =
  | { readonly type: 'say' | 'note' | 'attest' | 'despite'; readonly text: string }
  | { readonly type: 'to'; readonly number: number }
  | { readonly type: 'close'; readonly closing: Closing }
  | { readonly type: 'pick' | 'who' | 'contact' | 'off' | 'on' | 'again' | 'help' | 'quit' | 'nothing' }
  | { readonly type: 'wrong'; readonly reason: string }

export const help = `  /pick                    pick up the patron who has waited longest
  /who                     who is waiting, and whom you are serving
  /to 2                    write to patron #2 from now on
  /note WORDS              a note for the staff; the patron never sees it
  /contact                 ask the patron for their e-mail address, in a form
  /attest jane@example.org you have verified this address yourself
  /close [CODE]            ${codes.join(', ')}
      a follow-up needs a deadline, and may have a note: /close follow-up-by-patrons-library 2026-12-01 "call first"
      follow-up-by-me needs your word: /close follow-up-by-me none at-hand
  /despite CODE            close as you just tried, despite this advice
  /again                   the conversation from its beginning
  /off  /on                go off duty, come on duty
  /quit                    leave (Ctrl-C and Ctrl-D do, too)
Everything else is said to the patron.`

const bare = ['pick', 'who', 'contact', 'off', 'on', 'again', 'help', 'quit'] as const

/** What a line means; a line that begins with "//" is said, with one slash. */
export function commandIn(line: string): Command {
  const words = line.trim()
  if (words === '') return { type: 'nothing' }
  if (!words.startsWith('/') || words.startsWith('//'))
    return { type: 'say', text: words.startsWith('//') ? words.slice(1) : words }
  const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(words) ?? []
  const simple = bare.find(each => each === name)
  if (simple) return { type: simple }
  if (name === 'close') return closing(rest)
  if (name === 'to') return { type: 'to', number: Number(rest.replace('#', '')) }
  if (name === 'note' || name === 'attest' || name === 'despite')
    return rest
      ? { type: name, text: rest }
      : { type: 'wrong', reason: `/${name} needs something after it; see /help.` }
  return { type: 'wrong', reason: `There is no /${name}; see /help.` }
}

/** `/close [code] [date or none] [at-hand] ["note"]`, in any order after the code. */
function closing(rest: string): Command {
  let wanted: Closing = {}
  for (const [token, quoted] of rest.matchAll(/"([^"]*)"|\S+/g)) {
    const code = codes.find(each => each === token)
    if (quoted !== undefined) wanted = { ...wanted, note: quoted }
    else if (code) wanted = { ...wanted, code }
    else if (token === 'at-hand') wanted = { ...wanted, atHand: true }
    else if (token === 'none' || /^\d{4}-\d{2}-\d{2}$/.test(token)) wanted = { ...wanted, deadline: token }
    else return { type: 'wrong', reason: `/close does not know "${token}": the codes are ${codes.join(', ')}.` }
  }
  return { type: 'close', closing: wanted }
}
