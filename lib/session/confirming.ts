import { nothing } from '../decisions/decision.ts'
import { refuse } from '../decisions/refusals.ts'
import type { DisownAddress, EnterCode, RecordCode, RequestCode, SessionDecision } from './commands.ts'
import { whyNotTake } from './contact.ts'
import { type EmailCode, isDisowned, isSameAddress, type Patron, type Session } from './state.ts'

/** A code can be typed for this long, ms. Mail is sometimes late. */
export const codeLifeMs = 1_800_000

/** The codes that one session may have mailed. */
export const codesMax = 5

/** The wrong tries of one code. With a million codes nobody guesses one in five. */
export const codeTriesMax = 5

/** A request that comes again within this time gets the code that is on its way, ms. */
const codeAgainMs = 60_000

/**
 * The patron wants a code mailed to their address. Whoever can type it reads the mail there, which is the only thing that confirms
 * an address (R22).
 */
export function requestCode(session: Session, command: RequestCode): SessionDecision {
  const { at, id, digest, despite } = command
  const written = addressWrittenTo(session)
  const email = command.email ?? written
  if (!email) return refuse('no-address')
  if (session.status === 'closed' && (session.steppedBackBy || !written || !isSameAddress(email, written)))
    return refuse('closed')
  if (isDisowned(session, email)) return refuse('disowned')
  if (session.status === 'closed' && session.mails.isPatronUnreached) return refuse('mail-came-back')
  if (isConfirmed(session.patron, email) || isOnItsWay(session.emailCode, email, at)) return nothing
  const slip = whyNotTake(email, despite)
  if (slip) return slip
  if ((session.emailCode?.sent ?? 0) >= codesMax) return refuse('enough-codes')
  const until = at + codeLifeMs
  return {
    events: [{ type: 'CodeRequested', at, id, email, digest, until, ...(despite?.length && { despite }) }],
  }
}

/** The patron types the code. A wrong one is counted, so that nobody tries them all. */
export function enterCode({ emailCode: code }: Session, { at, digest }: EnterCode): SessionDecision {
  if (!code) return refuse('no-code')
  if (code.stage === 'entered') return code.digest === digest ? nothing : refuse('no-code')
  if (code.stage === 'void') return refuse('mail-came-back')
  if (at >= code.until) return refuse('code-expired')
  if (code.tries >= codeTriesMax) return refuse('code-used-up')
  if (code.digest !== digest) return { events: [{ type: 'CodeMistyped', at }] }
  return { events: [{ type: 'AddressConfirmed', at, email: code.email }] }
}

/** The code whose mail has not been accepted yet and that can still be typed. */
export function codeDue({ emailCode }: Session, at: number): EmailCode | undefined {
  return emailCode?.stage === 'due' && at < emailCode.until ? emailCode : undefined
}

/** A mail with a code that is about to be sent, and was not accepted, is tried again after this long, ms. */
const codeMailAgainMs = 60_000

/** When the mail with a code may be sent, ms since 1970: a function that sends it has a minute to say what became of it. */
export function codeFreeAt({ begunAt }: Pick<EmailCode, 'begunAt'>): number {
  return begunAt === undefined ? 0 : begunAt + codeMailAgainMs
}

/**
 * The mail with the newest code is about to be sent, was accepted, or came back. Several timers may wake for it at once. The one
 * whose step is written sends it, so a patron gets one mail for each request.
 */
export function recordCode({ emailCode: code }: Session, { at, n, outcome }: RecordCode): SessionDecision {
  if (code?.sent !== n || code.stage === 'entered' || code.stage === 'void') return nothing
  if (outcome === 'returned') return { events: [{ type: 'CodeReturned', at, n }] }
  if (outcome === 'begun')
    return code.stage === 'due' && at >= codeFreeAt(code) ? { events: [{ type: 'CodeMailBegun', at, n }] } : nothing
  return code.stage === 'due' ? { events: [{ type: 'CodeMailed', at, n }] } : nothing
}

/** The reader of a mail did not ask anything here: no more mail goes to that address for this session. */
export function disownAddress(session: Session, { at, email }: DisownAddress): SessionDecision {
  if (isDisowned(session, email) || !addressesOf(session).some(known => isSameAddress(known, email))) return nothing
  return { events: [{ type: 'AddressDisowned', at, email }] }
}

/** Every address that the session writes to or has written to. */
export function addressesOf(session: Session): readonly string[] {
  const { patron, emailCode } = session
  const owed = session.status === 'closed' ? session.followUp?.email : undefined
  return [owed, patron.email, patron.address, emailCode?.email].filter(email => email !== undefined)
}

/** The address that mail to the patron goes to. One that they only mentioned counts once an answer is owed there. */
export function addressWrittenTo(session: Session): string | undefined {
  return (session.status === 'closed' ? session.followUp?.email : undefined) ?? session.patron.email
}

/** Whether the patron has proved that they read the mail at this address. */
export function isConfirmed({ verified, email }: Patron, wanted: string): boolean {
  return verified === 'confirmed' && email !== undefined && isSameAddress(email, wanted)
}

function isOnItsWay(code: EmailCode | undefined, email: string, at: number): boolean {
  if (!code || (code.stage !== 'due' && code.stage !== 'mailed')) return false
  return isSameAddress(code.email, email) && at < code.until - codeLifeMs + codeAgainMs && code.tries < codeTriesMax
}
