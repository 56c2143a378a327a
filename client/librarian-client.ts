import type { Reply } from '../lib/protocol/frames-out.ts'
import { type ClientOptions, type DeskClient, deskClient, type Greeting, type Heard, withFirst } from './desk-client.ts'
import { librarianTicket } from './desk-http.ts'
import type { WaitingPatron } from './wire.ts'

export interface LibrarianClient extends DeskClient {
  readonly id: string
  /** The screen name. */
  readonly name: string
  /** Who waits, as far as this librarian has heard, the longest first. */
  waiting(): readonly WaitingPatron[]
  /** Comes on duty for these pools, or for all of theirs; comes back for the same. */
  comeOnDuty(pools?: readonly string[]): Promise<Reply>
}

/** What the desk says of a session that this librarian serves no more. */
const gone: readonly string[] = ['not-picked-up', 'not-yours', 'no-such-session']

/**
 * Connects a librarian and brings them on duty, with the sessions that they hold; resolves when they are there. `token` gives
 * an id token of the consortium's sign-in whenever one is needed.
 */
export async function connectLibrarian(
  http: string,
  token: () => Promise<string>,
  options: ClientOptions = {},
): Promise<LibrarianClient> {
  const { librarian, name, ...first } = await librarianTicket(http, await token())
  const waiting = new Map<string, WaitingPatron>()
  const held = new Set<string>()
  let onDuty = true
  let pools: readonly string[] | undefined

  const listener = (heard: Heard): void => {
    // The desk says again who waits, should a push have been lost.
    if (heard.type === 'waiting' && waiting.has(heard.session)) return
    if (heard.type === 'waiting') waiting.set(heard.session, heard)
    if (heard.type === 'no-longer-waiting') waiting.delete(heard.session)
    if (heard.type === 'transferred-away' || heard.type === 'ended') held.delete(heard.session)
    options.listener?.(heard)
  }

  /** Takes up a session again, unless it is this librarian's no more (R34). */
  const returnTo = async (session: string, { resume, tell }: Greeting): Promise<void> => {
    const reply = await resume(session)
    if (reply.type === 'resumed' && reply.status === 'active') held.add(session)
    if (reply.type === 'resumed' && reply.status === 'closed') held.delete(session)
    if (reply.type !== 'refused' || !gone.includes(reply.code)) return
    held.delete(session)
    tell({ type: 'no-longer-yours', session, now: reply.code === 'not-picked-up' ? 'waiting' : 'elsewhere' })
  }

  const dutyFrame = (pools: readonly string[] | undefined) => ({
    action: 'on-duty' as const,
    ...(pools && { pools: [...pools] }),
  })

  /** Who waits now, as the desk has just said: what was not known is told, and who waits no longer. */
  const seen = (reply: Extract<Reply, { type: 'on-duty' }>, tell: (heard: Heard) => void): void => {
    const still = new Set(reply.waiting.map(({ session }) => session))
    for (const session of [...waiting.keys()]) if (!still.has(session)) tell({ type: 'no-longer-waiting', session })
    for (const patron of reply.waiting) if (!waiting.has(patron.session)) tell({ type: 'waiting', ...patron })
    for (const session of reply.sessions) held.add(session)
  }

  const backOnDuty = async ({ greet, tell }: Greeting): Promise<void> => {
    const reply = await greet(dutyFrame(pools))
    if (reply.type === 'on-duty') seen(reply, tell)
  }

  const greeting = async (desk: Greeting): Promise<void> => {
    if (onDuty) await backOnDuty(desk)
    // Who is off duty keeps the sessions that they have, and has to come back to them all the same.
    for (const session of held) await returnTo(session, desk)
  }
  const ticket = withFirst(first, async () => librarianTicket(http, await token()))
  const client = await deskClient({ ...options, role: 'librarian', ticket, greeting, listener })

  return {
    ...client,
    id: librarian,
    name,
    waiting: () => [...waiting.values()].sort((a, b) => a.askedAt - b.askedAt),
    comeOnDuty: async chosen => {
      const reply = await client.send(dutyFrame(chosen))
      if (reply.type !== 'on-duty') return reply
      onDuty = true
      pools = chosen
      seen(reply, listener)
      return reply
    },
    send: async frame => {
      const reply = await client.send(frame)
      if (reply.type === 'off-duty') onDuty = false
      if (reply.type === 'picked-up') waiting.delete(reply.session)
      if (reply.type === 'picked-up' || reply.type === 'transferred') held.add(reply.session)
      if (reply.type === 'closed') held.delete(reply.session)
      return reply
    },
  }
}
