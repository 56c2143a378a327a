import type { Push, Reply } from '../lib/protocol/frames-out.ts'
import { byPlace, placeText } from '../lib/protocol/queue-place.ts'
import { defaultPatience } from './connection.ts'
import {
  type ClientOptions,
  type DeskClient,
  deskClient,
  type Greeting,
  type Heard,
  type NoLongerYours,
  withFirst,
} from './desk-client.ts'
import { DeskRefusal, librarianTicket } from './desk-http.ts'
import { frameToLibrarian } from './frames-to-librarian.ts'
import type { Frame } from './requests.ts'
import type { TokenSource } from './sign-in.ts'
import { type StaffRoomPage, staffRoomPage } from './staff-room.ts'
import { every, usualTimers } from './timers.ts'
import type { WaitingPatron } from './wire.ts'

export interface LibrarianClient extends DeskClient {
  readonly id: string
  /** The screen name. */
  readonly name: string
  /** As in the consortium file. */
  readonly role: string
  /** The waiting patrons that this librarian knows of, longest wait first. */
  waiting(): readonly WaitingPatron[]
  /** The number of other patrons behind them, as far as the desk has counted. */
  others(): number
  /** Asks for the next page of waiting patrons, which arrive as `waiting`. */
  moreWaiting(): Promise<void>
  /** Comes on duty for these pools, or for all of theirs, and for the same after a reconnect. */
  comeOnDuty(pools?: readonly string[]): Promise<Reply>
  /** The staff room (R41). */
  readonly room: Pick<StaffRoomPage, 'open' | 'close' | 'say'>
}

export interface LibrarianOptions extends ClientOptions {
  /** Whether they come on duty as soon as they are connected. @default true */
  readonly onDuty?: boolean
  /** The pools that they come on duty for. @default - all of theirs */
  readonly pools?: readonly string[]
}

/** A page of the queue, from any reply. */
type QueuePage = Pick<Extract<Reply, { type: 'queue' }>, 'waiting' | 'more' | 'others' | 'offDutyAt'>

/** The refusals for a session that this librarian no longer serves. */
const gone: Readonly<Record<string, NoLongerYours['now']>> = {
  'not-picked-up': 'waiting',
  'not-yours': 'elsewhere',
  'no-such-session': 'over',
  'too-long-ago': 'over',
}

/**
 * Connects a librarian and, unless they say otherwise, brings them on duty, with the sessions that they hold; resolves when they are
 * there. `tokens` provides those of their sign-in whenever they are needed.
 */
