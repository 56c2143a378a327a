import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AccountRecovery, Mfa, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { SignInSettings } from '../lib/consortium/consortium.ts'
import { acknowledge } from './parts/acknowledge.ts'

export interface SignInProps {
  /** @default - a Cognito user pool of the stack's own */
  readonly existing?: SignInSettings
  /** Keep the user pool when the stack is deleted. */
  readonly keep: boolean
}

/** The sign-in of librarians: the consortium's own OpenID Connect issuer, or a user pool of the stack. */
export class SignIn extends Construct {
  /** The `iss` claim of the tokens. */
  readonly issuer: string
  /** The `aud` claim of the tokens. */
  readonly audience: string

  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id)
    if (props.existing) {
      this.issuer = props.existing.issuer
      this.audience = props.existing.audience
    } else {
      const pool = this.userPool(props.keep)
      const client = addClient(pool)
      this.issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${pool.userPoolId}`
      this.audience = client.userPoolClientId
      new CfnOutput(Stack.of(this), 'UserPoolId', { value: pool.userPoolId })
      new CfnOutput(Stack.of(this), 'UserPoolClientId', { value: client.userPoolClientId })
    }
    new CfnOutput(Stack.of(this), 'Issuer', { value: this.issuer })
    new CfnOutput(Stack.of(this), 'Audience', { value: this.audience })
  }

  private userPool(keep: boolean): UserPool {
    const pool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      standardAttributes: { email: { required: true } },
      // Librarians are identified by their email address, so a changed one counts only after its owner has confirmed it.
      autoVerify: { email: true },
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
      },
      deletionProtection: keep,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    acknowledge(
      pool,
      'COG8',
      'The plus tier costs more per librarian than the desk, so a second factor is required instead.',
    )
    return pool
  }
}

function addClient(pool: UserPool): UserPoolClient {
  return pool.addClient('Client', {
    authFlows: { userSrp: true },
    disableOAuth: true,
    preventUserExistenceErrors: true,
    idTokenValidity: Duration.hours(1),
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(1),
  })
}
