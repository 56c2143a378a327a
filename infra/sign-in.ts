import { CfnOutput, Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import type { Deployment } from '../lib/consortium/consortium.ts'
import { providersOf } from '../lib/consortium/providers.ts'
import type { Provider, SignInSettings } from '../lib/consortium/sign-in.ts'
import { env } from '../lib/env.ts'
import { BadConsortiumFile } from './parts/consortium-file.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { LibrarianPool } from './user-pool.ts'

export interface SignInProps {
  readonly settings: SignInSettings
  /** The name of the consortium, for the invitations. */
  readonly consortium: string
  /** The address that mail is sent from. */
  readonly sender: string
  /** The SES identity of the sender. */
  readonly senderIdentity: Deployment['senderIdentity']
  /** Keep the user pool when the stack is deleted. */
  readonly keep: boolean
}

/** The sign-in of librarians: a user pool of the stack, OpenID Connect providers that it asks directly, or both. */
export class SignIn extends Construct {
  private readonly providers: readonly Provider[]
  private readonly pool: LibrarianPool | undefined
  /** The addresses that a page asks while somebody signs in: the issuers, and the pages of the user pool. */
  readonly asked: readonly string[]

  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id)
    const { providers, userPool: settings } = props.settings
    for (const { issuer } of providers) assertDeployable(issuer)
    this.pool = settings && new LibrarianPool(this, 'UserPool', { ...props, settings })
    if (settings && this.pool) {
      const { issuer, audience } = this.pool
      this.providers = providersOf(providers, { settings, issuer, audience })
    } else this.providers = providersOf(providers)
    this.asked = [
      ...providers.flatMap(({ issuer }) => [new URL(issuer).origin, issuer]),
      ...(this.pool ? [`${this.pool.issuer}/`, this.pool.pages] : []),
    ]
    this.providers.forEach(({ issuer, audience }, at) => {
      const which = at === 0 ? '' : String(at + 1)
      new CfnOutput(Stack.of(this), `Issuer${which}`, { value: issuer })
      new CfnOutput(Stack.of(this), `Audience${which}`, { value: audience })
    })
  }

  /** Lets a page at this address sign librarians in. */
  allowPage(url: string): void {
    this.pool?.allowCallback(url)
  }

  /** May invite people to the user pool, switch them on and off, and sign them out. */
  grantInvite(fn: DeskFunction): void {
    this.tellProviders(fn)
    if (!this.pool) return
    const actions = ['AdminCreateUser', 'AdminEnableUser', 'AdminDisableUser', 'AdminUserGlobalSignOut']
    fn.allow(
      actions.map(action => `cognito-idp:${action}`),
      [this.pool.userPoolArn],
    )
    fn.addEnvironment(env.userPool, this.pool.userPoolId)
  }

  /** May switch people off in the user pool, and sign them out. */
  grantSwitchOff(fn: DeskFunction): void {
    if (!this.pool) return
    const actions = ['AdminDisableUser', 'AdminUserGlobalSignOut']
    fn.allow(
      actions.map(action => `cognito-idp:${action}`),
      [this.pool.userPoolArn],
    )
    fn.addEnvironment(env.userPool, this.pool.userPoolId)
  }

  /** Lets librarians sign in with these providers. */
  tellProviders(fn: DeskFunction): void {
    fn.addEnvironment(env.signIn, Stack.of(this).toJsonString(this.providers))
  }
}

/** A provider on a loopback address works only on that machine. On AWS nobody could sign in with it. */
function assertDeployable(issuer: string): void {
  if (issuer.startsWith('http:') && process.env.COOPDESK_LOCAL_ORIGINS === undefined)
    throw new BadConsortiumFile(
      `The issuer ${issuer} is on your own machine: a desk in AWS needs one that begins with https://.`,
    )
}
