import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import * as v from 'valibot'
import { versionsSpoken as versions } from '../lib/protocol/version.ts'

/** What opens one connection, once and within a minute. */
export interface Ticket {
  readonly ticket: string
  /** URL of the WebSocket. */
  readonly socket: string
}

/** A patron's session as the desk opened it; the pass lets this patron come back to it. */
export interface Asked extends Ticket {
  readonly session: string
  readonly pass: string
}

export interface Question {
  readonly question: string
  readonly name?: string
  readonly email?: string
  /** Which submission of the form this is, 22 to 64 letters, digits and hyphens. @default a random one */
  readonly once?: string
}

/** The desk said no to an HTTP request; `message` is its sentence. */
export class DeskRefusal extends Error {
  override readonly name = 'DeskRefusal'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, reason: string) {
    super(reason)
    this.status = status
    this.code = code
  }
}

const ticket = { ticket: v.string(), socket: v.string() }
const asked = v.object({ session: v.string(), pass: v.string(), ...ticket })
const signedIn = v.object({ librarian: v.string(), name: v.string(), ...ticket })
const refusal = v.object({ code: v.string(), reason: v.string() })

/** Tries of a question, and the pause between two (ms): with the same `once` it opens one session, however often it is sent. */
const tries = 3
const pauseBetween = 500

/** Whether the next try may fare better: nobody answered (a TypeError of fetch), or the desk is busy. */
export function mayPass(error: unknown): boolean {
  return error instanceof DeskRefusal ? error.status >= 500 || error.status === 429 : error instanceof TypeError
}

/** A patron submits a question. Throws DeskRefusal, or a TypeError of fetch where nobody answers. */
export async function askQuestion(http: string, library: string, question: Question): Promise<Asked> {
  const body = { versions, once: randomUUID(), ...question }
  const path = `${http}/libraries/${encodeURIComponent(library)}/sessions`
  for (let attempt = 1; ; attempt++) {
    try {
      return v.parse(asked, await post(path, { body }))
    } catch (error) {
      if (attempt === tries || !mayPass(error)) throw error
      await pause(pauseBetween)
    }
  }
}

/** A ticket for a patron who comes back with the pass of the session. */
export async function patronTicket(http: string, session: string, pass: string): Promise<Ticket> {
  return v.parse(
    v.object(ticket),
    await post(`${http}/sessions/${session}/tickets`, { body: { versions }, bearer: pass }),
  )
}

/** A ticket for a librarian, and who they are to the desk, for the tokens of their sign-in. */
export async function librarianTicket(
  http: string,
  tokens: { readonly idToken: string; readonly accessToken?: string },
): Promise<v.InferOutput<typeof signedIn>> {
  const { idToken: bearer, accessToken } = tokens
  const body = { versions, ...(accessToken !== undefined && { accessToken }) }
  return v.parse(signedIn, await post(`${http}/tickets`, { body, bearer }))
}

async function post(url: string, sent: { readonly body?: object; readonly bearer?: string }): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(sent.bearer && { authorization: `Bearer ${sent.bearer}` }),
    },
    ...(sent.body && { body: JSON.stringify(sent.body) }),
  })
  const body: unknown = await answer.json().catch(() => undefined)
  if (answer.ok) return body
  const said = v.safeParse(refusal, body)
  throw said.success
    ? new DeskRefusal(answer.status, said.output.code, said.output.reason)
    : new DeskRefusal(answer.status, 'no-answer', `The desk answered ${answer.status}.`)
}
