/**
 * What was done to make sure that an address is the patron's (R22): they typed it twice in a form of the desk, the librarian
 * attested it, or they typed a code that was mailed there. Only a code confirms an address, since anybody can type somebody
 * else's.
 */
export const verifications = ['typed-twice', 'attested', 'confirmed'] as const

export type Verification = (typeof verifications)[number]

/** What is owed to a patron after the session. */
export interface FollowUpOwed {
  /** "library", or the librarian who took it on (R26). */
  readonly owner: string
  readonly email: string
  readonly verified: Verification | 'unverified'
  /** A date (YYYY-MM-DD) in the time zone of the patron's library, or "none". */
  readonly deadline: string
}

/** The current state of a follow-up: new → taken → answered or done. It is part of its closed session and of that log. */
export interface FollowUp extends FollowUpOwed {
  readonly status: 'new' | 'taken' | 'answered' | 'done'
  /** Since when its owner has been responsible for it (ms). A deadline of "none" counts from here. */
  readonly since: number
  readonly takenBy?: Actor
  /** The librarian who sent it on to the library, by closing the session or by handing it over (R43). */
  readonly sentOnBy?: string
  /** When it was answered or done, ms. */
  readonly endedAt?: number
  /** Numbers of the answers that came by email and wait to be confirmed. */
  readonly held?: readonly number[]
  /** How many answers were ever held. */
  readonly answersHeld?: number
  /** The waiting answers that came from outside the library, and the number of all such answers so far. */
  readonly heldFromElsewhere?: readonly number[]
  readonly answersFromElsewhere?: number
  /** Fingerprints of the answers that came by email, by which a repeat is recognised. */
  readonly known?: readonly string[]
  /**
   * Notices that have been given: the reminder, the passed deadline, and the escalation of either that or of undeliverable
   * mail.
   */
  readonly notices?: readonly Notice[]
  /** The person whom mail does not reach: its owner, or the patron. */
  readonly undeliverable?: 'owner' | 'patron'
  /** The number that its owner's ticket system gave it, as subjects show it, e.g. `[State #123]`. */
  readonly ticket?: string
  /** Whether a deadline passed before it was over, that of an earlier owner included (R37). */
  readonly missed?: true
  /** The number of answers given so far, and of the mail with the newest one. */
  readonly answers?: number
  readonly answerMail?: number
}

export type Notice = 'reminded' | 'overdue' | 'escalated' | 'unheard'

/** The person who acts on a follow-up. */
export interface Actor {
  /** The librarian; missing for a reader of the library's mailbox. */
  readonly librarian?: string
  /** Their name, as others read it. */
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
  'receipt',
  'transcript',
  'code',
  'transcript-returned',
  'policy-report',
  'policy-report-returned',
] as const

export type MailKind = (typeof mailKinds)[number]

/** The recipient of a mail. The directory has the addresses of staff, and the session that of the patron. */
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
  receipt: 'patron',
  transcript: 'patron',
  code: 'patron',
  'transcript-returned': 'library',
  'policy-report': 'library',
  'policy-report-returned': 'escalation',
}

/** The current recipient of a mail to the owner: the library if it owes the answer. */
export function recipientOf(kind: MailKind, followUp: FollowUp | undefined): Recipient {
  const recipient = recipientByKind[kind]
  return recipient === 'owner' && followUp?.owner === 'library' ? 'library' : recipient
}

/** Whether the follow-up is over. */
export function isOver({ status }: FollowUp): boolean {
  return status === 'answered' || status === 'done'
}
