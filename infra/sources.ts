import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import { acknowledge } from './parts/acknowledge.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'

/**
 * Where questions come from and where mails go, by digests that last a day: how many questions each source has asked, which sources
 * are refused, and how many mails each reader has had.
 */
export class Sources extends Construct {
  private readonly table: DeskTable

  constructor(scope: Construct, id: string) {
    super(scope, id)
    // Everything here expires within a day. It is not worth keeping and must not come back from a backup.
    this.table = new DeskTable(this, 'Table', { partitionKey: 'item', expires: true, keep: false, recoverable: false })
    acknowledge(this.table, 'DDB3', 'What is here must be gone within two days, so no backup may hold it.')
  }

  /** May count questions, and see which sources are refused. */
  grantCount(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem')
    fn.addEnvironment(env.sourcesTable, this.table.tableName)
  }

  /** May count mails to a reader, and file notices for the mail that sums them up. */
  grantCountMails(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem')
    fn.addEnvironment(env.sourcesTable, this.table.tableName)
  }

  /** May read and forget the notices of a day. */
  grantSumUp(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:GetItem', 'dynamodb:DeleteItem')
    fn.addEnvironment(env.sourcesTable, this.table.tableName)
  }

  /** May refuse a source, and find its other sessions. */
  grantRefuse(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem')
    fn.addEnvironment(env.sourcesTable, this.table.tableName)
  }
}
