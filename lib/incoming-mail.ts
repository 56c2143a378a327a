import EmailReplyParser from 'email-reply-parser'
import { convert } from 'html-to-text'
import PostalMime from 'postal-mime'
import type { Library } from './directory.ts'
import type { HeldBecause } from './follow-up/events.ts'
import { isOver } from './follow-up/state.ts'
import type { Holder, MailSeals } from './follow-up-tokens.ts'
import { type Headers, isAutomatic } from './mail/automatic.ts'
import { holderActor } from './mail-holder.ts'
import { runAndMail } from './mail-soon.ts'
import type { Clocks, Directory } from './ports.ts'
import { limits } from './protocol/limits.ts'
import type { RunPorts } from './run.ts'

export type IncomingMailPorts = RunPorts & {
  readonly directory: Directory
  readonly clocks: Clocks
  readonly mailSeals: Pick<MailSeals, 'readReply'>
}

/** A mail as it arrived: its envelope, what the mail service found out about it, and its first part (bytes). */
export interface Arrived {
  readonly recipients: readonly string[]
  readonly envelopeFrom: string
  readonly verdicts: Verdicts
  readonly raw: Uint8Array
}

export interface Verdicts {
  readonly spf: boolean
  /** No policy is neither. */
  readonly dmarc: 'pass' | 'fail' | 'none'
  readonly isHarmful: boolean
}

/** What became of it. */
export type Handled = 'answered' | 'held' | 'repeated' | 'automatic' | 'harmful' | 'not-ours' | 'refused'

/** Takes an answer that came by e-mail: whoever just presses Reply answers the follow-up (R31). */
export async function takeIn(ports: IncomingMailPorts, arrived: Arrived, at: number): Promise<Handled> {
  if (arrived.verdicts.isHarmful) return 'harmful'
  const holder = await holderIn(ports, arrived.recipients, at)
  const session = holder && (await ports.sessions.load(holder.session))?.session
  if (!holder || session?.status !== 'closed' || !session.followUp) return 'not-ours'
  const { from, headers, text } = await read(arrived.raw)
  if (isAutomatic(headers, arrived.envelopeFrom, from)) return 'automatic'
  const library = await ports.directory.library(session.library)
  const by = await holderActor(ports, holder, 'mail')
  if (!library || !by) return 'not-ours'

  const { answer, isClear } = cut(text)
  if (await isKnown(ports, session.id, answer)) return 'repeated'
  const because = doubts(arrived, from, isClear, by.librarian ? await addressOf(ports, by.librarian) : library)
  const acts = because === undefined && !isOver(session.followUp)
  if (acts) {
    const outcome = await runAndMail(ports, session.id, { type: 'AnswerFollowUp', at, by, text: answer })
    if ('session' in outcome) return 'answered'
  }
  const held = { type: 'HoldAnswer', at, from, text: answer, because: because ?? 'over' } as const
  return 'session' in (await runAndMail(ports, session.id, held)) ? 'held' : 'refused'
}

async function holderIn({ mailSeals }: IncomingMailPorts, recipients: readonly string[], at: number) {
  for (const recipient of recipients) {
    const holder: Holder | undefined = await mailSeals.readReply(recipient, at)
    if (holder) return holder
  }
  return undefined
}

interface Read {
  readonly from: string
  readonly headers: Headers
  readonly text: string
}

async function read(raw: Uint8Array): Promise<Read> {
  const mail = await PostalMime.parse(raw)
  const headers = new Map<string, string>()
  for (const { key, value } of mail.headers) headers.set(key, [headers.get(key), value].filter(Boolean).join('\n'))
  const html = mail.html ? convert(mail.html, { wordwrap: false, selectors: htmlSelectors }) : ''
  return { from: (mail.from?.address ?? '').toLowerCase(), headers, text: mail.text?.trim() ? mail.text : html }
}

/** Quotations are marked as in plain text, so that they are cut as there. */
const htmlSelectors = [
  { selector: 'img', format: 'skip' },
  { selector: 'blockquote', format: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
]

/** What somebody wrote above what they quoted and under which they signed. */
function cut(text: string): { readonly answer: string; readonly isClear: boolean } {
  const whole = text.replaceAll('\r\n', '\n').toWellFormed().trim()
  const reply = new EmailReplyParser().parseReply(whole).trim()
  const answer = reply.slice(0, limits.answer).toWellFormed()
  if (answer && reply.length <= limits.answer) return { answer, isClear: true }
  return {
    answer: answer || whole.slice(0, limits.answer).toWellFormed() || '(The mail held no text.)',
    isClear: false,
  }
}

/** Delivered twice, or taken in twice: the same words are one answer. */
async function isKnown({ sessions }: IncomingMailPorts, session: string, answer: string): Promise<boolean> {
  return (await sessions.history(session)).some(
    event => (event.type === 'FollowUpAnswered' || event.type === 'AnswerHeld') && event.text === answer,
  )
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
      : expected.followUps.answersFrom.some(known => domain === known || domain.endsWith(`.${known}`))
  if (!isKnownSender) return 'stranger'
  // Without a DMARC policy, SPF speaks for the address that people see only where the envelope names the same domain.
  const isAuthentic =
    verdicts.dmarc === 'pass' ||
    (verdicts.dmarc === 'none' && verdicts.spf && domainOf(envelopeFrom.toLowerCase()) === domain)
  if (!isAuthentic) return 'unauthentic'
  return isClear ? undefined : 'unclear'
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).replace(/>$/, '')
}
