import { RemovalPolicy } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import type { DeskFunction } from './desk-function.ts'

export interface SigningSecretProps {
  /** The things that it signs. */
  readonly description: string
  /** Why it is not rotated automatically. */
  readonly notRotated: string
  /** Keep it when the stack is deleted, as what it has signed is kept. */
  readonly keep: boolean
  /** The environment variable in which functions find its ARN. */
  readonly variable: string
}

/** A symmetric signing secret: a function that can check a signature could also sign. */
export class SigningSecret extends Secret {
  private readonly variable: string

  constructor(scope: Construct, id: string, { description, notRotated, variable, keep }: SigningSecretProps) {
    super(scope, id, {
      description,
      // 64 letters and digits: 62^64 is more than 2^380, well above the 256 bits of HMAC-SHA-256.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    this.variable = variable
    acknowledge(this, 'SMG4', notRotated)
  }

  /** May read it. */
  grantUse(fn: DeskFunction): void {
    fn.allow(['secretsmanager:GetSecretValue'], [this.secretArn])
    fn.addEnvironment(this.variable, this.secretArn)
  }
}
