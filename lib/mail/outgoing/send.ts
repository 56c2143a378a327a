import type { EmailCodes } from '../../access/email-codes.ts'
import type { LinkAction, MailTokens, TokenOwner } from '../../access/mail-tokens.ts'
import { calendarOf, type Library, limitsOf } from '../../consortium/library.ts'
import type { Directory, Mail, Mailboxes, MailCounts, Mailer, SentMails } from '../../desk/ports.ts'
import type { FollowUpPorts } from '../../desk/run.ts'
import { answerByOf, linksEndAt } from '../../follow-up/due-dates.ts'
import { type DroppedBecause, isFollowUpEvent } from '../../follow-up/events.ts'
import { answerIn } from '../../follow-up/history.ts'
import type { Outgoing } from '../../follow-up/outbox.ts'
import {
  type FollowUp,
  isOver,
  type MailKind,
  type Recipient,
  recipientByKind,
  recipientOf,
} from '../../follow-up/state.ts'
import type { Event } from '../../session/events.ts'
import { addressOf, type ClosedSession } from '../../session/state.ts'
import { messages, notes } from '../../session/transcript.ts'
import { type Letter, textOf } from '../letters/letter.ts'
import { type LetterData, letterOf } from '../letters/letters.ts'
import type { ActionLink } from '../letters/next-steps.ts'
import { pageOf } from '../letters/page.ts'

export interface OutgoingMailPorts extends FollowUpPorts {
  readonly directory: Directory
  readonly mailer: Mailer
  readonly sentMails: Pick<SentMails, 'keep'>
  readonly mailTokens: MailTokens
  readonly mailboxes: Pick<Mailboxes, 'learnt'>
  readonly emailCodes: Pick<EmailCodes, 'of'>
  readonly mailCounts: Pick<MailCounts, 'count' | 'sumUp'>
}

/** The session that a mail is about, with its history up to a moment (ms). */
export interface MailContext {
  readonly library: Library
  readonly session: ClosedSession
  readonly events: readonly Event[]
  readonly at: number
}

/** The outcome of a mail: the id that the mail service gave it, why it was not sent, or that it has to wait for the next quota. */
export type Sent = { readonly id: string } | { readonly dropped: DroppedBecause } | 'over-quota'

/** Writes and sends one mail. Throws if the mail service does not accept it. */
export async function sendOne(ports: OutgoingMailPorts, context: MailContext, outgoing: Outgoing): Promise<Sent> {
  const { library, session } = context
  const { kind, n } = outgoing
  const recipient = recipientOf(kind, session.followUp)
  if (session.mails.unwanted?.includes(recipient)) return { dropped: 'unwanted' }
  const to =
    kind === 'transcript' ? session.patron.email : await addressFor(ports.directory, library, session, recipient)
  if (!to) return { dropped: 'no-address' }
  const isConfirmed = isConfirmedFor(session, to)
  if (kind === 'transcript' && !isConfirmed) return { dropped: 'not-confirmed' }
  // Words are deleted after a time. An answer is not sent without its words.
  if (kind === 'answer' && !answerIn(context.events.filter(isFollowUpEvent), outgoing.about))
    return { dropped: 'no-text' }
  if (isReport(kind) && !reportIn(context.events, outgoing.about ?? n, library.policyPage))
    return { dropped: 'no-text' }
  const tokenOwner = tokenOwnerOf(session)
  const replyTo = await replyTarget(ports, context, kind, tokenOwner)
  const links = await actionLinksFor(ports.mailTokens, context, outgoing, tokenOwner)
  const statusLink = await statusLinkFor(ports, context, kind)
  // The mail would be out of date.
  if (kind === 'receipt' && !statusLink) return { dropped: 'over' }
  const tooMany = await whyTooMany(ports, context, outgoing, { recipient, to })
  if (tooMany) return { dropped: tooMany }
  const mayReply = asking.includes(kind) && replyTo !== undefined
  const follows = isReport(kind) ? undefined : firstTo(recipient, context.events)
  const about = {
    ...{ session: session.id, kind, recipient, to, from: library.name },
    ...(replyTo && { replyTo }),
    ...(mayReply && (await answersFrom(ports, library, recipient)) && { answersTo: 'from' as const }),
    ...(follows && { follows }),
  }
  const data: LetterData = {
    ...letterDataOf(context, outgoing, links, mayReply),
    ...(statusLink && { statusLink }),
    ...(recipient === 'patron' && isConfirmed && { isConfirmed }),
    ...(recipient === 'patron' &&
      !isConfirmed && { notMeLink: await ports.mailTokens.notMeLink(session.id, to, context.at) }),
  }
  const send = async (more: Pick<LetterData, 'isTooLong'>) => {
    const mail = mailOf({ ...about, reference: `${session.id}.${n}` }, () => letterOf(kind, { ...data, ...more }))
    // A reply may arrive before the mail service has said that it accepted the mail.
    await keepSent(ports, session.id, n, mail, context.at)
    return ports.mailer.send(mail)
  }
  const first = await send({})
  // A long conversation must never be the reason that a patron is forgotten.
  const accepted = first === 'refused' && tellsConversation(kind) ? await send({ isTooLong: true }) : first
  return accepted === 'refused' ? { dropped: 'refused' } : accepted
}

