/** The queries to an account and region. None of them changes anything. */
export interface Account {
  /** The number of the caller's account. */
  readonly identity: () => Promise<Answer<{ readonly account: string }>>
  /** The version of the CDK's bootstrap stack. */
  readonly bootstrapVersion: () => Promise<Answer<number>>
  readonly stack: (name: string) => Promise<Answer<StackFacts>>
  readonly mail: () => Promise<Answer<MailFacts>>
  readonly mailIdentity: (name: string) => Promise<Answer<IdentityFacts>>
  readonly activeRuleSet: () => Promise<Answer<string | undefined>>
  /** How many functions may run at once. */
  readonly concurrency: () => Promise<Answer<number>>
  readonly logRole: () => Promise<Answer<string | undefined>>
  readonly certificate: (arn: string) => Promise<Answer<CertificateFacts>>
  /** Whether API Gateway has this domain in this account and region. */
  readonly apiDomain: (name: string) => Promise<Answer<true>>
  /** Whether a user pool of this account and region has sign-in pages under this prefix. */
  readonly signInPages: (prefix: string) => Promise<Answer<true>>
  /** The tables whose names begin with this prefix. */
  readonly tables: (beginning: string) => Promise<Answer<readonly string[]>>
  readonly resourceType: (name: string) => Promise<Answer<true>>
  /** Whether DNS has this name. */
  readonly resolves: (host: string) => Promise<boolean>
}

/** The answer of AWS: a value, that there is no such thing, or that this person may not ask. */
export type Answer<T> = { readonly value: T } | { readonly missing: true } | { readonly denied: string }

export interface StackFacts {
  readonly status: string
  /** The release that it runs, if known. */
  readonly release?: string
  /** The version in which it writes each kind of item, if known. */
  readonly items?: string
  /** The names of its SES identities. */
  readonly identities: readonly string[]
}

export interface MailFacts {
  readonly isInSandbox: boolean
  readonly maySend: boolean
  /** The quota of 24 hours; -1 if there is none. */
  readonly mailsADay: number
  /** How many of it the account has used in the last 24 hours. */
  readonly mailsSentToday: number
}

export interface IdentityFacts {
  readonly isVerified: boolean
  readonly dkim: string
  /** The state of a MAIL FROM domain, if it has one. */
  readonly mailFrom?: string
}

export interface CertificateFacts {
  readonly status: string
  readonly names: readonly string[]
}
