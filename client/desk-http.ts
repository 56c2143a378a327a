import * as v from 'valibot'
import { type Challenge, challenge } from '../lib/protocol/out/challenge.ts'
import { versionsSpoken as versions } from '../lib/protocol/version.ts'
import { inHex } from './hex.ts'
import { proofFor } from './proof.ts'
import { pause, usualTimers } from './timers.ts'

/** A ticket for one connection, to be used once and within a minute. */
export interface Ticket {
  readonly ticket: string
  /** URL of the WebSocket. */
  readonly socket: string
}

/** A patron's new session. The pass lets this patron come back to it. */
export interface Asked extends Ticket {
  readonly session: string
  readonly pass: string
}

export interface Question {
  readonly question: string
  readonly name?: string
  readonly email?: string
  /** The patron does not wait. Their library answers to `email`. */
  readonly byMail?: true
  /** The language that the patron reads, BCP 47. */
  readonly language?: string
  /** Answers to the fields of the library's form, by the id of the field. */
  readonly answers?: Readonly<Record<string, string>>
  /** Codes of soft refusals that do not apply. */
  readonly despite?: readonly string[]
  /** Identifies this submission of the form, 22 to 64 letters, digits and hyphens. @default a random one */
  readonly once?: string
}

/** The desk refused an HTTP request. `message` is its sentence. */
export class DeskRefusal extends Error {
  override readonly name = 'DeskRefusal'
  readonly status: number
  readonly code: string
  /** The work that the library asks of a device before it takes a question. @default - none */
  readonly challenge: Challenge | undefined
  /** How long the desk asks to be left alone, ms. @default - it did not say */
  readonly retryAfter: number | undefined

  constructor(
    status: number,
    code: string,
    reason: string,
    more: Pick<Partial<DeskRefusal>, 'challenge' | 'retryAfter'> = {},
  ) {
    super(reason)
    this.status = status
    this.code = code
    this.challenge = more.challenge
    this.retryAfter = more.retryAfter
  }
}

const ticket = { ticket: v.string(), socket: v.string() }
const asked = v.object({ session: v.string(), pass: v.string(), ...ticket })
const signedIn = v.object({ librarian: v.string(), name: v.string(), role: v.string(), ...ticket })
const refusal = v.object({ code: v.string(), reason: v.string(), challenge: v.optional(challenge) })

/** The tries of a question. With the same `once` it opens one session, however often it is sent. */
const tries = 5
/** The longest pause after the first try, ms; each is twice as long as the one before. */
const firstPause = 500

/**
 * Whether another try may succeed: the desk was busy, or nobody answered (fetch throws a TypeError; on a page, a throttled API
 * looks the same). A source that asked too much has to wait for minutes, so the client does not try again automatically.
 */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof DeskRefusal)) return error instanceof TypeError
  return error.status >= 500 || (error.status === 429 && error.code !== 'too-many-questions')
}

/** Submits a patron's question, and calls `busy` before each new try. Throws DeskRefusal, or TypeError if nobody answers. */
export async function askQuestion(
  http: string,
  library: string,
  question: Question,
  busy: () => void = () => undefined,
): Promise<Asked> {
  const whole = { once: randomOnce(), ...question }
  for (let attempt = 1; ; attempt++) {
    try {
      return await askOnce(http, library, whole)
    } catch (error) {
      if (attempt === tries || !mayPass(error)) throw error
      busy()
      // A random part, up to half, is taken off, so that a crowd does not return at once.
      await pause(usualTimers, firstPause * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)).over
    }
  }
}

/**
 * Submits a patron's question in one try, and does the work that the library asks of a device. With the same `once` it opens one
 * session, however often it is sent.
 */
export async function askOnce(
  http: string,
  library: string,
  question: Question & { readonly once: string },
): Promise<Asked> {
  const path = `${http}/libraries/${encodeURIComponent(library)}/sessions`
  const body = { versions, ...question }
  try {
    return v.parse(asked, await post(path, { body }))
  } catch (error) {
    if (!(error instanceof DeskRefusal) || !error.challenge) throw error
    const proof = await proofFor(error.challenge).catch(() => {
      // A page without TLS cannot do it.
      throw error
    })
    return v.parse(asked, await post(path, { body: { ...body, proof } }))
  }
}

/** As random as a UUID. A page without TLS has no `crypto.randomUUID`. */
export function randomOnce(): string {
  return inHex(crypto.getRandomValues(new Uint8Array(16))).replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A ticket for a patron who comes back with the pass of the session. */
export async function patronTicket(http: string, session: string, pass: string): Promise<Ticket> {
  return v.parse(
    v.object(ticket),
    await post(`${http}/sessions/${session}/tickets`, { body: { versions }, bearer: pass }),
  )
}

/** Exchanges the tokens of a librarian's sign-in for a ticket and what the desk knows about them. */
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
  const retryAfter = waitIn(answer.headers.get('retry-after'))
  throw said.success
    ? new DeskRefusal(answer.status, said.output.code, said.output.reason, { ...said.output, retryAfter })
    : new DeskRefusal(answer.status, 'no-answer', `The desk answered ${answer.status}.`, { retryAfter })
}

/** The wait in a Retry-After header, ms: it has seconds, or a date (RFC 9110). */
function waitIn(header: string | null): number | undefined {
  const wait = Number(header) * 1000 || Date.parse(header ?? '') - Date.now()
  return wait > 0 ? wait : undefined
}
