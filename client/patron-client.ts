import {
  type ClientOptions,
  type DeskClient,
  type DeskClientOptions,
  deskClient,
  type Greeting,
  withFirst,
} from './desk-client.ts'
import { type Asked, patronTicket } from './desk-http.ts'
import { frameToPatron } from './frames-to-patron.ts'

export interface PatronClient extends DeskClient {
  readonly session: string
}

/** Connects a patron who comes back with nothing but their pass: in another terminal, or another window. */
export async function returnPatron(
  http: string,
  { session, pass }: Pick<Asked, 'session' | 'pass'>,
  options: ClientOptions,
): Promise<PatronClient> {
  return connectPatron(http, { session, pass, ...(await patronTicket(http, session, pass)) }, options)
}

/**
 * Connects a patron who comes back in a page. It has no other thing to do, so it keeps trying where nobody answers; a pass that is
 * not valid any more ends it (`gave-up`).
 */
export async function resumePatron(
  http: string,
  { session, pass }: Pick<Asked, 'session' | 'pass'>,
  options: ClientOptions,
): Promise<PatronClient> {
  return patronClient(session, () => patronTicket(http, session, pass), options)
}

/** Connects a patron to the session that they asked for (`askQuestion`); resolves when they are there. */
export async function connectPatron(
  http: string,
  { session, pass, ...first }: Asked,
  options: ClientOptions,
): Promise<PatronClient> {
  return patronClient(
    session,
    withFirst(first, () => patronTicket(http, session, pass)),
    options,
  )
}

async function patronClient(
  session: string,
  ticket: DeskClientOptions['ticket'],
  options: ClientOptions,
): Promise<PatronClient> {
  const greeting = async ({ resume }: Greeting) => void (await resume(session))
  const client = await deskClient({ ...options, role: 'patron', reads: frameToPatron, ticket, greeting })
  return { ...client, session }
}
