import type { Push, Reply } from '../lib/protocol/frames-out.ts'
import { every, type Timers } from './timers.ts'
import type { Outgoing } from './wire.ts'

/** A librarian's page of the staff room (R41). Its messages come as `staff-room-message`, each once. */
export interface StaffRoomPage {
  /** Shows the room from now on: the newest messages, and what is said later. */
  open(): Promise<Reply>
  /** Shows it no longer. */
  close(): Promise<void>
  say(text: string, despite?: readonly string[]): Promise<Reply>
  /** A message was pushed. */
  heard(message: Said): void
  /** The client has a new connection, of which the desk does not know that it shows the room. */
  back(): void
  stop(): void
}

type Said = Extract<Push, { type: 'staff-room-message' }>

export interface StaffRoomOptions {
  readonly send: (frame: Outgoing) => Promise<Reply>
  readonly show: (message: Said) => void
  readonly timers: Timers
  /** How often it asks for what was not pushed, ms. */
  readonly look: number
  /** @default crypto.randomUUID */
  readonly random?: () => string
}

export function staffRoomPage(options: StaffRoomOptions): StaffRoomPage {
  const { send, show, timers, look, random = () => crypto.randomUUID() } = options
  const shown = new Set<string>()
  /** The newest message that a reply brought. Pushes do not count, since one before them may have been lost. */
  let read: string | undefined
  let stop: (() => void) | undefined

  const heard = (message: Said): void => {
    if (shown.has(message.id)) return
    shown.add(message.id)
    show(message)
  }
  const ask = async (open?: true): Promise<Reply> => {
    const reply = await send({ action: 'staff-room', ...(read && { after: read }), ...(open && { open }) })
    if (reply.type !== 'staff-room') return reply
    for (const message of reply.messages) heard({ type: 'staff-room-message', ...message })
    const hadRead = read
    read = reply.messages.at(-1)?.id ?? read
    return reply.more && hadRead !== undefined && read !== hadRead ? ask() : reply
  }

  return {
    heard,
    open: async () => {
      stop ??= every(timers, look, () => void ask())
      return ask(true)
    },
    close: async () => {
      stop?.()
      stop = undefined
      await send({ action: 'staff-room', open: false })
    },
    say: async (text, despite) => {
      const reply = await send({
        action: 'say-in-staff-room',
        once: random(),
        text,
        ...(despite && { despite: [...despite] }),
      })
      if (reply.type === 'said-in-staff-room') heard({ ...reply, type: 'staff-room-message' })
      return reply
    },
    back: () => {
      if (stop) void ask(true)
    },
    stop: () => stop?.(),
  }
}
