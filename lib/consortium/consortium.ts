import type { Librarian, Library } from './library.ts'
import type { SignInSettings } from './sign-in.ts'

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
  readonly deployment: Deployment
  /** The address that mail is sent from. */
  readonly sender: string
  /** The domain that replies to the desk's mails come to. Without it the desk receives no mail. */
  readonly repliesDomain?: string
  /** Days that the names, addresses and words of a session are kept (R38). */
  readonly retentionDays: number
  /** Days that logs are kept, from the periods that CloudWatch Logs allows. */
  readonly logRetentionDays: LogRetentionDays
  /** How librarians sign in. */
  readonly signIn: SignInSettings
  /** What happens to the tables, the received mails and the user pool when the stack is deleted. */
  readonly dataOnRemoval: 'keep' | 'delete'
  /**
   * Whether to set the role that API Gateway writes WebSocket logs with. There is one such role per AWS account and region.
   */
  readonly apiGatewayLogRole: 'create' | 'existing'
}

/** Where and how the system stands in AWS. */
export interface Deployment {
  /** What the stack is called: another name is another desk. */
  readonly stackName: string
  /** The region that it may be deployed to; none: whichever the person's own settings say. */
  readonly region?: string
  /** Who is told when an alarm rings. */
  readonly operator?: string
  /** US dollars a month, above which the operator is told. */
  readonly monthlyBudget?: number
  /** On everything that can be tagged. */
  readonly tags: Readonly<Record<string, string>>
  /** Names of the consortium's own for the APIs. */
  readonly domains?: Domains
  /** What SES knows the sender by: its whole domain, the one address, or something that is verified already. */
  readonly senderIdentity: 'domain' | 'address' | 'existing'
  /** The domain of the envelope of mails: bounces go there. */
  readonly mailFrom?: string
  /** Whether SES is told of the domain of replies, or knows it already. */
  readonly repliesIdentity: 'create' | 'existing'
  /** The receipt rule set that takes the rule for replies; none: one of the stack's own. */
  readonly ruleSet?: string
}

export interface Domains {
  /** ARN of the certificate for all of them. */
  readonly certificate: string
  readonly http?: string
  readonly socket?: string
  /** For the links in mails, which must work for as long as mails are read. */
  readonly links?: string
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html, up to ten years. */
export const logRetentionPeriods = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653] as const

export type LogRetentionDays = (typeof logRetentionPeriods)[number]
