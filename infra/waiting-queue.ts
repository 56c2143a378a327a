import { AttributeType } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'

export interface WaitingQueueProps {
  /** Keep the table when the stack is deleted. */
  readonly keep: boolean
}

/** The waiting patrons in one line. `place` sorts by the time of the question, so the longest wait comes first. */
export class WaitingQueue extends Construct {
  private readonly table: DeskTable

  constructor(scope: Construct, id: string, props: WaitingQueueProps) {
    super(scope, id)
    this.table = new DeskTable(this, 'Table', {
      partitionKey: 'pool',
      sortKey: { name: 'place', type: AttributeType.STRING },
      expires: true,
      keep: props.keep,
    })
  }

  /** May read the queue. */
  grantRead(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:Query')
  }

  /** May let a session wait. */
  grantEnqueue(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:PutItem')
  }

  /** May take a session out of the line. */
  grantDequeue(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:DeleteItem')
  }

  /** May find out whether a session stands in the line, and correct it. */
  grantSettle(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem')
  }

  private grant(fn: DeskFunction, ...actions: string[]): void {
    this.table.grant(fn, ...actions)
    fn.addEnvironment(env.queueTable, this.table.tableName)
  }
}
