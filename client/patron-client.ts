import { type ClientOptions, type DeskClient, deskClient, type Greeting, withFirst } from './desk-client.ts'
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

/** Connects a patron to the session that they asked for (`askQuestion`); resolves when they are there. */
export async function connectPatron(
  http: string,
  { session, pass, ...first }: Asked,
  options: ClientOptions,
): Promise<PatronClient> {
  const ticket = withFirst(first, () => patronTicket(http, session, pass))
  const greeting = async ({ resume }: Greeting) => void (await resume(session))
  const client = await deskClient({ ...options, role: 'patron', reads: frameToPatron, ticket, greeting })
  return { ...client, session }
}
