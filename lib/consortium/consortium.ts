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
  /** Days after which facts no longer say which librarian served (R37). */
  readonly librarianFactsDays: number
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

/** Where and how the system is deployed in AWS. */
export interface Deployment {
  /** The name of the stack. A different name is a different desk. */
  readonly stackName: string
  /** The only region that it may be deployed to. If undefined, the AWS settings of the person who deploys decide. */
  readonly region?: string
  /** The address that alarms are mailed to. */
  readonly operator?: string
  /** US dollars a month. The operator is told when the costs exceed them. */
  readonly monthlyBudget?: number
  /** The tags of every resource that can have tags. */
  readonly tags: Readonly<Record<string, string>>
  /** The consortium's own domain names for the APIs. */
  readonly domains?: Domains
  /** The sender's identity in SES: the whole domain, the one address, or an identity that is already verified. */
  readonly senderIdentity: 'domain' | 'address' | 'existing'
  /** The domain of the envelope sender, to which bounces go. */
  readonly mailFrom?: string
  /** The CDN before the HTTP API and the pages. If undefined, there is none. */
  readonly cdn?: Cdn
  /** Whether the stack registers the domain of replies with SES, or SES knows it already. */
  readonly repliesIdentity: 'create' | 'existing'
  /** The receipt rule set that the rule for replies is added to. If undefined, the stack has its own. */
  readonly ruleSet?: string
}

export interface Cdn {
  /** A domain name of its own, and the ARN of its certificate, which is in us-east-1. */
  readonly domain?: { readonly name: string; readonly certificate: string }
  /** The region of Origin Shield. If undefined, that of the desk. */
  readonly originShield?: string
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
