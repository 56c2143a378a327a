import { createHash } from 'node:crypto'
import { ownerActor } from '../../access/acting.ts'
import type { MailTokens, TokenOwner } from '../../access/mail-tokens.ts'
import type { Directory, Step } from '../../desk/ports.ts'
import type { Outcome } from '../../desk/run.ts'
import type { HeldBecause } from '../../follow-up/events.ts'
import type { Actor } from '../../follow-up/state.ts'
import { limits } from '../../protocol/limits.ts'
import type { ClosedSession } from '../../session/state.ts'
import { notes } from '../../session/transcript.ts'
import { type MailStartingPorts, runStartingMail } from '../outgoing/run-and-mail.ts'
import { isAutomatic } from './automatic.ts'
import type { MailRead } from './read.ts'
import { holdsLineOf, replyIn } from './reply-text.ts'

export type IncomingMailPorts = MailStartingPorts & {
  readonly directory: Directory
  readonly mailTokens: Pick<MailTokens, 'readReply'>
}

/** A mail as it arrived: its envelope, and what the mail service found out about it. */
export interface ReceivedMail {
  readonly recipients: readonly string[]
  readonly envelopeFrom: string
  readonly verdicts: Verdicts
  /** What is in it; asked for only where it may be an answer. */
  readonly read: () => Promise<MailRead>
}

export interface Verdicts {
  readonly spf: boolean
  /** No policy is neither. */
  readonly dmarc: 'pass' | 'fail' | 'none'
  readonly isSpam: boolean
  readonly hasVirus: boolean
}

/** What became of it. */
export type ReplyOutcome = 'answered' | 'held' | 'repeated' | 'automatic' | 'harmful' | 'not-ours' | 'refused'

/** Takes an answer that came by e-mail: whoever just presses Reply answers the follow-up (R31). */
export async function receiveReply(
  ports: IncomingMailPorts,
  received: ReceivedMail,
  at: number,
): Promise<ReplyOutcome> {
  if (received.verdicts.hasVirus) return 'harmful'
  const tokenOwner = await tokenOwnerIn(ports, received.recipients, at)
  const newest = tokenOwner && (await ports.sessions.load(tokenOwner.session))
  const session = newest?.session
  if (!tokenOwner || session?.status !== 'closed' || !session.followUp) return 'not-ours'
  const mail = await received.read()
  const isNobodys = isAutomatic(mail.headers, received.envelopeFrom, mail.from)
  const by = await ownerActor(ports.directory, session, tokenOwner, 'mail')
  const sender = doubtsAboutSender(received, mail, await sendersFor(ports, session, by))
  // Of a known sender it may be taken for spam, or for bulk, by mistake; of anybody else it is what it is taken for.
  if (isNobodys === true || (isNobodys && sender)) return 'automatic'
  if (received.verdicts.isSpam && sender) return 'harmful'

  const { answer, isClear } = replyIn(mail.text, session.id)
  const because =
    sender ??
    doubtsAboutWords(received, mail, isClear && !isNobodys) ??
    (await doubtsAboutNotes(ports, session.id, answer)) ??
    (by ? undefined : 'over')
  // The same words are taken again in a mail of its own, where they come with less doubt, or from elsewhere.
  const words = { at, text: answer, fingerprint: fingerprintOf(`${mail.id} ${mail.from} ${because ?? ''} ${answer}`) }
  const hold = async (why: HeldBecause, known?: Step): Promise<ReplyOutcome> => {
    const from = mail.from.slice(0, limits.email).toWellFormed()
    return outcomeOf(
      'held',
      await runStartingMail(ports, session.id, { type: 'HoldAnswer', from, because: why, ...words }, known),
    )
  }
  if (because !== undefined || !by) return hold(because ?? 'over', newest)
  const outcome = await runStartingMail(ports, session.id, { type: 'AnswerFollowUp', by, ...words }, newest)
  if ('session' in outcome) return outcomeOf('answered', outcome)
  return hold(outcome.refusal.code === 'no-mail-wanted' ? 'no-mail-wanted' : 'over')
}

function outcomeOf(what: 'answered' | 'held', outcome: Outcome): ReplyOutcome {
  if ('refusal' in outcome) return 'refused'
  return outcome.events.length > 0 ? what : 'repeated'
}

/** Whether something of the staff's notes was left in an answer: they are not for the patron (R32). */
async function doubtsAboutNotes(
  { sessions }: IncomingMailPorts,
  session: string,
  answer: string,
): Promise<HeldBecause | undefined> {
  const texts = notes(await sessions.history(session)).map(({ text }) => text)
  return holdsLineOf(answer, texts) ? 'unclear' : undefined
}

async function tokenOwnerIn({ mailTokens }: IncomingMailPorts, recipients: readonly string[], at: number) {
  for (const recipient of recipients) {
    const tokenOwner: TokenOwner | undefined = await mailTokens.readReply(recipient, at)
    if (tokenOwner) return tokenOwner
  }
  return undefined
}

/** 16 characters of SHA-256: 96 bits are plenty to tell a handful of answers apart. */
function fingerprintOf(answer: string): string {
  return createHash('sha256').update(answer).digest('base64url').slice(0, 16)
}

/** The domains and addresses that may answer: anyone of the library may for it, and a librarian for themselves. */
async function sendersFor(
  { directory }: IncomingMailPorts,
  { library }: ClosedSession,
  by?: Actor,
): Promise<readonly string[]> {
  const librarian = by?.librarian && (await directory.librarian(by.librarian))
  return librarian ? [librarian.email] : ((await directory.library(library))?.followUps.answersFrom ?? [])
}

function doubtsAboutSender(
  { envelopeFrom, verdicts }: ReceivedMail,
  { from, hasOneSender }: MailRead,
  expected: readonly string[],
): HeldBecause | undefined {
  if (!hasOneSender) return 'unauthentic'
  const domain = domainOf(from)
  const isKnownSender = expected.some(known => from === known || domain === known || domain.endsWith(`.${known}`))
  if (!isKnownSender) return 'stranger'
  // Without a DMARC policy, SPF speaks for the address that people see only where the envelope names the same domain.
  const isAuthentic =
    verdicts.dmarc === 'pass' ||
    (verdicts.dmarc === 'none' && verdicts.spf && domainOf(envelopeFrom.toLowerCase()) === domain)
  return isAuthentic ? undefined : 'unauthentic'
}

/** Whether what it says can go to the patron as it is. */
function doubtsAboutWords({ verdicts }: ReceivedMail, { hasMore }: MailRead, isSure: boolean): HeldBecause | undefined {
  if (verdicts.isSpam) return 'spam'
  if (hasMore) return 'attachment'
  return isSure ? undefined : 'unclear'
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).replace(/>$/, '')
}
