import type { Push, Reply } from '../lib/protocol/frames-out.ts'
import { defaultPatience, openLink, type Patience } from './connection.ts'
import { conversations, sessionStatuses } from './conversations.ts'
import type { Ticket } from './desk-http.ts'
import { deskTime } from './desk-time.ts'
import { type EventStream, eventStream } from './event-stream.ts'
import { outbox } from './outbox.ts'
import { type Frame, requests } from './requests.ts'
import type { OpenSocket } from './socket.ts'
import { atMost, type Timers, usualTimers } from './timers.ts'
import type { Message } from './transcript.ts'
import type { FrameReader, Outgoing, Resumed } from './wire.ts'
/** The events of a client: pushes, each message once and in order, and changes of its connection. */
export type Heard =
  | Exclude<Push, { type: 'message' | 'standing' }>
  | HeardMessage
  | Resumed
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'struggling'; readonly tries: number }
  | NoLongerYours
  | StillThere
  | Called
  | Awake
  | { readonly type: 'off-duty'; readonly sessions: readonly string[] }
  | GaveUp

/** The client will not come back by itself: the desk refused it, or the patron went on in another window. */
export interface GaveUp {
  readonly type: 'gave-up'
  readonly because: 'refused' | 'replaced'
  readonly reason: string
}

/** A message of either side, including this one. `missed` means that it came with a resume. */
export interface HeardMessage extends Message {
  readonly type: 'message'
  readonly session: string
  readonly missed: boolean
}

/** While the librarian was away, one of their sessions went back to the queue or to somebody else, or is over for good. */
export interface NoLongerYours {
  readonly type: 'no-longer-yours'
  readonly session: string
  readonly now: 'waiting' | 'elsewhere' | 'over'
}

/** The desk asks whether the librarian is there. They go off duty unless they come on duty again by then (R40). */
export interface StillThere {
  readonly type: 'still-there'
  /** ms since 1970. */
  readonly offDutyAt: number
}

/** It is this librarian's turn: the desk alerts them to a waiting patron (R45). `again` means that nobody has picked up so far. */
export interface Called {
  readonly type: 'called'
  readonly session: string
  readonly again: boolean
}

/** The desk believed that this page was asleep, and has learnt that it is not: it alerts its librarian again (R40). */
export interface Awake {
  readonly type: 'awake'
}

/** A connected person at the desk: everything that patrons and librarians have in common. */
export interface DeskClient {
  /** Sends a frame and resolves with its reply. A refusal is also a reply. */
  send(frame: Outgoing): Promise<Reply>
  /** Sends any frame unchanged, with a reference, to try out the desk's response. */
  raw(frame: Frame): Promise<Reply>
  readonly on: EventStream<Heard>['on']
  readonly next: EventStream<Heard>['next']
  /** The messages of a session as this side sees them. */
  transcript(session: string): readonly Message[]
  /** The number of the first message known of a long conversation whose beginning is still with the desk. */
  earlierThan(session: string): number | undefined
  /** Asks for earlier messages, which then are in the transcript. */
  earlier(session: string): Promise<Reply | undefined>
  /** The time at the desk, as far as this client can tell, ms since 1970. */
  now(): number
  /** Cuts the connection silently. The client reconnects, no earlier than `until`. */
  drop(until?: Promise<unknown>): void
  /** Tries at once to reconnect, if the connection is lost. */
  hurry(): void
  close(): Promise<void>
}

/** The first frames of a client on every connection. */
export interface Greeting {
  greet(frame: Frame): Promise<Reply>
  /** Requests the missed part of a session page by page, and resolves with the last reply. */
  resume(session: string): Promise<Reply>
  tell(heard: Heard): void
}

export interface ClientOptions {
  /** Opens connections. */
  readonly socket: OpenSocket
  /** @default usualTimers */
  readonly timers?: Timers
  /** @default defaultPatience */
  readonly patience?: Patience
  /** Receives everything, even before the greeting. `on` misses what comes before the client is ready. */
  readonly listener?: (heard: Heard) => void
}

export interface DeskClientOptions extends ClientOptions {
  readonly role: 'patron' | 'librarian'
  /** Reads the frames for this role. */
  readonly reads: FrameReader
  readonly ticket: () => Promise<Ticket>
  readonly greeting: (greeting: Greeting) => Promise<void>
  /** The automatic answers of this client to pushes. @default - nothing */
  readonly reflex?: (push: Push) => Frame | undefined
}

