import { RemovalPolicy } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { acknowledge } from './acknowledge.ts'
import type { DeskFunction } from './desk-function.ts'
import { DeskTable } from './desk-table.ts'

/** Signed tickets that open one connection each: the secret that signs them, and a table of those that were used. */
export class Tickets extends Construct {
  private readonly table: DeskTable
  private readonly secret: Secret

  constructor(scope: Construct, id: string) {
    super(scope, id)
    // A ticket lives for a minute: nothing here is worth keeping.
    this.table = new DeskTable(this, 'Table', { partitionKey: 'ticket', expires: true, keep: false })
    this.secret = new Secret(this, 'Secret', {
      description: 'Signs the tickets that open a connection',
      // 64 letters and digits: 62^64 is more than 2^380, well above the 256 bits of HMAC-SHA-256.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    })
    acknowledge(
      this.secret,
      'SMG4',
      'Functions keep the secret while they are warm: rotate it by hand in a quiet hour. A ticket lives for a minute.',
    )
  }

  /** May sign tickets. */
  grantSign(fn: DeskFunction): void {
    this.grantSecret(fn)
  }

  /** May check the signature of a ticket. The secret is symmetric: whoever can check could sign. */
  grantVerify(fn: DeskFunction): void {
    this.grantSecret(fn)
  }

  /** May mark a ticket as used, which works once. */
  grantUse(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:PutItem')
    fn.addEnvironment(env.ticketsTable, this.table.tableName)
  }

  private grantSecret(fn: DeskFunction): void {
    fn.allow(['secretsmanager:GetSecretValue'], [this.secret.secretArn])
    fn.addEnvironment(env.ticketSecret, this.secret.secretArn)
  }
}
