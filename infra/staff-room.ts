import { AttributeType } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { acknowledge } from './parts/acknowledge.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'

/** What librarians on duty say to each other, for a day, and whose pages show it. */
export class StaffRoom extends Construct {
  private readonly table: DeskTable

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.table = new DeskTable(this, 'Table', {
      partitionKey: 'part',
      sortKey: { name: 'item', type: AttributeType.STRING },
      expires: true,
      keep: false,
      recoverable: false,
    })
    acknowledge(this.table, 'DDB3', 'What is said here is kept for a day, so no backup may hold it.')
  }

  /** May read and keep what is said, and record whose pages show it. */
  grantTalk(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem')
    fn.addEnvironment(env.staffRoomTable, this.table.tableName)
  }
}
