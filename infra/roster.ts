import { AttributeType } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { env, hereIndex, lineIndex } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'

export interface DutyDeskProps {
  /** Keep the table when the stack is deleted. */
  readonly keep: boolean
}

/** The librarians on duty, with their pools, connections and sessions. */
export class Roster extends Construct {
  private readonly table: DeskTable

  constructor(scope: Construct, id: string, props: DutyDeskProps) {
    super(scope, id)
    this.table = new DeskTable(this, 'Table', {
      partitionKey: 'pool',
      sortKey: { name: 'librarian', type: AttributeType.STRING },
      orderedBy: { index: lineIndex, attribute: 'turn', holds: ['connection'] },
      listedBy: { index: hereIndex, attribute: 'h', holds: ['c', 's', 'asleep', 'a'] },
      expires: true,
      keep: props.keep,
    })
  }

  /** May put librarians on duty. */
  grantArrive(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:UpdateItem', 'dynamodb:PutItem')
  }

  /** May find a librarian with their sessions. */
  grantFind(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:GetItem')
  }

  /** May see whose turn it is and whether a pool is staffed, and correct outdated entries in its line. */
  grantLine(fn: DeskFunction): void {
    this.table.grantIndex(fn, lineIndex)
    this.grant(fn, 'dynamodb:BatchGetItem')
    this.grantDepart(fn)
  }

  /** May list everybody on duty. */
  grantList(fn: DeskFunction): void {
    this.table.grantIndex(fn, hereIndex)
  }

  /** May find a librarian with their sessions, and take them off duty. */
  grantDepart(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem')
  }

  /** May change which sessions a librarian holds. */
  grantHold(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:UpdateItem')
  }

  private grant(fn: DeskFunction, ...actions: string[]): void {
    this.table.grant(fn, ...actions)
    fn.addEnvironment(env.rosterTable, this.table.tableName)
  }
}