/** Connects, and resolves once the greeting is over. Rejects with the sentence of DeskRefusal if the desk refuses. */
export async function deskClient(options: DeskClientOptions): Promise<DeskClient> {
  const { role, reads, socket, ticket, greeting, listener, reflex } = options
  const { patience = defaultPatience, timers = usualTimers } = options
  const ears = eventStream<Heard>(timers)
  const time = deskTime()
  const statuses = sessionStatuses()
  if (listener) ears.on(listener)
  const here = Promise.withResolvers<void>()
  /** Counts connections, so that a late greeting is not mistaken for the greeting of the next connection. */
  let connection = 0
  let isClosed = false

  const waiting = requests(text => link.send(text), patience.resend, timers)
  const box = outbox(
    frame => ask(frame.action === 'say' ? { ...frame, last: talks.last(String(frame.session)) } : frame),
    async session => void (await resume(session, ask)),
  )
  const talks = conversations({
    role,
    gap: patience.gap,
    timers,
    show: (session, message, missed) => ears.emit({ type: 'message', session, missed, ...message }),
    fill: async session => void (await resume(session, ask)),
  })

  const understood = (frame: Frame, reply: Reply): Reply => {
    if (
      reply.type === 'resumed' ||
      reply.type === 'picked-up' ||
      reply.type === 'transferred' ||
      reply.type === 'rescued' ||
      reply.type === 'joined'
    )
      box.counted(reply.session, reply.n)
    if (reply.type === 'said' || reply.type === 'noted') time.heard(reply.at)
    statuses.heard(reply)
    if (reply.type === 'resumed') ears.emit(reply)
    // The alert that a page slept through may be what wakes it, so its confirmation tells, too.
    if ((reply.type === 'queue' || reply.type === 'heard') && reply.asleep) ears.emit({ type: 'awake' })
    talks.understood(frame, reply)
    return reply
  }
  const ask = async (frame: Frame): Promise<Reply> => understood(frame, await waiting.ask(frame))
  const greet = async (frame: Frame): Promise<Reply> => understood(frame, await waiting.greet(frame))

  const resume = async (session: string, by: (frame: Frame) => Promise<Reply>): Promise<Reply> => {
    for (;;) {
      const reply = await by({ action: 'resume', session, after: talks.last(session) })
      if (reply.type !== 'resumed' || !reply.more) return reply
    }
  }

  const opened = async (): Promise<void> => {
    const mine = ++connection
    await greeting({ greet, resume: session => resume(session, greet), tell: ears.emit })
    if (mine !== connection) return
    waiting.ready()
    ears.emit({ type: 'connected' })
    here.resolve()
  }

  const lost = (): void => {
    connection++
    waiting.lost()
    if (!isClosed) ears.emit({ type: 'disconnected' })
  }

  const heard = (text: string): void => {
    const came = reads(text)
    if ('push' in came && 'at' in came.push && came.push.at !== undefined) time.heard(came.push.at)
    if ('reply' in came && came.now !== undefined) time.heard(came.now)
    if ('reply' in came) waiting.answered(came.re, came.reply)
    else if ('push' in came) void pushed(came.push)
  }

  const pushed = async (push: Push): Promise<void> => {
    const answer = reflex?.(push)
    if (answer) void ask(answer)
    if (push.type === 'message') {
      const { type: _type, session, ...message } = push
      talks.came(session, [message], false)
    } else if (push.type === 'standing') await compare(push)
    else if (push.type === 'replaced' && role === 'patron') replaced()
    else {
      // The person may leave at the end, so the last messages are fetched first.
      if (push.type === 'ended') await talks.upTo(push.session, push.last)
      statuses.heard(push)
      ears.emit(push)
    }
  }

  /** A push may have been lost, so the desk sends the session's state from time to time (R33). */
  const compare = async ({ session, status, last }: Extract<Push, { type: 'standing' }>): Promise<void> => {
    await talks.upTo(session, last)
    if (statuses.of(session) !== status) await resume(session, ask)
  }

  const gaveUp = (reason: string, because: GaveUp['because'] = 'refused'): void => {
    waiting.close()
    ears.emit({ type: 'gave-up', because, reason })
    here.reject(new Error(reason))
  }

  /** The patron continued in another window, and reconnecting would take the conversation away from there. */
  const replaced = (): void => {
    isClosed = true
    gaveUp('You went on with this conversation in another window.', 'replaced')
    void link.close()
  }

  const struggling = (tries: number): void => ears.emit({ type: 'struggling', tries })
  const link = openLink({
    ...{ socket, timers, ticket, patience },
    ...{ opened: () => void opened(), heard, lost, struggling, gaveUp: reason => gaveUp(reason) },
  })
  await here.promise

  return {
    send: frame => (frame.action === 'say' || frame.action === 'note' ? box.post(frame) : ask({ ...frame })),
    raw: ask,
    on: ears.on,
    next: ears.next,
    transcript: talks.messages,
    earlierThan: talks.earlierThan,
    earlier: async session => {
      const before = talks.earlierThan(session)
      return before === undefined ? undefined : ask({ action: 'resume', session, after: talks.last(session), before })
    },
    now: time.now,
    drop: link.drop,
    hurry: link.hurry,
    close: async () => {
      isClosed = true
      talks.close()
      waiting.close()
      await link.close()
    },
  }
}

/** The ticket that came with the question or the sign-in, then fresh ones. */
export function withFirst(first: Ticket, fresh: () => Promise<Ticket>): () => Promise<Ticket> {
  let unused: Ticket | undefined = first
  return async () => {
    const ticket = unused ?? (await fresh())
    unused = undefined
    return ticket
  }
}

/** How long to wait for a desk that no longer answers, ms. */
const goodbyeMs = 2_000

/** Sends a last frame and disconnects. */
export async function part(client: DeskClient, last: Outgoing, timers: Timers = usualTimers): Promise<void> {
  await atMost(timers, goodbyeMs, client.send(last))
  await client.close()
}
