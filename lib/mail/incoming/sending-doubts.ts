import type { Library } from '../../consortium/library.ts'
import type { SentMail } from '../../desk/ports.ts'
import type { HeldBecause } from '../../follow-up/events.ts'
import { machineSigns } from './machine-signs.ts'
import { hasTicketNumber, isForwarded } from './machine-subjects.ts'
import type { MailRead } from './read-mail.ts'
import type { ReceivedMail } from './received-mail.ts'
import { ticketSystemOf } from './ticket-systems.ts'

/** Whether the mail really comes from one of the domains and addresses that may answer. */
export function doubtsAboutSender(
  { envelopeFrom, verdicts }: ReceivedMail,
  { from, hasOneSender }: MailRead,
  expected: readonly string[],
): readonly HeldBecause[] {
  if (!hasOneSender) return ['several-senders']
  const domain = domainOf(from)
  const isKnownSender = expected.some(known => from === known || domain === known || domain.endsWith(`.${known}`))
  if (!isKnownSender) return ['stranger']
  // Without a DMARC policy, SPF confirms the visible address only if the envelope names the same domain.
  const isAuthentic =
    verdicts.dmarc === 'pass' ||
    (verdicts.dmarc === 'none' && verdicts.spf && domainOf(envelopeFrom.toLowerCase()) === domain)
  return isAuthentic ? [] : ['unauthentic']
}

/** Nobody can read a question, find the answer and write it down in less time than this, ms. */
const answeringMs = 30_000

/** Doubts about how it was sent: as a machine sends mail, or to others as well. */
export function doubtsAboutSending(
  { sender }: { readonly sender: string },
  { envelopeFrom, recipients, receivedAt }: ReceivedMail,
  mail: MailRead,
  sent: readonly SentMail[],
  library: Library | undefined,
): readonly HeldBecause[] {
  const { headers, from, subject, types } = mail
  const subjects = sent.map(one => one.subject)
  const expected = [...recipients, sender, library?.mailbox ?? '', from].map(one => one.toLowerCase())
  const found: readonly (readonly [HeldBecause, boolean])[] = [
    ['at-once', sent.some(({ at }) => receivedAt >= at && receivedAt - at < answeringMs)],
    ['ticket-system', ticketSystemOf(headers) !== undefined],
    ['ticket-number', hasTicketNumber(subject, subjects)],
    ['forwarded', isForwarded(subject, mail.lines)],
    ['colleagues', mail.recipients.some(one => !expected.includes(one.toLowerCase()))],
  ]
  return [
    ...machineSigns({ headers, from, subject, types, envelopeFrom }, subjects),
    ...found.filter(([, isSo]) => isSo).map(([doubt]) => doubt),
  ]
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).replace(/>$/, '')
}
