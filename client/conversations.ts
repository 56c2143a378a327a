import * as v from 'valibot'
import type { Push, Reply } from '../lib/protocol/frames-out.ts'
import { message } from '../lib/protocol/out/shared.ts'
import type { Frame } from './requests.ts'
import type { Timers } from './timers.ts'
import {
  emptyTranscript,
  endOf,
  hasGap,
  lastOf,
  type Message,
  type Transcript,
  withEarlier,
  withMessages,
} from './transcript.ts'

export interface ConversationsOptions {
  /** The side that this client is on. */
  readonly role: 'patron' | 'librarian'
  /** How long a missing message may take to arrive, ms. */
  readonly gap: number
  readonly timers: Timers
  /** Shows a message, once and in order. */
  readonly show: (session: string, message: Message, missed: boolean) => void
  /** Asks the desk for what is missing. */
  readonly fill: (session: string) => Promise<void>
}

/** The sessions of one side, as far as they are known. */
export interface Conversations {
  /** Adds messages. `missed` means that they came with a resume. */
  came(session: string, messages: readonly Message[], missed: boolean): void
  /** Adds the messages of a reply: those of a resume, or this side's own message with its number. */
  understood(frame: Frame, reply: Reply): void
  /** Notes the newest message according to the desk and asks for missing ones up to it. */
  upTo(session: string, newest: number): Promise<void>
  /** The number of the last message up to which none is missing. */
  last(session: string): number
  messages(session: string): readonly Message[]
  /** The number of a message whose predecessors are still with the desk; undefined if all of them are here. */
  earlierThan(session: string): number | undefined
  close(): void
}

/** Keeps the transcripts of one side's sessions and fills their gaps. */
export function conversations({ role, gap, timers, show, fill }: ConversationsOptions): Conversations {
  const transcripts = new Map<string, Transcript>()
  const ownNames = new Map<string, string>()
  /** What cancels the wait for a gap to close by itself. */
  const waits = new Map<string, () => void>()
  const of = (session: string) => transcripts.get(session) ?? emptyTranscript

  /** A missing message is usually on its way, since a push and a reply may overtake each other. */
  const waitForGap = (session: string): void => {
    if (waits.has(session) || !hasGap(of(session))) return
    const closeIt = () => {
      waits.delete(session)
      if (hasGap(of(session))) void fill(session)
    }
    waits.set(session, timers.after(gap, closeIt))
  }

  const came = (session: string, messages: readonly Message[], missed: boolean): void => {
    const { transcript, fresh } = withMessages(of(session), messages)
    transcripts.set(session, transcript)
    for (const message of fresh) show(session, message, missed)
    waitForGap(session)
  }

  /** A conversation that is new to this client and came without its middle. */
  const cameLong = (session: string, messages: readonly Message[]): void => {
    transcripts.set(session, endOf(messages))
    for (const message of messages) show(session, message, true)
  }

  return {
    came,
    understood: (frame, reply) => {
      if (reply.type === 'resumed' && frame.before !== undefined) {
        const { session, messages, earlier = false } = reply
        transcripts.set(session, withEarlier(of(session), messages, earlier))
        return
      }
      if (
        reply.type === 'resumed' ||
        reply.type === 'picked-up' ||
        reply.type === 'transferred' ||
        reply.type === 'rescued' ||
        reply.type === 'joined'
      ) {
        const mine = reply.joined ? reply.second : reply.librarian
        const name = role === 'patron' ? reply.patron.name : mine?.name
        if (name) ownNames.set(reply.session, name)
        const isNew = lastOf(of(reply.session)) === 0
        if (reply.earlier && isNew) cameLong(reply.session, reply.messages)
        else came(reply.session, reply.messages, true)
      }
      if (reply.type === 'said' && typeof frame.text === 'string') {
        const { session, number, at } = reply
        const name = ownNames.get(session)
        const kind = kindOf(frame)
        const { resource } = v.parse(ownResource, frame)
        const about = { ...(name && { name }), ...(kind && { kind }), ...(resource && { resource }) }
        const own = { number, from: role, mine: true as const, at, text: frame.text, ...about }
        came(session, [own], false)
      }
    },
    upTo: async (session, newest) => {
      if (lastOf(of(session)) < newest) await fill(session)
    },
    last: session => lastOf(of(session)),
    messages: session => of(session).messages,
    earlierThan: session => of(session).earlierThan,
    close: () => {
      for (const cancel of waits.values()) cancel()
    },
  }
}

/** The resource of an own message, which is shown as it was sent. */
const ownResource = v.object({ resource: message.entries.resource })

function kindOf({ kind }: Frame): Message['kind'] {
  return kind === 'resource' || kind === 'statement' ? kind : undefined
}

export type Status = Extract<Reply, { type: 'resumed' }>['status']

/** The states of sessions, as far as the client knows them. */
export interface SessionStatuses {
  heard(frame: Push | Reply): void
  of(session: string): Status | undefined
}

/** What each type of frame says about the state of its session. */
const statusBy: Readonly<Partial<Record<(Push | Reply)['type'], Status>>> = {
  'librarian-joined': 'active',
  'picked-up': 'active',
  transferred: 'active',
  rescued: 'active',
  joined: 'active',
  'back-in-queue': 'waiting',
  ended: 'closed',
  closed: 'closed',
}

/** Keeps the states of sessions, so that a lost push is noticed. */
export function sessionStatuses(): SessionStatuses {
  const statuses = new Map<string, Status>()
  return {
    of: session => statuses.get(session),
    heard: frame => {
      const status = frame.type === 'resumed' ? frame.status : statusBy[frame.type]
      if (status && 'session' in frame && typeof frame.session === 'string') statuses.set(frame.session, status)
    },
  }
}
