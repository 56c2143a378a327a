import type { FollowUp, MailKind, Recipient } from './state.ts'

/** A mail that may not have been sent yet. */
export interface Outgoing {
  /** 1, 2, 3 … among the mails of this session. With the session's id it makes the mail's reference. */
  readonly n: number
  readonly kind: MailKind
  /** The number of the answer that it is about, given or held. */
  readonly about?: number | undefined
  /** When the last attempt to send it began, ms. */
  readonly begunAt?: number
  /** The number of attempts to send it. */
  readonly tries?: number
  /** Whether the last try did not count, because the mail service had no quota left for the day. */
  readonly isPostponed?: true
}

/** The mails of a closed session. */
export interface Mails {
  /** How many there have been in all. */
  readonly count: number
  readonly outbox: readonly Outgoing[]
  /** The numbers of those that came back. */
  readonly bounced?: readonly number[]
  /** Whether one to the patron came back. */
  readonly isPatronUnreached?: true
  /** Recipients who complained about one and get no more. */
  readonly unwanted?: readonly Recipient[]
  /** The reader of the patron's address says that they did not ask. */
  readonly isDisowned?: true
}

/** What follows a session: the follow-up, if there is one, and the mails. */
export interface Afterwards {
  readonly followUp?: FollowUp
  readonly mails: Mails
}

export const noMails: Mails = { count: 0, outbox: [] }

/** The mails with one more to be sent. */
export function withMail({ count, outbox, ...kept }: Mails, kind: MailKind, about?: number): Mails {
  const mail = { n: count + 1, kind, ...(about !== undefined && { about }) }
  return { ...kept, count: count + 1, outbox: [...outbox, mail] }
}

/** The mails without one that was sent or never will be. */
export function withoutMail({ outbox, ...kept }: Mails, n: number): Mails {
  return { ...kept, outbox: outbox.filter(mail => mail.n !== n) }
}

/** The mails, with some marked as being sent. Nobody else sends one of those before its next try is due. */
export function begun({ outbox, ...kept }: Mails, numbers: readonly number[], at: number): Mails {
  const begin = ({ isPostponed, ...mail }: Outgoing): Outgoing =>
    numbers.includes(mail.n)
      ? { ...mail, begunAt: at, tries: (mail.tries ?? 0) + 1 }
      : { ...mail, ...(isPostponed && { isPostponed }) }
  return { ...kept, outbox: outbox.map(begin) }
}

/** The mails, with one that waits because the quota of the day is used up. Its last try does not count. */
export function postponed({ outbox, ...kept }: Mails, n: number): Mails {
  const postpone = (mail: Outgoing): Outgoing =>
    mail.n === n ? { ...mail, tries: Math.max(0, (mail.tries ?? 0) - 1), isPostponed: true } : mail
  return { ...kept, outbox: outbox.map(postpone) }
}

/**
 * The first and the longest pause between two tries, ms. The function that sends may run for 30 s, so it has ended after a
 * minute.
 */
const firstPauseMs = 60_000
const longestPauseMs = 3_600_000

/**
 * When a mail may be tried next, ms since 1970: a minute after the first try, then after pauses that double up to an hour. A
 * mail that was accepted but not recorded goes out again then, with the same reference. A mail that waits for the quota of
 * another day is tried every hour.
 */
export function freeAt({ begunAt, tries = 0, isPostponed }: Outgoing): number {
  if (begunAt !== undefined && isPostponed) return begunAt + longestPauseMs
  return begunAt === undefined ? 0 : begunAt + Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs)
}

/**
 * The pauses are 1 + 2 + 4 + 8 + 16 + 32 minutes and then 72 pauses of an hour. A mail that is not accepted in three days never
 * will be.
 */
const mailTriesMax = 6 + 72

/** Whether the desk has given up on a mail. */
export function isHopeless(mail: Outgoing, at: number): boolean {
  return (mail.tries ?? 0) >= mailTriesMax && at >= freeAt(mail)
}