export async function connectLibrarian(
  http: string,
  tokens: TokenSource,
  options: LibrarianOptions,
): Promise<LibrarianClient> {
  const { librarian, name, role, ...first } = await ticketBy(http, tokens)
  const { patience = defaultPatience, timers = usualTimers } = options
  const waiting = new Map<string, WaitingPatron>()
  const held = new Set<string>()
  let { onDuty = true, pools } = options
  /** They have been on duty with this client before, so a new connection is not a sign of a person. */
  let hasCome = false
  let others = 0
  let room: StaffRoomPage | undefined

  const listener = (heard: Heard): void => {
    if (heard.type === 'connected') room?.back()
    // Whoever hears that they are asleep is awake. The desk learns of it by the next frame.
    if (heard.type === 'asleep') void look()
    // The page of the room shows each message once.
    if (heard.type === 'staff-room-message') {
      room?.heard(heard)
      return
    }
    // An alert may come twice, and pages of the queue contain the same patrons.
    if (heard.type === 'waiting' && held.has(heard.session)) void checkHeld(heard.session)
    if (heard.type === 'waiting') waits(heard)
    if (heard.type === 'no-longer-waiting') waiting.delete(heard.session)
    if (heard.type === 'transferred-away' || heard.type === 'ended' || heard.type === 'back-in-queue')
      held.delete(heard.session)
    if (heard.type !== 'waiting') options.listener?.(heard)
  }

  /** Shows a waiting patron once, however often they are named, and says if it is this librarian's turn. */
  const waits = (patron: Extract<Heard, { type: 'waiting' }>): void => {
    const { session, at, repeat = false } = patron
    const isNew = !waiting.has(session)
    if (isNew) waiting.set(session, patron)
    if (isNew) options.listener?.(patron)
    if (at !== undefined) options.listener?.({ type: 'called', session, again: repeat })
  }

  /** Resumes a session, unless it is no longer this librarian's (R34). */
  const returnTo = async (session: string, { resume, tell }: Greeting): Promise<void> => {
    taken(session, await resume(session), tell)
  }

  /** The desk's reply about a session that this librarian held. */
  const taken = (session: string, reply: Reply, tell: (heard: Heard) => void): void => {
    if (reply.type === 'resumed' && reply.status === 'active') held.add(session)
    if (reply.type === 'resumed' && reply.status === 'closed') held.delete(session)
    const now = reply.type === 'refused' ? gone[reply.code] : undefined
    if (now === undefined) return
    held.delete(session)
    tell({ type: 'no-longer-yours', session, now })
  }

  /** The client believes that it serves a patron who is waiting. A push may have been lost, so the client asks the desk. */
  const checkHeld = async (session: string): Promise<void> => {
    const after = client.transcript(session).at(-1)?.number ?? 0
    taken(session, await client.send({ action: 'resume', session, after }), listener)
  }

  const dutyFrame = (pools: readonly string[] | undefined) => ({
    action: 'on-duty' as const,
    ...(pools && { pools: [...pools] }),
  })

  /** Takes over a page of the queue, and announces new patrons and those who no longer wait. */
  const seen = (page: QueuePage, tell: (heard: Heard) => void): void => {
    others = page.others ?? 0
    const still = new Set(page.waiting.map(({ session }) => session))
    const end = page.waiting.at(-1)
    // Patrons behind the end of the page may still be waiting.
    const isOver = (patron: WaitingPatron) =>
      !still.has(patron.session) && (!page.more || (end !== undefined && byPlace(patron, end) < 0))
    for (const patron of [...waiting.values()].filter(isOver))
      tell({ type: 'no-longer-waiting', session: patron.session })
    for (const patron of page.waiting) if (!waiting.has(patron.session)) tell({ type: 'waiting', ...patron })
    if (page.offDutyAt !== undefined) tell({ type: 'still-there', offDutyAt: page.offDutyAt })
  }

  /** The desk says that this librarian is off duty because nobody was there. Their sessions stay theirs. */
  const offDuty = (reply: Extract<Reply, { type: 'off-duty' }>, tell: (heard: Heard) => void): void => {
    if (onDuty) tell({ type: 'off-duty', sessions: reply.sessions })
    onDuty = false
    waiting.clear()
  }

  const backOnDuty = async ({ greet, tell }: Greeting): Promise<void> => {
    const reply = await greet({ ...dutyFrame(pools), ...(hasCome && { byItself: true }) })
    if (reply.type === 'off-duty') return offDuty(reply, tell)
    if (reply.type !== 'on-duty') return
    hasCome = true
    seen(reply, tell)
    for (const session of reply.sessions) held.add(session)
  }

  const greeting = async (desk: Greeting): Promise<void> => {
    if (onDuty) await backOnDuty(desk)
    // A librarian who is off duty keeps their sessions, and has to resume them all the same.
    for (const session of held) await returnTo(session, desk)
  }
  const ticket = withFirst(first, () => ticketBy(http, tokens))
  const client = await deskClient({
    ...options,
    role: 'librarian',
    reads: frameToLibrarian,
    ticket,
    greeting,
    listener,
    reflex,
  })

  /**
   * A librarian who was not alerted learns of the queue by asking (R45). In the reply the desk may also ask whether somebody is
   * there (R40).
   */
  const look = async (): Promise<void> => {
    if (!onDuty) return
    const reply = await client.send({ action: 'queue' })
    if (reply.type === 'queue') seen({ ...reply, others }, listener)
    if (reply.type === 'off-duty') offDuty(reply, listener)
  }
  room = staffRoomPage({ send: client.send, show: message => options.listener?.(message), timers, look: patience.look })
  const stopLooking = every(timers, patience.look, () => void look())

  return {
    ...client,
    id: librarian,
    name,
    role,
    room,
    waiting: () => [...waiting.values()].sort(byPlace),
    others: () => others,
    moreWaiting: async () => {
      const last = [...waiting.values()].sort(byPlace).at(-1)
      const after = last && placeText(last)
      const reply = await client.send({ action: 'queue', most: 25, count: true, ...(after && { after }) })
      if (reply.type !== 'queue') return
      others = reply.others ?? 0
      for (const patron of reply.waiting) listener({ type: 'waiting', ...patron })
    },
    comeOnDuty: async chosen => {
      const reply = await client.send(dutyFrame(chosen))
      if (reply.type !== 'on-duty') return reply
      onDuty = true
      pools = chosen
      seen(reply, listener)
      for (const session of reply.sessions) held.add(session)
      return reply
    },
    send: async frame => {
      const reply = await client.send(frame)
      if (reply.type === 'off-duty') onDuty = false
      if (reply.type === 'picked-up') waiting.delete(reply.session)
      if (
        reply.type === 'picked-up' ||
        reply.type === 'transferred' ||
        reply.type === 'rescued' ||
        reply.type === 'joined'
      )
        held.add(reply.session)
      if (reply.type === 'session-left') held.delete(reply.session)
      if (reply.type === 'stepped-back')
        for (const session of [reply.session, ...(reply.others ?? [])]) waiting.delete(session)
      if (reply.type !== 'closed' && reply.type !== 'stepped-back') return reply
      held.delete(reply.session)
      for (const patron of reply.waiting ?? []) listener({ type: 'waiting', ...patron })
      return reply
    },
    close: async () => {
      stopLooking()
      room?.stop()
      await client.close()
    },
  }
}

/** The clock of this machine may differ from the desk's. If the desk says that a sign-in has expired, it has. */
async function ticketBy(http: string, tokens: TokenSource) {
  try {
    return await librarianTicket(http, await tokens())
  } catch (error) {
    if (!(error instanceof DeskRefusal && error.code === 'sign-in-expired')) throw error
    return librarianTicket(http, await tokens(true))
  }
}

/** A page that receives an alert confirms it at once, which shows that it is not asleep (R40). */
function reflex(push: Push): Frame | undefined {
  if (push.type !== 'waiting' && push.type !== 'rescue-offered') return undefined
  return push.at === undefined ? undefined : { action: 'heard', session: push.session, at: push.at }
}
