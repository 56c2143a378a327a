import { RemovalPolicy } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { acknowledge } from './acknowledge.ts'
import type { DeskFunction } from './desk-function.ts'

/** What the desk's mails are sealed with: the secret that signs the addresses for replies, and the links. */
export class MailSeals extends Construct {
  private readonly secret: Secret

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.secret = new Secret(this, 'Secret', {
      description: 'Signs the addresses for replies, and the links in mails',
      // 64 letters and digits: 62^64 is more than 2^380, well above the 256 bits of HMAC-SHA-256.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    })
    acknowledge(
      this.secret,
      'SMG4',
      'Mails are answered for as long as sessions are kept: another secret would kill every mail that is out.',
    )
  }

  /** May seal mails. */
  grantSign(fn: DeskFunction): void {
    this.grantSecret(fn)
  }

  /** May check a seal. The secret is symmetric: whoever can check could sign. */
  grantVerify(fn: DeskFunction): void {
    this.grantSecret(fn)
  }

  private grantSecret(fn: DeskFunction): void {
    fn.allow(['secretsmanager:GetSecretValue'], [this.secret.secretArn])
    fn.addEnvironment(env.mailSecret, this.secret.secretArn)
  }
}
