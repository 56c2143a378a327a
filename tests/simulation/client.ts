import type { Push, Reply } from '../../lib/protocol/frames-out.ts'
import type { Scheduler } from './scheduler.ts'
import type { Received, Socket, World } from './world.ts'

/** A frame without its reference. */
export type Outgoing = { readonly action: string; readonly session?: string } & Readonly<Record<string, unknown>>

/** A client's messages of one session, by number. */
export interface View {
  readonly messages: Map<number, string>
  /** When each was shown first, ms. */
  readonly shownAt: Map<number, number>
  /** The number up to which none is missing. */
  last: number
}

/** A frame with a final reply. */
export interface Acknowledged {
  readonly frame: Outgoing
  readonly reply: Reply
}

/** One person's client, which repeats unanswered frames, reconnects, and asks for what it missed. */
export interface Client {
  readonly name: string
  /** Sends a frame until it is answered. Undefined if the frame must not be repeated or the client has given up. */
  ask(frame: Outgoing): Promise<Reply | undefined>
  connect(): Promise<void>
  view(session: string): View
  readonly acknowledged: readonly Acknowledged[]
  connection(): string | undefined
  isGone(): boolean
  /** Asks for missing messages up to this number, if there are any. */
  catchUp(session: string, last: number): Promise<void>
  /** Loses the connection and comes back this much later, ms. */
  pause(ms: number): void
  /** Ends the connection for good. */
  leave(): void
}

export interface ClientOptions {
  readonly name: string
  readonly world: World
  readonly scheduler: Scheduler
  /** A fresh ticket. */
  readonly ticket: () => Promise<string | undefined>
  /** Its first frames on every connection. */
  readonly greet: (client: Client) => Promise<void>
  readonly hear: (push: Push) => void
}

/** How long it waits for a reply before it sends the frame again, ms. */
const patience = 10_000

/** Tries of one frame, more than the faults of one run can use up. */
const tries = 40

/** Never sent twice, since a second one might take a second patron. */
const once: readonly string[] = ['pick-up']

/** Useless later, since the next one replaces it. */
const passing: readonly string[] = ['heard', 'queue']

export function createClient({ name, world, scheduler, ticket, greet, hear }: ClientOptions): Client {
  const views = new Map<string, View>()
  const waiting = new Map<string, (reply: Reply | undefined) => void>()
  const acknowledged: Acknowledged[] = []
  let socket: Socket | undefined
  let connecting: Promise<void> | undefined
  let references = 0
  let tickets = 0
  let hasLeft = false
  let isGone = false
  let pausedUntil = 0

  const view = (session: string): View => {
    const known = views.get(session) ?? { messages: new Map(), shownAt: new Map(), last: 0 }
    views.set(session, known)
    return known
  }

  const note = (session: string, messages: readonly { readonly number: number; readonly text: string }[]): void => {
    const mine = view(session)
    for (const { number, text } of messages) {
      mine.messages.set(number, text)
      if (!mine.shownAt.has(number)) mine.shownAt.set(number, scheduler.now())
    }
    while (mine.messages.has(mine.last + 1)) mine.last++
  }

  /** A message before this one is missing. It may be on its way, so the client asks for it a second later. */
  const fillGap = async (session: string, upTo: number): Promise<void> => {
    await scheduler.sleep(1_000)
    if (view(session).last < upTo && socket) await resume(session)
  }

  const resume = async (session: string): Promise<void> => {
    for (;;) {
      const reply = await client.ask({ action: 'resume', session, after: view(session).last })
      if (reply?.type !== 'resumed' || !reply.more) return
    }
  }

  const receive = (frame: Received): void => {
    if (!('type' in frame)) {
      // API Gateway does not say which frame failed, so every waiting frame is sent again.
      for (const answer of [...waiting.values()]) answer(undefined)
      return
    }
    if ('re' in frame && frame.re !== undefined) {
      waiting.get(frame.re)?.(frame as Reply)
      return
    }
    const push = frame as Push
    if (push.type === 'message') {
      note(push.session, [push])
      if (view(push.session).last < push.number) void fillGap(push.session, push.number)
    }
    if (push.type === 'standing') void client.catchUp(push.session, push.last)
    hear(push)
  }

  const sent = (frame: Outgoing): Promise<Reply | undefined> => {
    const mine = socket
    if (!mine) return Promise.resolve(undefined)
    return new Promise(resolve => {
      const id = `${name}-${++references}`
      const callOff = scheduler.after(patience, () => answer(undefined))
      const answer = (reply: Reply | undefined) => {
        callOff()
        waiting.delete(id)
        resolve(reply)
      }
      waiting.set(id, answer)
      const last = frame.action === 'say' && frame.session ? { last: view(frame.session).last } : {}
      world.send(mine, { ...frame, ...last, id })
    })
  }

  const understood = (frame: Outgoing, reply: Reply): Reply => {
    acknowledged.push({ frame, reply })
    if (
      reply.type === 'resumed' ||
      reply.type === 'picked-up' ||
      reply.type === 'transferred' ||
      reply.type === 'rescued' ||
      reply.type === 'joined'
    )
      note(reply.session, reply.messages)
    if (reply.type === 'said' && typeof frame.text === 'string')
      note(reply.session, [{ number: reply.number, text: frame.text }])
    return reply
  }

  const connectOnce = async (): Promise<boolean> => {
    if (scheduler.now() < pausedUntil) await scheduler.sleep(pausedUntil - scheduler.now())
    const fresh = await ticket()
    if (hasLeft || fresh === undefined) return false
    const mine = await world.open(fresh, `${name}-t${++tickets}`)
    if (!mine) return false
    mine.receive = receive
    mine.closed = () => {
      if (socket !== mine) return
      socket = undefined
      for (const answer of [...waiting.values()]) answer(undefined)
      if (!hasLeft) void client.connect()
    }
    mine.vanished = () => {
      isGone = true
      hasLeft = true
      socket = undefined
      waiting.clear()
    }
    socket = mine
    await greet(client)
    return socket === mine
  }

  const client: Client = {
    name,
    view,
    acknowledged,
    connection: () => socket?.id,
    isGone: () => isGone,
    catchUp: async (session, last) => {
      if (view(session).last < last) await resume(session)
    },
    pause: ms => {
      pausedUntil = scheduler.now() + ms
      if (socket) world.cut(socket)
    },
    leave: () => {
      hasLeft = true
      if (socket) world.cut(socket)
    },
    connect: () => {
      connecting ??= (async () => {
        for (let attempt = 0; attempt < tries && !hasLeft && !socket; attempt++) {
          if (await connectOnce()) break
          await scheduler.sleep(1_000)
        }
        connecting = undefined
      })()
      return connecting
    },
    ask: async frame => {
      for (let attempt = 0; attempt < tries && !hasLeft; attempt++) {
        const reply = await sent(frame)
        const again = reply === undefined || (reply.type === 'refused' && retried.includes(reply.code))
        if (reply && !again) return understood(frame, reply)
        if ([...once, ...passing].includes(frame.action) && reply === undefined) return undefined
        await scheduler.sleep(1_000)
      }
      return undefined
    },
  }
  return client
}

const retried: readonly string[] = ['try-again', 'out-of-order']
