import { AttributeType } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'

/** The sessions that the sweep checks next, by quarter of an hour, and the tokens of the timers that sleep while people talk. */
export class TimerWatch extends Construct {
  private readonly table: DeskTable

  constructor(scope: Construct, id: string) {
    super(scope, id)
    // The items are useful only while a session is open, so nothing here is worth keeping.
    this.table = new DeskTable(this, 'Table', {
      partitionKey: 'slot',
      sortKey: { name: 'session', type: AttributeType.STRING },
      expires: true,
      keep: false,
    })
  }

  /** May file a session for the sweep, or leave a token. */
  grantFile(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:PutItem')
  }

  /** May find the token of a timer. */
  grantFind(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:GetItem')
  }

  /** May read the sessions that were filed. */
  grantSweep(fn: DeskFunction): void {
    this.grantFile(fn)
    this.grantFind(fn)
    this.grant(fn, 'dynamodb:Query')
  }

  private grant(fn: DeskFunction, action: string): void {
    this.table.grant(fn, action)
    fn.addEnvironment(env.timersTable, this.table.tableName)
  }
}
