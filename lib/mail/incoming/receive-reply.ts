import { createHash } from 'node:crypto'
import { ownerActor } from '../../access/acting.ts'
import type { MailTokens } from '../../access/mail-tokens.ts'
import type { Library } from '../../consortium/library.ts'
import type { Directory, Mailboxes, SentMail, SentMails, Step } from '../../desk/ports.ts'
import type { Outcome } from '../../desk/run.ts'
import type { HeldBecause } from '../../follow-up/events.ts'
import { type Actor, type MailKind, recipientByKind } from '../../follow-up/state.ts'
import { limits } from '../../protocol/limits.ts'
import type { Event } from '../../session/events.ts'
import type { ClosedSession } from '../../session/state.ts'
import { notes } from '../../session/transcript.ts'
import { staffNotesTitle } from '../letters/conversation.ts'
import { reference } from '../letters/letters.ts'
import { type MailStartingPorts, runStartingMail } from '../outgoing/run-and-mail.ts'
import { learnFrom, saidElsewhere } from './learn.ts'
import { lettersOf } from './letters-of.ts'
import { isAutomatic } from './machine-signs.ts'
import type { MailRead } from './read-mail.ts'
import type { ReceivedMail } from './received-mail.ts'
import { type ReplyWords, replyIn } from './reply-words.ts'
import { doubtsAboutSender, doubtsAboutSending } from './sending-doubts.ts'
import { sentText } from './sent-text.ts'

export type IncomingMailPorts = MailStartingPorts & {
  readonly directory: Directory
  readonly mailTokens: Pick<MailTokens, 'readReply'>
  readonly sentMails: Pick<SentMails, 'of'>
  /** The address that the desk's mails come from. */
  readonly sender: string
  readonly mailboxes: Mailboxes
}

/** The outcome of a mail, and every doubt about it, for the log. */
export interface Received {
  readonly outcome: ReplyOutcome
  readonly because: readonly HeldBecause[]
}

export type ReplyOutcome = 'answered' | 'held' | 'repeated' | 'automatic' | 'harmful' | 'not-ours' | 'refused'

/** Takes an answer that came by email. A staff member only has to press Reply to answer the follow-up (R31). */
export async function receiveReply(ports: IncomingMailPorts, received: ReceivedMail, at: number): Promise<Received> {
  const unread = (outcome: ReplyOutcome): Received => ({ outcome, because: [] })
  if (received.verdicts.hasVirus) return unread('harmful')
  const about = await followUpOf(ports, received.recipients, at)
  if (!about) return unread('not-ours')
  const { tokenOwner, newest, session } = about
  const mail = await received.read()
  const { headers, from, subject, types } = mail
  const by = await ownerActor(ports.directory, session, tokenOwner, 'mail')
  const library = await ports.directory.library(session.library)
  const sender = doubtsAboutSender(received, mail, await sendersFor(ports, library, by))
  const isMachines = isAutomatic({ headers, from, subject, types, envelopeFrom: received.envelopeFrom })
  const mailboxOf = by?.librarian || sender.length > 0 ? undefined : library
  // Only a known sender counts, because anybody could write any number.
  if (sender.length === 0)
    await learnFrom(ports, { session: session.id, library: mailboxOf, headers, isAutomatic: isMachines }, at)
  if (isMachines) return unread('automatic')
  // A known sender's mail may be marked as spam by mistake. From anybody else, spam is spam.
  if (received.verdicts.isSpam && sender.length > 0) return unread('harmful')
  const events = await ports.sessions.history(session.id)
  const sent = await ports.sentMails.of(session.id, numbersOfStaffMails(session, events))
  const { answer, doubts } = wordsIn(ports, mail, { session, library, events, sent })
  const isSaidElsewhere = mailboxOf !== undefined && (await saidElsewhere(ports, mailboxOf.id, session.id, answer))
  const because = named([
    ...sender,
    ...(received.verdicts.isSpam ? (['spam'] as const) : []),
    ...doubtsAboutSending(ports, received, mail, sent, library),
    ...(isSaidElsewhere ? (['same-words'] as const) : []),
    ...mail.doubts,
    ...doubts,
    ...(by ? [] : (['over'] as const)),
  ])
  return settle(ports, newest, { at, mail, answer, sender, because, by })
}

