import type { Librarian, Library } from './library.ts'

/** The contents of the consortium file, checked and with every default filled in. */
export interface Consortium {
  readonly name: string
  readonly settings: Settings
  readonly groups: readonly Group[]
  readonly libraries: readonly Library[]
  readonly librarians: readonly Librarian[]
}

/** A group of libraries that answer for each other before the whole cooperative does. */
export interface Group {
  readonly id: string
  readonly name: string
}

/** Settings of the whole consortium. */
export interface Settings {
  /** The address that mail is sent from. */
  readonly sender: string
  /** The domain that replies to the desk's mails come to. Without it the desk receives no mail. */
  readonly repliesDomain?: string
  /** Days that the names, addresses and words of a session are kept (R38). */
  readonly retentionDays: number
  /** Days that logs are kept, from the periods that CloudWatch Logs allows. */
  readonly logRetentionDays: LogRetentionDays
  /** The OpenID Connect issuer that librarians sign in with. Without it the stack creates a Cognito user pool. */
  readonly signIn?: SignInSettings
  /** What happens to the tables, the received mails and the user pool when the stack is deleted. */
  readonly dataOnRemoval: 'keep' | 'delete'
  /**
   * Whether to set the role that API Gateway writes WebSocket logs with. There is one such role per AWS account and region.
   */
  readonly apiGatewayLogRole: 'create' | 'existing'
}

export interface SignInSettings {
  /** URL, as in the `iss` claim. */
  readonly issuer: string
  /** As in the `aud` claim. */
  readonly audience: string
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html, up to ten years. */
export const logRetentionPeriods = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653] as const

export type LogRetentionDays = (typeof logRetentionPeriods)[number]
