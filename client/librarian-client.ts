import type { Push, Reply } from '../lib/protocol/frames-out.ts'
import { defaultPatience } from './connection.ts'
import { type ClientOptions, type DeskClient, deskClient, type Greeting, type Heard, withFirst } from './desk-client.ts'
import { librarianTicket } from './desk-http.ts'
import type { Frame } from './requests.ts'
import type { WaitingPatron } from './wire.ts'

export interface LibrarianClient extends DeskClient {
  readonly id: string
  /** The screen name. */
  readonly name: string
  /** Who waits, as far as this librarian has heard, the longest first. */
  waiting(): readonly WaitingPatron[]
  /** How many more wait behind them, as far as the desk counted. */
  others(): number
  /** Asks for the next page of those who wait: they come as `waiting`. */
  moreWaiting(): Promise<void>
  /** Comes on duty for these pools, or for all of theirs; comes back for the same. */
  comeOnDuty(pools?: readonly string[]): Promise<Reply>
}

/** A page of the queue, whatever reply it came with. */
type QueuePage = Pick<Extract<Reply, { type: 'queue' }>, 'waiting' | 'more' | 'others' | 'offDutyAt'>

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
  const { patience = defaultPatience } = options
  const waiting = new Map<string, WaitingPatron>()
  const held = new Set<string>()
  let onDuty = true
  /** They have been on duty over this client before: a new connection is no sign of a person. */
  let hasCome = false
  let others = 0
  let pools: readonly string[] | undefined

  const listener = (heard: Heard): void => {
    if (heard.type === 'waiting' && held.has(heard.session)) void stillMine(heard.session)
    // An alert may come twice, and who waits is in every page of the queue as well.
    if (heard.type === 'waiting' && waiting.has(heard.session)) return
    if (heard.type === 'waiting') waiting.set(heard.session, heard)
    if (heard.type === 'no-longer-waiting') waiting.delete(heard.session)
    if (heard.type === 'transferred-away' || heard.type === 'ended' || heard.type === 'back-in-queue')
      held.delete(heard.session)
    options.listener?.(heard)
  }

  /** Takes up a session again, unless it is this librarian's no more (R34). */
  const returnTo = async (session: string, { resume, tell }: Greeting): Promise<void> => {
    taken(session, await resume(session), tell)
  }

  /** What the desk said of a session that this librarian held. */
  const taken = (session: string, reply: Reply, tell: (heard: Heard) => void): void => {
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
  const seen = (page: QueuePage, tell: (heard: Heard) => void): void => {
    others = page.others ?? 0
    const still = new Set(page.waiting.map(({ session }) => session))
    const end = page.waiting.at(-1)?.askedAt ?? 0
    // Whoever stands behind the end of the page may be waiting still.
    const isOver = ({ session, askedAt }: WaitingPatron) => !still.has(session) && (!page.more || askedAt < end)
    for (const patron of [...waiting.values()].filter(isOver))
      tell({ type: 'no-longer-waiting', session: patron.session })
    for (const patron of page.waiting) if (!waiting.has(patron.session)) tell({ type: 'waiting', ...patron })
    if (page.offDutyAt !== undefined) tell({ type: 'still-there', offDutyAt: page.offDutyAt })
  }

  /** The desk says that this librarian is off duty: nobody was there. What they hold stays theirs. */
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
    // Who is off duty keeps the sessions that they have, and has to come back to them all the same.
    for (const session of held) await returnTo(session, desk)
  }
  const ticket = withFirst(first, async () => librarianTicket(http, await token()))
  const client = await deskClient({ ...options, role: 'librarian', ticket, greeting, listener, reflex })

  /** Whoever is said to wait may have gone back to the queue, and the push that said so was lost: the desk is asked (R39). */
  const stillMine = async (session: string): Promise<void> => {
    const after = client.transcript(session).at(-1)?.number ?? 0
    taken(session, await client.send({ action: 'resume', session, after }), listener)
  }

  /** Who was not alerted learns of the queue by asking (R45); it is also how the desk asks whether somebody is there (R40). */
  const look = async (): Promise<void> => {
    if (!onDuty) return
    const reply = await client.send({ action: 'queue' })
    if (reply.type === 'queue') seen({ ...reply, others }, listener)
    if (reply.type === 'off-duty') offDuty(reply, listener)
  }
  const looking = setInterval(() => void look(), patience.look)

  return {
    ...client,
    id: librarian,
    name,
    waiting: () => [...waiting.values()].sort((a, b) => a.askedAt - b.askedAt),
    others: () => others,
    moreWaiting: async () => {
      const last = [...waiting.values()].sort((a, b) => a.askedAt - b.askedAt).at(-1)
      const after = last && `${last.askedAt}#${last.session}`
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
      if (reply.type === 'picked-up' || reply.type === 'transferred' || reply.type === 'rescued')
        held.add(reply.session)
      if (reply.type === 'closed') held.delete(reply.session)
      if (reply.type === 'closed') for (const patron of reply.waiting ?? []) listener({ type: 'waiting', ...patron })
      return reply
    },
    close: async () => {
      clearInterval(looking)
      await client.close()
    },
  }
}

/** A page that hears an alert says so at once: its librarian is not asleep (R40). */
function reflex(push: Push): Frame | undefined {
  if (push.type !== 'waiting' && push.type !== 'rescue-offered') return undefined
  return push.at === undefined ? undefined : { action: 'heard', session: push.session, at: push.at }
}
