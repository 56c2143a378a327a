import { createHash } from 'node:crypto'
import type { Library } from './directory.ts'
import type { HeldBecause } from './follow-up/events.ts'
import type { Holder, MailSeals } from './follow-up-tokens.ts'
import { isAutomatic } from './mail/automatic.ts'
import { holderActor } from './mail-holder.ts'
import type { MailRead } from './mail-read.ts'
import { runAndMail } from './mail-soon.ts'
import type { Clocks, Directory } from './ports.ts'
import { replyIn } from './reply-text.ts'
import type { RunPorts } from './run.ts'

export type IncomingMailPorts = RunPorts & {
  readonly directory: Directory
  readonly clocks: Clocks
  readonly mailSeals: Pick<MailSeals, 'readReply'>
}

/** A mail as it arrived: its envelope, and what the mail service found out about it. */
export interface Arrived {
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
export type Handled = 'answered' | 'held' | 'repeated' | 'automatic' | 'harmful' | 'not-ours' | 'refused'

/** Takes an answer that came by e-mail: whoever just presses Reply answers the follow-up (R31). */
export async function takeIn(ports: IncomingMailPorts, arrived: Arrived, at: number): Promise<Handled> {
  if (arrived.verdicts.hasVirus) return 'harmful'
  const holder = await holderIn(ports, arrived.recipients, at)
  const newest = holder && (await ports.sessions.load(holder.session))
  const session = newest?.session
  if (!holder || session?.status !== 'closed' || !session.followUp) return 'not-ours'
  const { from, headers, text } = await arrived.read()
  if (isAutomatic(headers, arrived.envelopeFrom, from)) return 'automatic'
  const library = await ports.directory.library(session.library)
  const by = await holderActor(ports.directory, session, holder, 'mail')
  if (!library || !by) return 'not-ours'

  const { answer, isClear } = replyIn(text, session.id)
  const because = doubts(arrived, from, isClear, by.librarian ? await addressOf(ports, by.librarian) : library)
  // What nobody answers for and the mail service takes for spam is nothing; a library's own may be taken so by mistake.
  if (arrived.verdicts.isSpam && because !== 'spam') return 'harmful'
  // The same words are taken again where they come with less doubt, or from elsewhere.
  const words = { at, text: answer, fingerprint: fingerprintOf(`${from} ${because ?? ''} ${answer}`) }
  if (because === undefined) {
    const outcome = await runAndMail(ports, session.id, { type: 'AnswerFollowUp', by, ...words }, newest)
    if ('session' in outcome) return outcome.events.length > 0 ? 'answered' : 'repeated'
  }
  const held = await runAndMail(ports, session.id, { type: 'HoldAnswer', from, because: because ?? 'over', ...words })
  if ('refusal' in held) return 'refused'
  return held.events.length > 0 ? 'held' : 'repeated'
}

async function holderIn({ mailSeals }: IncomingMailPorts, recipients: readonly string[], at: number) {
  for (const recipient of recipients) {
    const holder: Holder | undefined = await mailSeals.readReply(recipient, at)
    if (holder) return holder
  }
  return undefined
}

/** 16 characters of SHA-256: 96 bits are plenty to tell a handful of answers apart. */
function fingerprintOf(answer: string): string {
  return createHash('sha256').update(answer).digest('base64url').slice(0, 16)
}

async function addressOf({ directory }: IncomingMailPorts, librarian: string): Promise<string> {
  return (await directory.librarian(librarian))?.email ?? ''
}

/** Why it cannot go to the patron as it is. Anyone of the library may answer for it, and a librarian for themselves. */
function doubts(
  { envelopeFrom, verdicts }: Arrived,
  from: string,
  isClear: boolean,
  expected: Library | string,
): HeldBecause | undefined {
  const domain = domainOf(from)
  const isKnownSender =
    typeof expected === 'string'
      ? from === expected
      : expected.followUps.answersFrom.some(known => from === known || domain === known || domain.endsWith(`.${known}`))
  if (!isKnownSender) return 'stranger'
  // Without a DMARC policy, SPF speaks for the address that people see only where the envelope names the same domain.
  const isAuthentic =
    verdicts.dmarc === 'pass' ||
    (verdicts.dmarc === 'none' && verdicts.spf && domainOf(envelopeFrom.toLowerCase()) === domain)
  if (!isAuthentic) return 'unauthentic'
  if (verdicts.isSpam) return 'spam'
  return isClear ? undefined : 'unclear'
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).replace(/>$/, '')
}
