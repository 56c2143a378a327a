import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'
import { SigningSecret } from './parts/signing-secret.ts'

/** Tickets that open one connection each: the secret that signs them, and the table of used ones. */
export class Tickets extends Construct {
  private readonly table: DeskTable
  private readonly secret: SigningSecret

  constructor(scope: Construct, id: string, { keep }: { readonly keep: boolean }) {
    super(scope, id)
    // A ticket lives for a minute, so nothing here is worth keeping.
    this.table = new DeskTable(this, 'Table', { partitionKey: 'ticket', expires: true, keep: false })
    this.secret = new SigningSecret(this, 'Secret', {
      description: 'Signs the tickets that open a connection',
      notRotated:
        'Functions keep the secret while they are warm, so rotate it by hand in a quiet hour. A ticket lives for a minute.',
      keep,
      variable: env.ticketSecret,
    })
  }

  /** May sign tickets. */
  grantSign(fn: DeskFunction): void {
    this.secret.grantUse(fn)
  }

  /** May check the signature of a ticket. */
  grantVerify(fn: DeskFunction): void {
    this.secret.grantUse(fn)
  }

  /** May mark a ticket as used, which works once, and note the sockets of a session. */
  grantUse(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:PutItem', 'dynamodb:UpdateItem')
    fn.addEnvironment(env.ticketsTable, this.table.tableName)
  }
}
