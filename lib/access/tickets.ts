import { errors, jwtVerify, SignJWT } from 'jose'
import * as v from 'valibot'
import type { Sender } from '../session/state.ts'

/** The person whom a ticket admits, and their role. Every frame of the connection carries this identity. */
export type Identity = PatronIdentity | LibrarianIdentity

export interface PatronIdentity {
  readonly role: 'patron'
  readonly library: string
  readonly session: string
}

export interface LibrarianIdentity {
  readonly role: 'librarian'
  readonly library: string
  readonly librarian: string
}

export const identity = v.variant('role', [
  v.object({ role: v.literal('patron'), library: v.string(), session: v.string() }),
  v.object({ role: v.literal('librarian'), library: v.string(), librarian: v.string() }),
])

/** A ticket opens one connection within this time, seconds. */
const ticketSeconds = 60

/** A patron may come back to their session for this long, seconds: a day, many times longer than a session lasts. */
const passSeconds = 86_400

/**
 * The version of a token's shape. Tokens from before versions were introduced have the same shape. Tokens of a later
 * version are not valid here.
 */
const version = v.optional(v.literal(1), 1)

const ticketClaims = v.object({
  version,
  identity,
  origin: v.optional(v.string()),
  again: v.optional(v.literal(true)),
  jti: v.string(),
  exp: v.number(),
})
const passClaims = v.object({ version, identity })

/** The contents of a valid ticket. */
export interface Ticket {
  readonly id: string
  readonly identity: Identity
  /** The web origin that it was issued to; undefined for a client outside a browser. */
  readonly origin?: string
  /** The patron comes back, so their session may have other sockets. */
  readonly again?: true
  /** ms since 1970. */
  readonly expiresAt: number
}

/** Signs a ticket for one connection. The signature is HMAC-SHA-256 with the consortium's own secret. */
export async function signTicket(
  key: Uint8Array,
  to: Identity,
  origin: string | undefined,
  id: string,
  again?: true,
): Promise<string> {
  const token = new SignJWT({ version: 1, identity: { ...to }, ...(origin && { origin }), ...(again && { again }) })
  return token
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('socket')
    .setJti(id)
    .setIssuedAt()
    .setExpirationTime(`${ticketSeconds}s`)
    .sign(key)
}

/** The contents of a ticket that the desk signed and that has not expired. */
export async function readTicket(key: Uint8Array, token: string): Promise<Ticket | undefined> {
  const claims = v.safeParse(ticketClaims, await verified(key, token, 'socket'))
  if (!claims.success) return undefined
  const { jti, identity, origin, again, exp } = claims.output
  return { id: jti, identity, expiresAt: exp * 1000, ...(origin && { origin }), ...(again && { again }) }
}

/** Signs the pass with which a patron's client returns to its session (R33). */
export async function signPass(key: Uint8Array, to: PatronIdentity): Promise<string> {
  const token = new SignJWT({ version: 1, identity: { ...to } })
  return token
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('pass')
    .setIssuedAt()
    .setExpirationTime(`${passSeconds}s`)
    .sign(key)
}

/** The holder of a pass that the desk signed and that has not expired. */
export async function readPass(key: Uint8Array, token: string): Promise<PatronIdentity | undefined> {
  const claims = v.safeParse(passClaims, await verified(key, token, 'pass'))
  return claims.success && claims.output.identity.role === 'patron' ? claims.output.identity : undefined
}

async function verified(key: Uint8Array, token: string, audience: string): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, key, { audience, algorithms: ['HS256'], requiredClaims: ['exp'] })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

/** The sender of everything that arrives over this identity's connection. */
export function senderOf(who: Identity): Sender {
  return who.role === 'patron' ? { role: 'patron' } : { role: 'librarian', id: who.librarian }
}

/** The librarian who sent a frame that only librarians may send. */
export function librarianOf(who: Identity): string {
  if (who.role !== 'librarian') throw new Error('A patron got past the check of roles.')
  return who.librarian
}
