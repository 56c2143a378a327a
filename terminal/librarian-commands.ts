import type { FrameIn } from '../lib/protocol/actions.ts'
import { closed } from '../lib/protocol/out/closing.ts'

/** The resolution codes. */
export const codes = closed.entries.code.options

/** The options with which a librarian closes a session. */
export interface Closing {
  readonly code?: NonNullable<FrameIn<'close'>['code']>
  readonly deadline?: string
  readonly atHand?: true
  readonly unresolved?: true
  readonly note?: string
  /** Classes of the question; an empty id means those that were suggested last. */
  readonly classes?: readonly string[]
}

type Resource = NonNullable<FrameIn<'say'>['resource']>
type Bare = (typeof bare)[number]
type Worded = 'say' | (typeof worded)[number]

export type Command =
  | { readonly type: Worded; readonly text: string }
  | { readonly type: 'to'; readonly number: number }
  | { readonly type: 'pick'; readonly number?: number; readonly reason?: string }
  | { readonly type: 'accept' | 'decline'; readonly number?: number }
  | { readonly type: 'suggest'; readonly resolved?: false }
  | { readonly type: 'resource'; readonly text: string; readonly resource: Resource }
  | { readonly type: 'transfer'; readonly to: string; readonly note?: string }
  | { readonly type: 'room'; readonly text?: string }
  | { readonly type: 'call'; readonly librarian?: string; readonly note?: string }
  | { readonly type: 'join'; readonly number?: number }
  | { readonly type: 'on'; readonly pools?: readonly string[] }
  | { readonly type: 'close'; readonly closing: Closing }
  | { readonly type: 'owed'; readonly number?: number }
  | { readonly type: 'mailbox' | 'stepped-back' | 'policies'; readonly library?: string }
  | { readonly type: 'settings'; readonly library?: string }
  | { readonly type: 'set'; readonly key: string; readonly value: string }
  | { readonly type: 'invite'; readonly id: string; readonly email: string; readonly name: string }
  | { readonly type: 'person'; readonly id: string; readonly key: string; readonly value: string }
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'mistake'; readonly statement: string; readonly text?: string }
  | { readonly type: 'step-back'; readonly number?: number; readonly all?: true; readonly note?: string }
  | {
      readonly type: 'take' | 'answer' | 'done' | 'hand-over' | 'send' | 'drop'
      readonly number: number
      readonly text?: string
    }
  | { readonly type: Bare | 'nothing' }
  | { readonly type: 'wrong'; readonly reason: string }

const bare = [
  'who',
  'more',
  'contact',
  'off',
  'again',
  'earlier',
  'help',
  'quit',
  'greet',
  'scripts',
  'about',
  'uncall',
  'go',
  'people',
] as const
const worded = ['note', 'attest', 'despite', 'script', 'search', 'policy'] as const

/** The meaning of a line. A line that begins with "//" is sent with one slash. */
export function commandIn(line: string): Command {
  const words = line.trim()
  if (words === '') return { type: 'nothing' }
  if (!words.startsWith('/')) return slipIn(words) ?? { type: 'say', text: words }
  if (words.startsWith('//')) return { type: 'say', text: words.slice(1) }
  const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(words) ?? []
  const simple = bare.find(each => each === name)
  if (simple) return { type: simple }
  const withWords = worded.find(each => each === name)
  if (withWords && !rest) return { type: 'wrong', reason: `/${name} needs something after it; see /help.` }
  // One space separates a search statement from the command. All others belong to the statement (R14).
  if (name === 'search') return { type: 'search', text: line.replace(/^\s*\/search\s/, '') }
  if (name === 'say') return rest ? { type: 'say', text: rest } : { type: 'nothing' }
  if (withWords) return { type: withWords, text: rest }
  return detailed[name]?.(rest) ?? { type: 'wrong', reason: `There is no /${name}; see /help.` }
}

/** A command without its slash, which a patron should not read. It can be sent with "/say ". */
function slipIn(words: string): Command | undefined {
  const [, name = '', rest = ''] = /^([a-z-]+)(?:\s+(.+))?$/.exec(words.toLowerCase()) ?? []
  const isCommand = [...bare, ...worded].some(each => each === name) || Object.hasOwn(detailed, name)
  if (!isCommand || (rest && !looksMeant(name, rest) && !behindTheirBack.includes(name))) return undefined
  const meant = `${name}${words.slice(name.length)}`
  return {
    type: 'wrong',
    reason: `This was not sent. Did you mean /${meant}? To send it as a message, type /say ${words}`,
  }
}

