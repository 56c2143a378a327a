import { createHash } from 'node:crypto'
import type { Library } from '../../consortium/library.ts'
import type { Mailboxes, MailboxTraits } from '../../desk/ports.ts'
import { type FollowUpPorts, runFollowUp } from '../../desk/run.ts'
import { subjectBeginning } from '../letters/letters.ts'
import { ticketTagIn } from '../tickets.ts'
import { lettersOf } from './letters-of.ts'
import type { MailRead } from './read-mail.ts'
import { ticketSystemOf } from './ticket-systems.ts'

/** A mail about a session that verifiably comes from the owner of its follow-up. */
export interface MailFromOwner {
  readonly session: string
  /** The library whose mailbox it comes from. Undefined if a librarian wrote it. */
  readonly library?: Library | undefined
  readonly headers: MailRead['headers']
  /** Whether a machine wrote it. */
  readonly isAutomatic: boolean
}

/**
 * Learns from a mail about the mailbox that sent it: the ticket number, which later mails of this follow-up carry; the program
 * that wrote it; whether the mailbox acknowledges automatically. Only a known sender counts, as anybody could write any number.
 */
export async function learnFrom(
  ports: FollowUpPorts & { readonly mailboxes: Mailboxes },
  { session, library, headers, isAutomatic }: MailFromOwner,
  at: number,
): Promise<void> {
  const ticket = ticketTagIn(headers.get('subject') ?? '', library && subjectBeginning(library.name))
  if (ticket) await runFollowUp(ports, session, { type: 'RecordTicket', at, ticket })
  if (!library) return
  const program = ticketSystemOf(headers)
  const seen: MailboxTraits = {
    ...(program && { program }),
    ...(program && answeringFrom.includes(program) && { answersTo: 'from' as const }),
    // A returned mail is not an acknowledgement. An out-of-office notice has no ticket number.
    ...(isAutomatic && ticket && { acknowledges: true }),
  }
  const known = await ports.mailboxes.learnt(library.id)
  const news = Object.entries(seen).some(([trait, value]) => known[trait as keyof typeof seen] !== value)
  if (news) await ports.mailboxes.learn(library.id, seen)
}

/**
 * These programs answer `From` and ignore `Reply-To`, so replies written in them reach the desk only if `From` accepts mail.
 * A library's setting in the consortium file overrides what is learnt.
 */
const answeringFrom: readonly string[] = ['Roundup']

/** Two answers may share fewer letters by chance: "Yes, we have it." */
const tellingLetters = 24
const wordsKept = 20

/**
 * Whether a mailbox has sent the same words about another session. An acknowledgement says the same to everybody, apart from its
 * numbers. The words of this mail are remembered.
 */
export async function saidElsewhere(
  { mailboxes }: { readonly mailboxes: Mailboxes },
  library: string,
  session: string,
  answer: string,
): Promise<boolean> {
  const letters = lettersOf(answer).replaceAll(/\p{N}/gu, '')
  if (letters.length < tellingLetters) return false
  const fingerprint = createHash('sha256').update(letters).digest('base64url').slice(0, 16)
  const { words = [] } = await mailboxes.learnt(library)
  const same = words.filter(one => one.fingerprint === fingerprint)
  if (!same.some(one => one.session === session)) {
    await mailboxes.learn(library, { words: [...words, { fingerprint, session }].slice(-wordsKept) })
  }
  return same.some(one => one.session !== session)
}
