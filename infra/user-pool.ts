import { CfnOutput, Duration, Fn, Lazy, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib'
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPool,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ProviderAttribute,
  StringAttribute,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderOidc,
  UserPoolIdentityProviderSaml,
  UserPoolIdentityProviderSamlMetadata,
  type UserPoolProps,
} from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import type { Deployment } from '../lib/consortium/consortium.ts'
import { identityOfPool } from '../lib/consortium/deployment.ts'
import {
  loopbackCallbacks,
  type PooledProvider,
  pooledSecondFactor,
  type SamlProvider,
  type SecondFactor,
  type UserPoolSettings,
} from '../lib/consortium/sign-in.ts'
import { acknowledge } from './parts/acknowledge.ts'

export interface LibrarianPoolProps {
  readonly settings: UserPoolSettings
  readonly consortium: string
  readonly sender: string
  /** The SES identity of the sender. */
  readonly senderIdentity: Deployment['senderIdentity']
  readonly keep: boolean
}

/**
 * The librarians' user pool: people who were invited, people who sign in through providers behind it, the pages on which they
 * sign in, and the one client that does. The client has no secret, because it runs on librarians' own machines. It uses PKCE
 * instead.
 */
export class LibrarianPool extends UserPool {
  /** The `iss` claim of the tokens. */
  readonly issuer: string
  /** The `aud` claim of the tokens. */
  readonly audience: string
  /** Base URL of the pages on which people sign in, and of their tokens. */
  readonly pages: string
  /** Where people may be sent back after they signed in. */
  private readonly callbacks: string[] = [...loopbackCallbacks]

  constructor(scope: Construct, id: string, props: LibrarianPoolProps) {
    super(scope, id, poolProps(props))
    const { settings, sender } = props
    if (settings.mail === 'ses') this.mailBy(sender, identityOfPool(sender, props.senderIdentity))
    acknowledge(
      this,
      'COG8',
      'The plus tier costs more per librarian than the desk: a second factor is required instead.',
    )
    if (settings.secondFactor !== 'required')
      acknowledge(this, 'COG2', 'The consortium file says that a second factor is not required.')
    const behind = [
      ...settings.saml.map(provider => this.samlProvider(provider)),
      ...settings.oidc.map(provider => this.oidcProvider(provider)),
    ]
    const client = this.client([...settings.saml, ...settings.oidc].map(({ id: name }) => name))
    client.node.addDependency(...behind)
    const domain = this.addDomain('Domain', {
      cognitoDomain: { domainPrefix: settings.domainPrefix ?? prefixOfStack(this) },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    })
    // A client without its own style has no sign-in pages at all.
    new CfnManagedLoginBranding(this, 'Pages', {
      userPoolId: this.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    })
    this.issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${this.userPoolId}`
    this.audience = client.userPoolClientId
    new CfnOutput(Stack.of(this), 'UserPoolId', { value: this.userPoolId })
    this.pages = domain.baseUrl()
    new CfnOutput(Stack.of(this), 'SignInPages', { value: this.pages })
  }

  /** Lets people who signed in be sent back to this address. */
  allowCallback(url: string): void {
    this.callbacks.push(url)
  }

  /**
   * This does not use the construct's own setting, which needs a literal region. The stack's region may be known only at
   * deployment.
   */
  private mailBy(sender: string, identity: string): void {
    const pool = this.node.defaultChild
    if (!CfnUserPool.isCfnUserPool(pool)) throw new Error('A user pool is made of a user pool.')
    pool.emailConfiguration = {
      emailSendingAccount: 'DEVELOPER',
      from: sender,
      sourceArn: Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: identity }),
    }
  }

  private client(behind: readonly string[]): UserPoolClient {
    return new UserPoolClient(this, 'Client', {
      userPool: this,
      generateSecret: false,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: Lazy.list({ produce: () => this.callbacks }),
      },
      supportedIdentityProviders: [
        UserPoolClientIdentityProvider.COGNITO,
        ...behind.map(name => UserPoolClientIdentityProvider.custom(name)),
      ],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      // A shift lasts less than a day, so the next one begins with a new sign-in.
      refreshTokenValidity: Duration.days(1),
    })
  }

  private samlProvider({ id, metadata, emailAttribute, secondFactor }: SamlProvider) {
    return new UserPoolIdentityProviderSaml(this, `Saml-${id}`, {
      userPool: this,
      name: id,
      metadata: UserPoolIdentityProviderSamlMetadata.url(metadata),
      attributeMapping: { email: ProviderAttribute.other(emailAttribute), ...secondFactorFrom(secondFactor) },
    })
  }

  private oidcProvider({ id, issuer, audience, secret, scopes, secondFactor }: PooledProvider) {
    return new UserPoolIdentityProviderOidc(this, `Oidc-${id}`, {
      userPool: this,
      name: id,
      issuerUrl: issuer,
      clientId: audience,
      clientSecret: SecretValue.secretsManager(secret).unsafeUnwrap(),
      scopes: [...scopes],
      attributeMapping: {
        email: ProviderAttribute.other('email'),
        emailVerified: ProviderAttribute.other('email_verified'),
        ...secondFactorFrom(secondFactor),
      },
    })
  }
}

function poolProps({ settings, consortium, keep }: LibrarianPoolProps): UserPoolProps {
  return {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    standardAttributes: { email: { required: true } },
    customAttributes: { [pooledSecondFactor]: new StringAttribute({ mutable: true }) },
    // The email address identifies a librarian, so a changed address counts only after its owner has confirmed it.
    autoVerify: { email: true },
    keepOriginal: { email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    featurePlan: FeaturePlan.ESSENTIALS,
    ...factors[settings.secondFactor],
    userInvitation: {
      emailSubject: `You are invited to answer patrons of ${consortium}`,
      emailBody: invitation(consortium),
    },
    passwordPolicy: {
      minLength: 12,
      requireDigits: true,
      requireLowercase: true,
      requireSymbols: true,
      requireUppercase: true,
      tempPasswordValidity: Duration.days(7),
    },
    deletionProtection: keep,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  }
}

/** For people with a Cognito password. People who sign in through a provider behind Cognito use the second factor there. */
const factors: Readonly<Record<UserPoolSettings['secondFactor'], UserPoolProps>> = {
  required: { mfa: Mfa.REQUIRED, mfaSecondFactor: { otp: true, sms: false } },
  optional: { mfa: Mfa.OPTIONAL, mfaSecondFactor: { otp: true, sms: false } },
  off: { mfa: Mfa.OFF },
}

function secondFactorFrom(wanted: SecondFactor | undefined) {
  return wanted ? { custom: { [`custom:${pooledSecondFactor}`]: ProviderAttribute.other(wanted.claim) } } : {}
}

/** A prefix must be unique in its region, as the stack's id is. */
function prefixOfStack(scope: Construct): string {
  const uuid = Fn.select(2, Fn.split('/', Stack.of(scope).stackId))
  return Fn.join('-', ['desk', Fn.select(4, Fn.split('-', uuid))])
}

/** Cognito puts the address and a password, which works for seven days, into the two pairs of braces. */
function invitation(consortium: string): string {
  return [
    `You are invited to answer patrons of ${consortium.replaceAll('&', '&amp;').replaceAll('<', '&lt;')} at its chat reference desk.`,
    'Sign in with {username} and the password {####}. It is good for seven days; you then choose your own,',
    'and set up an app that shows one-time codes, if your consortium asks for a second factor.',
  ].join('<br>')
}