/** These commands carry words about the patron that the patron must not read. A needless query is better than a leak. */
const behindTheirBack: readonly string[] = [
  'note',
  'policy',
  'attest',
  'mistake',
  'transfer',
  'despite',
  'decline',
  'suggest',
  'room',
  'call',
]

/** Whether the words after a command's name fit that command. "close to the door" is a message. */
function looksMeant(name: string, rest: string): boolean {
  const [first = ''] = rest.split(/\s/)
  if (/^#?\d+$/.test(first)) return true
  if (name === 'close') return codes.some(code => code === first)
  if (name === 'resource') return /^(https?:\/\/|policy-page|")/.test(first)
  return name === 'script' && first === rest
}

const detailed: Readonly<Record<string, (rest: string) => Command>> = {
  close: closing,
  on: rest => ({ type: 'on', ...(rest && { pools: rest.split(/[\s,]+/) }) }),
  call: calling,
  join: rest => answering('join', rest),
  room: rest => ({ type: 'room', ...(rest && { text: rest }) }),
  to: rest => ({ type: 'to', number: Number(rest.replace('#', '')) }),
  pick: picking,
  accept: rest => answering('accept', rest),
  decline: rest => answering('decline', rest),
  suggest: suggesting,
  'step-back': steppingBack,
  'stepped-back': rest => ofLibrary('stepped-back', rest),
  mailbox: rest => ofLibrary('mailbox', rest),
  policies: rest => ofLibrary('policies', rest),
  settings: rest => ofLibrary('settings', rest),
  set: setting,
  invite: inviting,
  person,
  remove: rest =>
    rest && !/\s/.test(rest) ? { type: 'remove', id: rest } : { type: 'wrong', reason: 'Say whom, e.g. /remove john.' },
  mistake,
  resource,
  transfer,
  owed,
  take: rest => afterwards('take', rest),
  answer: rest => afterwards('answer', rest),
  done: rest => afterwards('done', rest),
  'hand-over': rest => afterwards('hand-over', rest),
  send: rest => afterwards('send', rest),
  drop: rest => afterwards('drop', rest),
}

/** `/pick`, `/pick 2 because …` */
function picking(rest: string): Command {
  if (!rest) return { type: 'pick' }
  const [, number, reason] = /^#?(\d+)(?:\s+(?:because\s+)?(.+))?$/.exec(rest) ?? []
  if (!number) return { type: 'wrong', reason: 'Say whom and why, e.g. /pick 2 because she speaks Navajo.' }
  return { type: 'pick', number: Number(number), ...(reason && { reason }) }
}

/** `/call`, `/call ann because she reads Navajo`, `/call because it is urgent` */
function calling(rest: string): Command {
  const [, librarian, note] = /^(?:(?!because\s)(\S+))?\s*(?:because\s+)?([\s\S]+)?$/.exec(rest) ?? []
  return { type: 'call', ...(librarian && { librarian }), ...(note && { note }) }
}

/** `/accept`, `/decline 2`, `/join 2` */
function answering(type: 'accept' | 'decline' | 'join', rest: string): Command {
  const [, number] = /^#?(\d+)$/.exec(rest) ?? []
  if (rest && !number) return { type: 'wrong', reason: `Give the number of the patron, e.g. /${type} 2.` }
  return { type, ...(number && { number: Number(number) }) }
}

/** `/step-back`, `/step-back 2 threats`, `/step-back 2 all` */
function steppingBack(rest: string): Command {
  const [, number, all, note] = /^(?:#?(\d+)(?:\s+|$))?(all(?:\s+|$))?([\s\S]*)$/.exec(rest) ?? []
  return {
    type: 'step-back',
    ...(number && { number: Number(number) }),
    ...(all && { all: true as const }),
    ...(note && { note }),
  }
}

/** `/mistake renewals`, `/mistake renewals They renew three times.` */
function mistake(rest: string): Command {
  const [, statement = '', text] = /^(\S+)(?:\s+([\s\S]+))?$/.exec(rest) ?? []
  if (!statement)
    return { type: 'wrong', reason: 'Say which statement is wrong, e.g. /mistake renewals; see /policies.' }
  return { type: 'mistake', statement, ...(text && { text }) }
}

/** `/mailbox`, `/mailbox riverside` */
function ofLibrary(type: 'mailbox' | 'stepped-back' | 'policies' | 'settings', rest: string): Command {
  if (/\s/.test(rest)) return { type: 'wrong', reason: `Type /${type}, or the id of a library after it.` }
  return { type, ...(rest && { library: rest }) }
}

/** `/set closed-days [2026-12-24]` */
function setting(rest: string): Command {
  const [, key, value] = /^(\S+)\s+([\s\S]+)$/.exec(rest) ?? []
  if (!key || !value) return { type: 'wrong', reason: 'Say what to set, and how: /set closed-days [2026-12-24].' }
  return { type: 'set', key, value }
}

/** `/invite amy amy@wren.example.org Amy from Wren` */
function inviting(rest: string): Command {
  const [, id, email, name] = /^(\S+)\s+(\S+@\S+)\s+(.+)$/.exec(rest) ?? []
  if (!id || !email || !name)
    return { type: 'wrong', reason: 'Give an id, an email address and a name: /invite amy amy@wren.example.org Amy.' }
  return { type: 'invite', id, email, name }
}

/** `/person john limit 2` */
function person(rest: string): Command {
  const [, id, key, value] = /^(\S+)\s+(\S+)\s+([\s\S]+)$/.exec(rest) ?? []
  if (!id || !key || !value) return { type: 'wrong', reason: 'Say whom, what, and how: /person john limit 2.' }
  return { type: 'person', id, key, value }
}

/** `/owed`, `/owed 2` */
function owed(rest: string): Command {
  const [, number] = /^#?(\d+)$/.exec(rest) ?? []
  if (rest && !number) return { type: 'wrong', reason: 'Type /owed for all of them, or /owed 2 for one.' }
  return { type: 'owed', ...(number && { number: Number(number) }) }
}

/** `/answer 2 On the second floor.`, `/done 2 She came by.` */
function afterwards(type: 'take' | 'answer' | 'done' | 'hand-over' | 'send' | 'drop', rest: string): Command {
  const [, number, text] = /^#?(\d+)(?:\s+([\s\S]+))?$/.exec(rest) ?? []
  if (!number) return { type: 'wrong', reason: `Give the number of the follow-up in /owed, e.g. /${type} 2.` }
  if (type === 'answer' && !text)
    return { type: 'wrong', reason: 'Type your answer, e.g. /answer 2 On the second floor.' }
  return { type, number: Number(number), ...(text && { text }) }
}

/** `/suggest`, `/suggest open` */
function suggesting(rest: string): Command {
  if (rest && rest !== 'open') return { type: 'wrong', reason: 'Type /suggest or /suggest open; see /help.' }
  return { type: 'suggest', ...(rest && { resolved: false as const }) }
}

/** `/resource https://… "title" path`; a library's policy page is cited without its address, which is not for patrons (R11). */
function resource(rest: string): Command {
  const [, where, title, path] = /^(https?:\/\/\S+|policy-page(?=\s|$))?\s*(?:"([^"]+)")?\s*(.*)$/.exec(rest) ?? []
  if (!where && !title) return { type: 'wrong', reason: 'A resource needs a URL or a "title"; see /help.' }
  const isPage = where === 'policy-page'
  const named = isPage && !title ? 'From the policy page of your library' : title
  const text = [named, isPage ? undefined : where, path].filter(Boolean).join(' – ')
  const url = isPage ? { policyPage: true as const } : where && { url: where }
  return { type: 'resource', text, resource: { ...url, ...(title && { title }), ...(path && { path }) } }
}

/** `/transfer who because …`, `/transfer who "…"` */
function transfer(rest: string): Command {
  const [, to = '', quoted, plain] = /^(\S+)(?:\s+(?:because\s+)?(?:"([^"]+)"|(.+)))?$/.exec(rest) ?? []
  if (!to) return { type: 'wrong', reason: 'Say to whom, e.g. /transfer rob or /transfer group:academic.' }
  const note = quoted ?? plain
  return { type: 'transfer', to, ...(note && { note }) }
}

/** `/close [code] [date or none] [at-hand] [#class …] ["note"]`, in any order after the code. */
function closing(rest: string): Command {
  let wanted: Closing = {}
  for (const [token, quoted] of rest.matchAll(/"([^"]*)"|\S+/g)) {
    const code = codes.find(each => each === token)
    if (quoted !== undefined) wanted = { ...wanted, note: quoted }
    else if (code) wanted = { ...wanted, code }
    else if (token.startsWith('#')) wanted = { ...wanted, classes: [...(wanted.classes ?? []), token.slice(1)] }
    else if (token === 'at-hand') wanted = { ...wanted, atHand: true }
    else if (token === 'unresolved') wanted = { ...wanted, unresolved: true }
    else if (token === 'none' || /^\d{4}-\d{2}-\d{2}$/.test(token)) wanted = { ...wanted, deadline: token }
    else return { type: 'wrong', reason: `/close does not know "${token}": the codes are ${codes.join(', ')}.` }
  }
  return { type: 'close', closing: wanted }
}
