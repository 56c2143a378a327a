import type { Message } from '../../../client/transcript.ts'
import type { Outgoing, WaitingPatron } from '../../../client/wire.ts'
import type { Push, Reply } from '../../../lib/protocol/frames-out.ts'

/** What a text says, by its key in `words/`, and the values in it. */
export interface Saying {
  readonly key: string
  readonly values?: Readonly<Record<string, string | number>>
}

export type Taken = Extract<Reply, { type: 'picked-up' | 'transferred' | 'rescued' | 'joined' }>
export type Briefing = Taken['briefing']
export type Script = Briefing['scripts']['mine'][number]
export type Suggestion = Extract<Reply, { type: 'suggestion' }>
/** What somebody said in the staff room. */
export type Said = Omit<Extract<Push, { type: 'staff-room-message' }>, 'type'>

export type Say = Extract<Outgoing, { action: 'say' }>

/** A line of a conversation: what was said, what staff noted, or what happened. */
export type Line =
  | { readonly kind: 'words'; readonly id: string; readonly at: number; readonly message: Message }
  | { readonly kind: 'note'; readonly id: string; readonly at: number; readonly name?: string; readonly text: string }
  | { readonly kind: 'event'; readonly id: string; readonly at: number; readonly saying: Saying }

/** Words that the desk has not acknowledged. */
export interface Unsent {
  readonly id: string
  readonly frame: Say | Extract<Outgoing, { action: 'note' }>
  /** The desk's time when it was written, ms since 1970. */
  readonly writtenAt: number
  /** Set when the desk did not take it. It can be sent again. */
  readonly refused?: string
  /** The page was loaded anew before the desk acknowledged it. It can be sent again. */
  readonly wasLeft?: true
}

/** A soft refusal: the words stay with the librarian, who may insist. */
export interface Stopped {
  readonly frame: Say
  readonly code: string
  readonly reason: string
}

/** Hints on one of the librarian's own messages. They can be ignored. */
export interface Advice {
  readonly number: number
  readonly hints: readonly string[]
}

/** The other one of two librarians in a session (R41). */
export interface Colleague {
  readonly name: string
  readonly library: string
  readonly here: boolean
}

/** A session that this librarian serves or has joined, or has just left. */
export interface Serving {
  readonly session: string
  /** Its colour, which tells it from the others, 1 to 6. */
  readonly hue: number
  readonly library: string
  readonly name: string | undefined
  readonly language: string | undefined
  readonly askedAt: number
  readonly here: boolean
  readonly left: boolean
  readonly email: string | undefined
  readonly verified: string | undefined
  /** The address form is on the patron's screen. */
  readonly contactAsked: boolean
  readonly lines: readonly Line[]
  readonly unsent: readonly Unsent[]
  readonly stopped: Stopped | undefined
  readonly advice: Advice | undefined
  readonly briefing: Briefing | undefined
  readonly answers: readonly { readonly label: string; readonly text: string }[]
  /** When the clock of three minutes began: at the last message that the patron got, ms since 1970 (R16). */
  readonly clockFrom: number
  readonly breaches: number
  /** The patron has said nothing for long, and what the desk proposes (R33). */
  readonly silent: { readonly prompt: 'ask' | 'warn' | 'close'; readonly since: number } | undefined
  /** Who is writing at the moment: the patron, or the colleague with whom this librarian shares the session. */
  readonly typing: 'patron' | 'librarian' | undefined
  readonly unread: number
  readonly earlierThan: number | undefined
  /** To whom it is offered. */
  readonly transferTo: string | undefined
  /** What this librarian is called in it. */
  readonly myName: string | undefined
  /** Who is in it, too. */
  readonly colleague: Colleague | undefined
  /** This librarian has joined the colleague, who serves. Both may write; the rest is the colleague’s. */
  readonly joined: boolean
  /** Whom this librarian has called for help: a name, or nobody in particular. */
  readonly helpFrom: { readonly name: string | undefined } | undefined
  /** Set when it is over for this librarian, with what became of it. */
  readonly gone: Saying | undefined
  /** What this librarian was writing then. */
  readonly begun: string | undefined
}

/** What asks for this librarian: a colleague hands a session over or wants help with it, or its librarian is silent (R35, R39, R41). */
export interface Offer {
  readonly kind: 'transfer' | 'rescue' | 'help'
  readonly session: string
  readonly library: string
  readonly askedAt: number
  readonly by: string
  readonly name: string | undefined
  readonly note: string | undefined
  /** When the patron last heard anything, ms since 1970. Only for a rescue. */
  readonly since: number | undefined
  readonly isAsleep: boolean
}

/** Something that the librarian should know, until they put it away. */
export interface Notice {
  readonly id: number
  readonly saying: Saying
  readonly isWrong: boolean
}

export interface Me {
  readonly id: string
  readonly name: string
  /** As in the consortium file. */
  readonly role: string
}

/** A librarian's shift as it is shown. */
export interface Shift {
  /** The connection. While it is not up, what is written waits. */
  readonly line: 'up' | 'lost' | 'offline' | 'ended'
  /** Why the desk let the connection end for good. */
  readonly endedBecause: string | undefined
  readonly me: Me
  readonly duty: 'off' | 'on'
  /** The pools that this librarian is on duty for, and all that are theirs as far as they are known. */
  readonly pools: readonly string[]
  readonly ownPools: readonly string[]
  readonly limit: number
  /** Those whom the desk could not reach lately are asleep, and are not alerted (R40). */
  readonly isAsleep: boolean
  /** When the desk takes them off duty unless they say that they are there, ms since 1970. */
  readonly offDutyAt: number | undefined
  readonly waiting: readonly WaitingPatron[]
  /** How many wait behind those. */
  readonly others: number
  /** The sessions whose turn it is with this librarian (R45). */
  readonly called: readonly string[]
  readonly offers: readonly Offer[]
  /** Sessions in the order in which they came. */
  readonly order: readonly string[]
  readonly sessions: Readonly<Record<string, Serving>>
  readonly current: string | undefined
  /** What was said in the staff room, in its order. */
  readonly room: readonly Said[]
  readonly notices: readonly Notice[]
  /** The newest thing to be read out, and how many there were. */
  readonly news: (Saying & { readonly count: number }) | undefined
}

export function beginning(me: Me): Shift {
  return {
    line: 'up',
    endedBecause: undefined,
    me,
    duty: 'off',
    pools: [],
    ownPools: [],
    limit: 0,
    isAsleep: false,
    offDutyAt: undefined,
    waiting: [],
    others: 0,
    called: [],
    offers: [],
    order: [],
    sessions: {},
    current: undefined,
    room: [],
    notices: [],
    news: undefined,
  }
}

/** What a saying calls the patron of a session: their name, or the number of their colour. */
export function patronIn(serving: Serving | undefined): { readonly name: string } | { readonly number: number } {
  return serving?.name === undefined ? { number: serving?.hue ?? 0 } : { name: serving.name }
}

/** Sessions that are still this librarian's to serve. */
export function openOf({ order, sessions }: Shift): readonly string[] {
  return order.filter(session => sessions[session] && !sessions[session].gone)
}