/** These ask the library for an answer, so each of them is a mail that can be replied to. */
const ownMails: readonly MailKind[] = ['follow-up', 'handed-over']

/**
 * Whether its reader has had enough mails today. Beyond a number of notices a library gets one mail that sums them up, so that its
 * follow-ups are not lost among them. An answer is never counted.
 */
async function whyTooMany(
  { mailCounts }: Pick<OutgoingMailPorts, 'mailCounts'>,
  { library, session, at }: MailContext,
  { kind, n }: Outgoing,
  { recipient, to }: { readonly recipient: Recipient; readonly to: string },
): Promise<'enough-today' | 'summed-up' | undefined> {
  const reference = `${session.id}.${n}`
  const { notices, patronMails } = limitsOf(library)
  if (recipient === 'patron' && kind !== 'answer')
    return (await mailCounts.count({ patron: to }, reference, patronMails, at)) ? undefined : 'enough-today'
  if (recipient !== 'library' || ownMails.includes(kind)) return undefined
  if (await mailCounts.count({ library: library.id }, reference, notices, at)) return undefined
  await mailCounts.sumUp(library.id, { session: session.id, kind }, at)
  return 'summed-up'
}

/** Whether a code has confirmed this address of the patron's (R22). */
function isConfirmedFor({ followUp, patron }: ClosedSession, to: string): boolean {
  return followUp?.email === to
    ? followUp.verified === 'confirmed'
    : patron.email === to && patron.verified === 'confirmed'
}

/** Whether it contains the conversation. */
function tellsConversation(kind: MailKind): boolean {
  return kind !== 'answer' && kind !== 'held' && kind !== 'receipt' && kind !== 'code' && !isReport(kind)
}

/** A report about a policy page is not part of the follow-up, so it belongs to none of its threads or tickets. */
function isReport(kind: MailKind): boolean {
  return kind === 'policy-report' || kind === 'policy-report-returned'
}

/** Without this copy, the desk holds a reply and asks somebody, which is better than sending no mail. */
async function keepSent({ sentMails, log }: OutgoingMailPorts, session: string, n: number, mail: Mail, at: number) {
  try {
    await sentMails.keep(session, n, mail, at)
  } catch (error) {
    log.failed('keeping of a sent mail', session, error)
  }
}

/** Whether the recipient's mailbox answers `From`: its library says so, or a mail from it has shown so. */
async function answersFrom({ mailboxes }: OutgoingMailPorts, library: Library, recipient: Recipient): Promise<boolean> {
  if (recipient !== 'library') return false
  const answersTo = library.followUps.answersTo ?? (await mailboxes.learnt(library.id)).answersTo
  return answersTo === 'from'
}

/** The mail service's id of the first mail to these people. The other mails belong to its thread. */
function firstTo(recipient: Recipient, events: readonly Event[]): string | undefined {
  const together = groupOf(recipient)
  const first = events.find(
    event => event.type === 'MailSent' && !isReport(event.kind) && groupOf(recipientByKind[event.kind]) === together,
  )
  return first?.type === 'MailSent' ? first.mail : undefined
}

/** When a librarian hands a follow-up over, the library continues the same thread. */
function groupOf(recipient: Recipient): Recipient {
  return recipient === 'owner' ? 'library' : recipient
}

/** A mail whose text is made when it is sent. */
export function mailOf(about: Omit<Mail, 'subject' | 'text' | 'html'>, write: () => Letter): Mail {
  let written: Letter | undefined
  const letter = () => {
    written ??= write()
    return written
  }
  return {
    ...about,
    get subject() {
      return letter().subject
    },
    get text() {
      return textOf(letter())
    },
    get html() {
      return pageOf(letter())
    },
  }
}

/** Staff addresses come from the library's settings and the directory. The patron's is the one that was verified or left. */
async function addressFor(
  directory: Directory,
  library: Library,
  { followUp, patron }: ClosedSession,
  recipient: Recipient,
): Promise<string | undefined> {
  switch (recipient) {
    case 'library':
      return library.mailbox
    case 'escalation':
      return library.followUps.escalation
    case 'patron':
      return followUp?.email ?? addressOf(patron)
    case 'owner':
      return (await directory.librarian(followUp?.owner ?? ''))?.email ?? library.mailbox
  }
}

