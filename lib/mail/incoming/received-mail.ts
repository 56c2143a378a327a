import type { MailRead } from './read-mail.ts'

/** A mail as it arrived: its envelope, and the verdicts of the mail service. */
export interface ReceivedMail {
  readonly recipients: readonly string[]
  readonly envelopeFrom: string
  /** When the mail service received it, ms since 1970. It stays the same however often the mail is processed. */
  readonly receivedAt: number
  readonly verdicts: Verdicts
  /** Its contents, which are read only if it may be an answer. */
  readonly read: () => Promise<MailRead> | MailRead
}

export interface Verdicts {
  readonly spf: boolean
  /** `none` means that the domain has no policy. */
  readonly dmarc: 'pass' | 'fail' | 'none'
  readonly isSpam: boolean
  readonly hasVirus: boolean
}
