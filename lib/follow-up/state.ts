/** What is owed to a patron after the session. */
export interface FollowUpOwed {
  /** "library", or the librarian who took it on (R26). */
  readonly owner: string
  readonly email: string
  readonly verified: 'by-patron' | 'by-librarian' | 'unverified'
  /** A date (YYYY-MM-DD) in the time zone of the patron's library, or "none". */
  readonly deadline: string
}

/** A follow-up as it stands now: new → taken → answered or done. It is part of its closed session, and of that log. */
export interface FollowUp extends FollowUpOwed {
  readonly status: 'new' | 'taken' | 'answered' | 'done'
  /** Since when its owner has been responsible for it (ms): a deadline of "none" counts from here. */
  readonly since: number
  readonly takenBy?: Actor
  /** The librarian who sent it on to the library: they closed the session so, or handed it over (R43). */
  readonly sentOnBy?: string
  /** When it was answered or done, ms. */
  readonly endedAt?: number
  /** Answers that came by e-mail from elsewhere, by the number of each, and wait for somebody to confirm them. */
  readonly held?: readonly number[]
  /** How many answers were ever held. */
  readonly answersHeld?: number
  /** Those of the waiting ones that came from elsewhere than the library, and how many such ever did. */
  readonly heldFromElsewhere?: readonly number[]
  readonly answersFromElsewhere?: number
  /** Fingerprints of the answers that came by e-mail: one that comes again is known by its own. */
  readonly known?: readonly string[]
  /** Its owner was reminded; its deadline has passed; the escalation address was told of that, or that mail to them is lost. */
  readonly notices?: readonly Notice[]
  /** To whom mail does not get: its owner, or the patron. */
  readonly undeliverable?: 'owner' | 'patron'
  /** The number that its owner's ticket system gave it, as it stands in a subject, e.g. `[State #123]`. */
  readonly ticket?: string
  /** How many answers were ever given, and the number of the mail that brings the newest one. */
  readonly answers?: number
  readonly answerMail?: number
}

export type Notice = 'reminded' | 'overdue' | 'escalated' | 'unheard'

/** Who does something about a follow-up. */
export interface Actor {
  /** The librarian, or nobody in particular: whoever reads the library's mailbox. */
  readonly librarian?: string
  /** How they are called in what others read. */
  readonly name: string
  /** Their library. */
  readonly library: string
  readonly via: 'desk' | 'mail' | 'link'
}

/** Every mail that a session can send, by what it says. */
export const mailKinds = [
  'follow-up',
  'reminder',
  'overdue',
  'handed-over',
  'escalation',
  'undeliverable',
  'unreachable',
  'held',
  'answer',
  'transcript',
  'transcript-returned',
  'policy-report',
  'policy-report-returned',
] as const

export type MailKind = (typeof mailKinds)[number]

/** Whom a mail is for; which address that is, the directory knows, or for the patron the session. */
export const recipients = ['owner', 'library', 'escalation', 'patron'] as const

export type Recipient = (typeof recipients)[number]

export const recipientByKind: Readonly<Record<MailKind, Recipient>> = {
  'follow-up': 'owner',
  reminder: 'owner',
  overdue: 'library',
  'handed-over': 'library',
  escalation: 'escalation',
  undeliverable: 'escalation',
  unreachable: 'owner',
  held: 'owner',
  answer: 'patron',
  transcript: 'patron',
  'transcript-returned': 'library',
  'policy-report': 'library',
  'policy-report-returned': 'escalation',
}

/** Whom a mail goes to as things stand: what the library owes goes to the library. */
export function recipientOf(kind: MailKind, followUp: FollowUp | undefined): Recipient {
  const recipient = recipientByKind[kind]
  return recipient === 'owner' && followUp?.owner === 'library' ? 'library' : recipient
}

/** Nothing is owed any more. */
export function isOver({ status }: FollowUp): boolean {
  return status === 'answered' || status === 'done'
}
