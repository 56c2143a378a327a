import { AttributeType } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './desk-function.ts'
import { DeskTable } from './desk-table.ts'

export interface FollowUpListProps {
  /** Keep the table when the stack is deleted. */
  readonly keep: boolean
}

/** What each library still owes to its patrons (R29, R30). */
export class FollowUpList extends Construct {
  private readonly table: DeskTable

  constructor(scope: Construct, id: string, props: FollowUpListProps) {
    super(scope, id)
    this.table = new DeskTable(this, 'Table', {
      partitionKey: 'library',
      sortKey: { name: 'session', type: AttributeType.STRING },
      expires: true,
      keep: props.keep,
    })
  }

  /** May add a follow-up to a library's list. */
  grantPut(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:PutItem')
  }

  /** May change how a follow-up stands. */
  grantUpdate(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:UpdateItem')
  }

  private grant(fn: DeskFunction, action: string): void {
    this.table.grant(fn, action)
    fn.addEnvironment(env.followUpsTable, this.table.tableName)
  }
}