function tokenOwnerOf({ id, followUp }: ClosedSession): TokenOwner {
  return { session: id, owner: followUp?.owner === 'library' ? 'library' : 'librarian' }
}

/** A reply to one of these is the answer. A reply to the others might say "do not send it", and must not reach the patron. */
const asking: readonly MailKind[] = ['follow-up', 'reminder', 'overdue', 'handed-over']

/** A patron writes back to the library's own mailbox; the owner of the follow-up replies to the desk, which passes it on. */
async function replyTarget(
  { mailTokens }: OutgoingMailPorts,
  { library, session, at }: MailContext,
  kind: MailKind,
  tokenOwner: TokenOwner,
): Promise<string | undefined> {
  if (recipientByKind[kind] === 'patron') return library.mailbox
  return asking.includes(kind) && !isSeenTo(session.followUp, kind)
    ? mailTokens.replyAddress(tokenOwner, at)
    : undefined
}

/** The links of a mail, which depend on its reader. */
async function actionLinksFor(
  tokens: MailTokens,
  { library, session, events, at }: MailContext,
  { kind, about }: Outgoing,
  tokenOwner: TokenOwner,
): Promise<readonly ActionLink[]> {
  const { followUp } = session
  if (
    !followUp ||
    isSeenTo(followUp, kind) ||
    kind === 'transcript-returned' ||
    recipientByKind[kind] === 'escalation' ||
    recipientByKind[kind] === 'patron' ||
    (kind === 'unreachable' && isOver(followUp))
  )
    return []
  const end = linksEndAt(followUp, calendarOf(library), library.followUps, at)
  const acts: readonly LinkAction['act'][] =
    kind === 'held'
      ? ['confirm', 'reject']
      : [...actsOn(followUp), ...(notes(events).length > 0 ? ['notes' as const] : [])]
  return Promise.all(
    acts.map(async act => {
      const linkAction = { ...tokenOwner, act, ...(kind === 'held' && { n: about }) }
      return { act, url: await tokens.link(linkAction, at, end) }
    }),
  )
}

/** A patron who is owed an answer gets the link, either with their conversation or in a separate mail. */
async function statusLinkFor(
  { mailTokens }: OutgoingMailPorts,
  { session, at }: MailContext,
  kind: MailKind,
): Promise<string | undefined> {
  const isTold = kind === 'transcript' || kind === 'receipt'
  const isOwed = session.followUp !== undefined && !isOver(session.followUp)
  return isTold && isOwed ? mailTokens.statusLink(session.id, at) : undefined
}

/** The recipient of a late notice has nothing left to do, unless an answer is still held. */
function isSeenTo(followUp: FollowUp | undefined, kind: MailKind): boolean {
  return followUp !== undefined && isOver(followUp) && asking.includes(kind)
}

/** A librarian who promised the answer has taken it already. */
function actsOn({ owner, status }: FollowUp): readonly LinkAction['act'][] {
  if (owner !== 'library') return ['hand-over']
  return status === 'new' ? ['take', 'done'] : ['done']
}

function letterDataOf(
  { library, session, events }: MailContext,
  { n, kind, about }: Outgoing,
  links: readonly ActionLink[],
  mayReply: boolean,
): LetterData {
  const { patron, librarian, askedAt, followUp: owed } = session
  const answer = answerIn(events.filter(isFollowUpEvent), kind === 'answer' ? about : undefined)
  const held = events.find(event => event.type === 'AnswerHeld' && event.n === about)
  const report = isReport(kind) ? reportIn(events, about ?? n, library.policyPage) : undefined
  return {
    session: session.id,
    libraryName: library.name,
    timeZone: library.timeZone,
    askedAt,
    messages: messages(events, patron.name),
    notes: notes(events),
    links,
    mayReply,
    isSeenTo: isSeenTo(owed, kind),
    ...(owed && { owed, answerBy: answerByOf(owed, calendarOf(library), library.followUps) }),
    ...(patron.name && { patron: patron.name }),
    ...(librarian && { servedBy: librarian.name }),
    ...(answer && { answer }),
    ...(held?.type === 'AnswerHeld' && { held }),
    ...(report && { report }),
    ...(session.mails.isDisowned && { isDisowned: true }),
    ...(owed?.ticket && groupOf(recipientByKind[kind]) === 'library' && { ticket: owed.ticket }),
  }
}

/** The report with this number, as the librarian wrote it; undefined once its words have been deleted. */
function reportIn(events: readonly Event[], n: number, page: string | undefined) {
  const found = events.find(event => event.type === 'PolicyReported' && event.n === n)
  return found?.type === 'PolicyReported' ? { text: found.text, by: found.name, ...(page && { page }) } : undefined
}
