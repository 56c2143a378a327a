import { type ClientOptions, type DeskClient, deskClient, type Greeting, type Heard, withFirst } from './desk-client.ts'
import { librarianTicket } from './desk-http.ts'
import type { WaitingPatron } from './wire.ts'

export interface LibrarianClient extends DeskClient {
  readonly id: string
  /** The screen name. */
  readonly name: string
  /** Who waits, as far as this librarian has heard, the longest first. */
  waiting(): readonly WaitingPatron[]
}

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
  let onDuty = true

  const listener = (heard: Heard): void => {
    if (heard.type === 'waiting') waiting.set(heard.session, heard)
    if (heard.type === 'no-longer-waiting') waiting.delete(heard.session)
    options.listener?.(heard)
  }
  const greeting = async ({ greet, resume, tell }: Greeting): Promise<void> => {
    if (!onDuty) return
    const reply = await greet({ action: 'on-duty' })
    if (reply.type !== 'on-duty') return
    const still = new Set(reply.waiting.map(({ session }) => session))
    for (const session of waiting.keys()) if (!still.has(session)) tell({ type: 'no-longer-waiting', session })
    for (const patron of reply.waiting) if (!waiting.has(patron.session)) tell({ type: 'waiting', ...patron })
    for (const session of reply.sessions) await resume(session)
  }
  const ticket = withFirst(first, async () => librarianTicket(http, await token()))
  const client = await deskClient({ ...options, role: 'librarian', ticket, greeting, listener })

  return {
    ...client,
    id: librarian,
    name,
    waiting: () => [...waiting.values()].sort((a, b) => a.askedAt - b.askedAt),
    send: async frame => {
      const reply = await client.send(frame)
      if (reply.type === 'on-duty' || reply.type === 'off-duty') onDuty = reply.type === 'on-duty'
      if (reply.type === 'picked-up') waiting.delete(reply.session)
      return reply
    },
  }
}
