import { AttributeType } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'

export interface FollowUpListProps {
  /** Keep the table when the stack is deleted. */
  readonly keep: boolean
}

/** The open follow-ups of each library (R29, R30). */
export class FollowUpList extends Construct {
  private readonly table: DeskTable

  constructor(scope: Construct, id: string, props: FollowUpListProps) {
    super(scope, id)
    this.table = new DeskTable(this, 'Table', {
      partitionKey: 'owner',
      sortKey: { name: 'session', type: AttributeType.STRING },
      expires: true,
      keep: props.keep,
    })
  }

  /** May add a follow-up to the lists of its owners. */
  grantList(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:PutItem')
  }

  /** May change a follow-up in the lists, and remove it. */
  grantChange(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:PutItem', 'dynamodb:DeleteItem')
  }

  /** May read the lists. */
  grantRead(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:Query')
  }

  private grant(fn: DeskFunction, ...actions: string[]): void {
    this.table.grant(fn, ...actions)
    fn.addEnvironment(env.followUpsTable, this.table.tableName)
  }
}
