import type { MailRead } from './read-mail.ts'

/** A mail as it arrived: its envelope, and what the mail service found out about it. */
export interface ReceivedMail {
  readonly recipients: readonly string[]
  readonly envelopeFrom: string
  /** When the mail service took it in, ms since 1970: the same however often it is looked at. */
  readonly receivedAt: number
  readonly verdicts: Verdicts
  /** What is in it; asked for only where it may be an answer. */
  readonly read: () => Promise<MailRead> | MailRead
}

export interface Verdicts {
  readonly spf: boolean
  /** No policy is neither. */
  readonly dmarc: 'pass' | 'fail' | 'none'
  readonly isSpam: boolean
  readonly hasVirus: boolean
}
