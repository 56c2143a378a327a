import { AttributeType } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'

export interface WaitingQueueProps {
  /** Keep the table when the stack is deleted. */
  readonly keep: boolean
}

/** The waiting patrons of each pool. `place` sorts by the time of the question, so the longest wait comes first. */
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

  /** May let a session wait in a pool. */
  grantEnqueue(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:PutItem')
  }

  /** May take a session out of a pool. */
  grantDequeue(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:DeleteItem')
  }

  private grant(fn: DeskFunction, action: string): void {
    this.table.grant(fn, action)
    fn.addEnvironment(env.queueTable, this.table.tableName)
  }
}