interface Reading {
  readonly at: number
  readonly mail: MailRead
  readonly answer: string
  /** The doubts about its sender. */
  readonly sender: readonly HeldBecause[]
  readonly because: readonly HeldBecause[]
  readonly by: Actor | undefined
}

/** An answer without doubts goes to the patron. If there is any doubt, the desk asks somebody. */
async function settle(
  ports: IncomingMailPorts,
  newest: Step,
  { at, mail, answer, sender, because, by }: Reading,
): Promise<Received> {
  const session = newest.session.id
  // The same words are accepted again in a separate mail, or when there is less doubt about who sent them.
  const fingerprint = fingerprintOf(`${mail.id} ${mail.from} ${sender} ${answer}`)
  const words = { at, text: answer, fingerprint }
  const hold = async (why: readonly HeldBecause[], known?: Step): Promise<Received> => {
    const from = mail.from.slice(0, limits.email).toWellFormed()
    const command = { type: 'HoldAnswer', from, because: why, ...words } as const
    return { outcome: outcomeOf('held', await runStartingMail(ports, session, command, known)), because: why }
  }
  if (because.length > 0 || !by) return hold(because, newest)
  const outcome = await runStartingMail(ports, session, { type: 'AnswerFollowUp', by, ...words }, newest)
  if ('session' in outcome) return { outcome: outcomeOf('answered', outcome), because }
  return hold([outcome.refusal.code === 'no-mail-wanted' ? 'no-mail-wanted' : 'over'])
}

function named(doubts: readonly HeldBecause[]): readonly HeldBecause[] {
  return [...new Set(doubts)]
}

function outcomeOf(what: 'answered' | 'held', outcome: Outcome): ReplyOutcome {
  if ('refusal' in outcome) return 'refused'
  return outcome.events.length > 0 ? what : 'repeated'
}

/** The session whose follow-up a mail is about, and the holder of the reply address that it came to. */
async function followUpOf({ mailTokens, sessions }: IncomingMailPorts, recipients: readonly string[], at: number) {
  for (const recipient of recipients) {
    const tokenOwner = await mailTokens.readReply(recipient, at)
    if (!tokenOwner) continue
    const newest = await sessions.load(tokenOwner.session)
    if (newest?.session.status !== 'closed' || !newest.session.followUp) return undefined
    return { tokenOwner, newest, session: newest.session }
  }
  return undefined
}

/** 16 characters of SHA-256: 96 bits are plenty to tell a handful of answers apart. */
function fingerprintOf(answer: string): string {
  return createHash('sha256').update(answer).digest('base64url').slice(0, 16)
}

/** The domains and addresses that may answer: anybody at the library for the library, and a librarian for themselves. */
async function sendersFor(
  { directory }: IncomingMailPorts,
  library: Library | undefined,
  by?: Actor,
): Promise<readonly string[]> {
  const librarian = by?.librarian && (await directory.librarian(by.librarian))
  return librarian ? [librarian.email] : (library?.followUps.answersFrom ?? [])
}

/** The mails that the library, or the librarian who promised the answer, may have replied to. */
function numbersOfStaffMails({ mails }: ClosedSession, events: readonly Event[]): readonly number[] {
  const sent = events.filter(event => event.type === 'MailSent')
  const isStaffs = ({ kind }: { readonly kind: MailKind }) =>
    recipientByKind[kind] !== 'patron' && !neverAnswered.includes(kind)
  // A mail that SES has just accepted may not be recorded yet.
  return [...new Set([...sent, ...mails.outbox].filter(isStaffs).map(({ n }) => n))].slice(-mailsRead)
}

/** Mails that do not ask for an answer to a patron. */
const neverAnswered: readonly MailKind[] = ['held', 'policy-report', 'policy-report-returned']

/** A follow-up rarely has more than six mails. */
const mailsRead = 12

interface ReplyContext {
  readonly session: ClosedSession
  readonly library: Library | undefined
  readonly events: readonly Event[]
  readonly sent: readonly SentMail[]
}

function wordsIn(
  { sender }: IncomingMailPorts,
  mail: MailRead,
  { session, library, events, sent }: ReplyContext,
): ReplyWords {
  const text = sentText(sent)
  const us = {
    names: library ? [lettersOf(library.name)] : [],
    addresses: [sender].map(lettersOf),
    subjects: text.subjects,
  }
  const marks = [reference(session.id), staffNotesTitle]
  return replyIn(mail, { sent: text, us, marks, notes: notes(events).map(note => note.text) })
}
