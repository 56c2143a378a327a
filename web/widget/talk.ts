import type { Message } from '../../client/transcript.ts'

/** What a text says, by its key in `words/`, and the values in it. */
export interface Saying {
  readonly key: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** A line of the conversation: what somebody wrote, or what happened. */
export type Line =
  | ({ readonly kind: 'words'; readonly id: string } & { readonly message: Message })
  | { readonly kind: 'event'; readonly id: string; readonly saying: Saying }

/** Words that the desk has not acknowledged. */
export interface Unsent {
  readonly id: string
  readonly text: string
  readonly isStatement: boolean
  /** The number of the patron's own messages before it, by which it is recognised after a reload. */
  readonly before: number
  /** Set when the desk did not take it. It can be sent again. */
  readonly refused?: string
}

/** A refusal, with the desk's sentence. */
export interface Problem {
  readonly code: string
  readonly reason: string
}

/** How the conversation ended. One that is `closed` is not rated, and nothing of it is mailed (R42). */
export interface End {
  readonly why: 'over' | 'closed' | 'left' | 'by-mail'
  readonly goodbye?: string | undefined
  /** The library owes an answer, by this day (YYYY-MM-DD) if there is one. */
  readonly owed?: { readonly deadline?: string | undefined } | undefined
  /** Where the answer goes. */
  readonly email?: string | undefined
}

export type Phase = 'form' | 'sending' | 'busy' | 'returning' | 'waiting' | 'talking' | 'over' | 'elsewhere' | 'gone'

/** A patron's conversation as it is shown. */
export interface Talk {
  readonly phase: Phase
  /** The connection. While it is not up, what is written waits. */
  readonly line: 'up' | 'lost' | 'offline'
  readonly lines: readonly Line[]
  readonly unsent: readonly Unsent[]
  readonly librarian: string | undefined
  /** The librarian who is writing. */
  readonly typing: string | undefined
  readonly question: string
  /** When the question was asked, ms since 1970, by the desk's clock. */
  readonly askedAt: number
  /** Who can see the question: the pools that it has reached. */
  readonly pools: readonly string[]
  /** How many wait before the patron (or more), and how much longer it takes, seconds. @default - not known yet */
  readonly place:
    | { readonly before: number; readonly more: boolean; readonly expectedWait?: number | undefined }
    | undefined
  /** The patron may leave an address instead of waiting (R6). */
  readonly isOffered: boolean
  /** The librarian asks for the patron's address (R22). */
  readonly contact: { readonly email?: string | undefined; readonly name?: string | undefined } | undefined
  /** The address that the desk knows and has confirmed. */
  readonly email: string | undefined
  readonly transcript: 'not' | 'asked'
  readonly end: End | undefined
  /** Why there is no conversation yet. While the desk is busy, it has said when to come again. */
  readonly problem: Problem | undefined
  /** When the next try is made, ms since 1970. */
  readonly retryAt: number
  readonly isShared: boolean
  /** The newest thing to be read out, and how many there were. */
  readonly news: (Saying & { readonly count: number }) | undefined
  readonly unread: number
}

export const beginning: Talk = {
  phase: 'form',
  line: 'up',
  lines: [],
  unsent: [],
  librarian: undefined,
  typing: undefined,
  question: '',
  askedAt: 0,
  pools: [],
  place: undefined,
  isOffered: false,
  contact: undefined,
  email: undefined,
  transcript: 'not',
  end: undefined,
  problem: undefined,
  retryAt: 0,
  isShared: false,
  news: undefined,
  unread: 0,
}
