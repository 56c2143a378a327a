import type { FrameIn } from '../lib/protocol/frames-in.ts'
import { replies } from '../lib/protocol/frames-out.ts'

const codes = replies.closed.entries.code.options

/** How a librarian wants to close a session. */
export interface Closing {
  readonly code?: NonNullable<FrameIn<'close'>['code']>
  readonly deadline?: string
  readonly atHand?: true
  readonly unresolved?: true
  readonly note?: string
}

type Resource = NonNullable<FrameIn<'say'>['resource']>
type Bare = (typeof bare)[number]
type Worded = 'say' | (typeof worded)[number]

export type Command =
  | { readonly type: Worded; readonly text: string }
  | { readonly type: 'to'; readonly number: number }
  | { readonly type: 'pick'; readonly place?: number; readonly reason?: string }
  | { readonly type: 'resource'; readonly text: string; readonly resource: Resource }
  | { readonly type: 'transfer'; readonly to: string; readonly note?: string }
  | { readonly type: 'close'; readonly closing: Closing }
  | { readonly type: Bare | 'nothing' }
  | { readonly type: 'wrong'; readonly reason: string }

export const help = `  /pick                    pick up the patron who has waited longest
  /pick 2 because REASON   pick up the second in line, for a reason that is kept
  /who                     who is waiting, and whom you are serving
  /to 2                    write to patron #2 from now on
  /greet                   send the greeting of the patron's library
  /scripts                 the scripts: yours, your library's, the patron's library's
  /script ID               send one
  /search STATEMENT        a search statement, kept as it is
  /resource URL "TITLE" PATH   a resource, with the links to press
  /policy WORDS            tell the patron's library what is wrong on its policy page
  /transfer rob "NOTE"     offer the patron to Rob, or to a pool: /transfer group:academic
  /accept  /decline        what was offered to you last
  /suggest                 which code fits
  /note WORDS              a note for the staff; the patron never sees it
  /contact                 ask the patron for their e-mail address, in a form
  /attest jane@example.org you have verified this address yourself
  /close [CODE]            ${codes.join(', ')}
      a follow-up needs a deadline, and may have a note: /close follow-up-by-patrons-library 2026-12-01 "call first"
      follow-up-by-me needs your word: /close follow-up-by-me none at-hand
      nobody to write to: /close answered unresolved "what is missing"
  /despite CODE            do what was just refused, despite this advice
  /again                   the conversation from its beginning
  /off  /on                go off duty, come on duty
  /quit                    leave (Ctrl-C and Ctrl-D do, too)
Everything else is said to the patron.`

const bare = [
  ...(['who', 'contact', 'off', 'on', 'again', 'help', 'quit'] as const),
  ...(['greet', 'scripts', 'accept', 'decline', 'suggest'] as const),
] as const
const worded = ['note', 'attest', 'despite', 'script', 'search', 'policy'] as const

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
  if (name === 'pick') return picking(rest)
  if (name === 'resource') return resource(rest)
  if (name === 'transfer') return transfer(rest)
  const withWords = worded.find(each => each === name)
  if (withWords)
    return rest
      ? { type: withWords, text: rest }
      : { type: 'wrong', reason: `/${name} needs something after it; see /help.` }
  return { type: 'wrong', reason: `There is no /${name}; see /help.` }
}

/** `/pick`, `/pick 2 because …` */
function picking(rest: string): Command {
  if (!rest) return { type: 'pick' }
  const [, place = '', reason] = /^#?(\d+)(?:\s+(?:because\s+)?(.+))?$/.exec(rest) ?? []
  if (!place) return { type: 'wrong', reason: 'Say which in line, and why: /pick 2 because she speaks Navajo.' }
  return { type: 'pick', place: Number(place), ...(reason && { reason }) }
}

/** `/resource https://… "title" path` */
function resource(rest: string): Command {
  const [, url, title, path] = /^(https?:\/\/\S+)?\s*(?:"([^"]+)")?\s*(.*)$/.exec(rest) ?? []
  if (!url && !title) return { type: 'wrong', reason: 'A resource needs a URL or a "title"; see /help.' }
  const text = [title, url, path].filter(Boolean).join(' – ')
  return { type: 'resource', text, resource: { ...(url && { url }), ...(title && { title }), ...(path && { path }) } }
}

/** `/transfer who "note"` */
function transfer(rest: string): Command {
  const [, to = '', note] = /^(\S+)(?:\s+"?([^"]+)"?)?$/.exec(rest) ?? []
  if (!to) return { type: 'wrong', reason: 'Say to whom: /transfer rob, or /transfer group:academic.' }
  return { type: 'transfer', to, ...(note && { note }) }
}

/** `/close [code] [date or none] [at-hand] ["note"]`, in any order after the code. */
function closing(rest: string): Command {
  let wanted: Closing = {}
  for (const [token, quoted] of rest.matchAll(/"([^"]*)"|\S+/g)) {
    const code = codes.find(each => each === token)
    if (quoted !== undefined) wanted = { ...wanted, note: quoted }
    else if (code) wanted = { ...wanted, code }
    else if (token === 'at-hand') wanted = { ...wanted, atHand: true }
    else if (token === 'unresolved') wanted = { ...wanted, unresolved: true }
    else if (token === 'none' || /^\d{4}-\d{2}-\d{2}$/.test(token)) wanted = { ...wanted, deadline: token }
    else return { type: 'wrong', reason: `/close does not know "${token}": the codes are ${codes.join(', ')}.` }
  }
  return { type: 'close', closing: wanted }
}
