import { createHmac, timingSafeEqual } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import * as v from 'valibot'

/** The holder of a token: the mailbox of the patron's library, or the librarian who owed the answer. */
export interface TokenOwner {
  readonly session: string
  readonly owner: 'library' | 'librarian'
}

/** The action of the button behind a link in a mail. */
export interface LinkAction extends TokenOwner {
  readonly act: 'take' | 'done' | 'hand-over' | 'confirm' | 'reject' | 'notes'
  /** The held answer that it is about. */
  readonly n?: number | undefined
}

/** Makes and reads the two things by which a mail can be answered: its reply address and its links. */
export interface MailTokens {
  /** The reply address; undefined if the consortium receives no mail. */
  replyAddress(to: TokenOwner, at: number): Promise<string | undefined>
  /** A link that works until `end`, ms. @default - as long as its session is kept, which no link outlives */
  link(linkAction: LinkAction, at: number, end?: number): Promise<string>
  /** Where a patron sees who has their question (R43). */
  statusLink(session: string, at: number): Promise<string>
  /** Where the reader of a mail says that they did not ask. It names the session and the address, of which it shows only a mark. */
  notMeLink(session: string, email: string, at: number): Promise<string>
  /** The holder of this reply address, if the desk made it and it has not expired. */
  readReply(address: string, at: number): Promise<TokenOwner | undefined>
  readLink(token: string, at: number): Promise<LinkAction | undefined>
  /** The session of a *not me* link, and the mark of its address. */
  readNotMeLink(token: string, at: number): Promise<{ readonly session: string; readonly address: string } | undefined>
  /** The mark of an address in those links. */
  markOf(email: string): Promise<string>
  /** The session of a patron's link. */
  readStatusLink(token: string, at: number): Promise<string | undefined>
}

const dayMs = 86_400_000

export interface MailTokensSettings {
  readonly key: () => Promise<Uint8Array>
  /** The domain that replies come to. */
  readonly domain?: string | undefined
  /** The base URL of the pages behind links. */
  readonly url: string
  /**
   * Days that a session is kept. A mail can be answered for as long, counted from when it was written.
   * @default 90
   */
  readonly retentionDays?: number
}

export function mailTokens({ key, domain, url, retentionDays = 90 }: MailTokensSettings): MailTokens {
  const until = (at: number) => at + retentionDays * dayMs
  const base = url.replace(/\/$/, '')
  return {
    replyAddress: async (to, at) => domain && `${replyToken(await key(), to, until(at))}@${domain}`,
    link: async (linkAction, at, end = until(at)) =>
      `${base}/follow-ups/${await signed(await key(), 'link', { ...linkAction }, Math.min(end, until(at)))}`,
    statusLink: async (session, at) =>
      `${base}/questions/${await signed(await key(), 'status', { session }, until(at))}`,
    notMeLink: async (session, email, at) => {
      const about = { session, address: addressMark(await key(), email) }
      return `${base}/not-me/${await signed(await key(), 'not-me', about, until(at))}`
    },
    markOf: async email => addressMark(await key(), email),
    readNotMeLink: async (token, at) => readToken(await key(), 'not-me', notMeClaims, token, at),
    readReply: async (address, at) => readReplyToken(await key(), address.slice(0, address.lastIndexOf('@')), at),
    readLink: async (token, at) => {
      const { version: _version, ...linkAction } = (await readToken(await key(), 'link', claims, token, at)) ?? {}
      return 'act' in linkAction ? linkAction : undefined
    },
    readStatusLink: async (token, at) => (await readToken(await key(), 'status', statusClaims, token, at))?.session,
  }
}

/**
 * The local part of a reply address: session, owner and version, last day (days since 1970), and a signature that nobody else
 * can make. A local part has 64 characters at most and its case may be lost on the way (RFC 5321): these are 26 + 2 + 4 + 20 +
 * 3 = 55 at most, in lower case. 20 characters of 5 bits are 100 bits of HMAC-SHA-256.
 */
function replyToken(key: Uint8Array, { session, owner }: TokenOwner, until: number): string {
  const what = `${session.toLowerCase()}-${owner === 'library' ? 'l' : 'm'}1-${Math.floor(until / dayMs).toString(36)}`
  return `${what}-${mark(key, what)}`
}

/** Addresses made before versions were introduced have none, and are otherwise the same. */
function readReplyToken(key: Uint8Array, localPart: string, at: number): TokenOwner | undefined {
  const [, what = '', session = '', owner, answerBy = '', made = ''] =
    /^(([0-9a-z]{26})-([lm])1?-([0-9a-z]{3,4}))-([0-9a-z]{20})$/.exec(localPart.toLowerCase()) ?? []
  if (!what || !timingSafeEqual(Buffer.from(made), Buffer.from(mark(key, what)))) return undefined
  if (Math.floor(at / dayMs) > Number.parseInt(answerBy, 36)) return undefined
  return { session: session.toUpperCase(), owner: owner === 'l' ? 'library' : 'librarian' }
}

function mark(key: Uint8Array, what: string): string {
  const digest = createHmac('sha256', key).update(`reply ${what}`).digest()
  return Array.from(digest.subarray(0, 20), byte => (byte & 31).toString(32)).join('')
}

const claims = v.object({
  /** Missing in tokens made before versions were introduced; the rest is the same. */
  version: v.optional(v.literal(1)),
  session: v.string(),
  owner: v.picklist(['library', 'librarian']),
  act: v.picklist(['take', 'done', 'hand-over', 'confirm', 'reject', 'notes']),
  n: v.optional(v.number()),
})

const statusClaims = v.object({ session: v.string() })
const notMeClaims = v.object({ session: v.string(), address: v.string() })

/** Addresses stay out of links, which are logged on the way. */
function addressMark(key: Uint8Array, email: string): string {
  return createHmac('sha256', key).update(`address ${email.toLowerCase()}`).digest('base64url').slice(0, 22)
}

/** The purpose of a token, so that one kind is never accepted as another. */
type Audience = 'link' | 'status' | 'mailbox' | 'not-me'

export function signed(key: Uint8Array, audience: Audience, about: JWTPayload, until: number): Promise<string> {
  return new SignJWT({ version: 1, ...about })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setExpirationTime(Math.floor(until / 1000))
    .sign(key)
}

export async function readToken<T>(
  key: Uint8Array,
  audience: Audience,
  shape: v.GenericSchema<unknown, T>,
  token: string,
  at: number,
): Promise<T | undefined> {
  try {
    const options = { audience, algorithms: ['HS256'], requiredClaims: ['exp'], currentDate: new Date(at) }
    const { payload } = await jwtVerify(token, key, options)
    const read = v.safeParse(shape, payload)
    return read.success ? read.output : undefined
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}
