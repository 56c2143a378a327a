import { createHash } from 'node:crypto'
import type { Library } from '../../consortium/library.ts'
import type { Mailboxes, MailboxTraits } from '../../desk/ports.ts'
import { type FollowUpPorts, runFollowUp } from '../../desk/run.ts'
import { subjectBeginning } from '../letters/letters.ts'
import { ticketTagIn } from '../tickets.ts'
import { lettersOf } from './letters-of.ts'
import type { MailRead } from './read-mail.ts'
import { ticketSystemOf } from './ticket-systems.ts'

/** A mail about a session that is shown to come from whoever owes its follow-up. */
export interface MailFromOwner {
  readonly session: string
  /** The library whose mailbox it comes from; nothing where a librarian wrote it. */
  readonly library?: Library | undefined
  readonly headers: MailRead['headers']
  /** No person wrote it. */
  readonly isAutomatic: boolean
}

/**
 * What a mail says of the mailbox that it comes from: the number of its ticket, which later mails of this follow-up bear; the
 * program that wrote it; that the mailbox acknowledges by itself. Only of a known sender, as anybody could write any number.
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
    // A returned mail is no acknowledgement; who sends one for a person who is away has no number for it.
    ...(isAutomatic && ticket && { acknowledges: true }),
  }
  const known = await ports.mailboxes.learnt(library.id)
  const news = Object.entries(seen).some(([trait, value]) => known[trait as keyof typeof seen] !== value)
  if (news) await ports.mailboxes.learn(library.id, seen)
}

/**
 * These answer `From` and never look at `Reply-To`: what people write with them reaches the desk only where `From` takes it.
 * What a library sets in the consortium file counts before what is learnt.
 */
const answeringFrom: readonly string[] = ['Roundup']

/** Fewer letters are the same in two answers by chance: "Yes, we have it." */
const tellingLetters = 24
const wordsKept = 20

/**
 * Whether a mailbox has sent the same words about another session: an acknowledgement says the same to everybody, but for its
 * numbers. What it sends now is remembered.
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
