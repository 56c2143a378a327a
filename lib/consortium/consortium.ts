import type { Librarian, Library } from './library.ts'
import type { SignInSettings } from './sign-in.ts'

/** Everything that the consortium file says, checked, with every default filled in. */
export interface Consortium {
  readonly name: string
  readonly settings: Settings
  readonly groups: readonly Group[]
  readonly libraries: readonly Library[]
  readonly librarians: readonly Librarian[]
}

/** Some of the libraries, which answer for each other before the whole cooperative does. */
export interface Group {
  readonly id: string
  readonly name: string
}

/** What holds for the whole consortium. */
export interface Settings {
  /** The address that mail is sent from. */
  readonly sender: string
  /** The domain that replies to the desk's mails come to; none: it takes no mail. */
  readonly repliesDomain?: string
  /** Days that the names, addresses and words of a session are kept (R38). */
  readonly retentionDays: number
  /** Days that logs are kept; one of the periods that CloudWatch Logs knows. */
  readonly logRetentionDays: LogRetentionDays
  /** How librarians sign in. */
  readonly signIn: SignInSettings
  /** What becomes of the tables, the mails that came in and the user pool when the system is taken down. */
  readonly dataOnRemoval: 'keep' | 'delete'
  /** Whether to set the role that API Gateway writes WebSocket logs with: one role per AWS account and region. */
  readonly apiGatewayLogRole: 'create' | 'existing'
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html, up to ten years. */
export const logRetentionPeriods = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653] as const

export type LogRetentionDays = (typeof logRetentionPeriods)[number]
