import { CfnOutput, Stack } from 'aws-cdk-lib'
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'

export interface FactsProps {
  /** Keep the table when the stack is deleted. */
  readonly keep: boolean
  /** Days after which facts no longer say which librarian served. */
  readonly librarianDays: number
}

/** One row of facts for each session that has ended, by the day on which it was asked (R37). Rows outlive their sessions. */
export class Facts extends Construct {
  private readonly table: DeskTable
  private readonly librarianDays: number

  constructor(scope: Construct, id: string, props: FactsProps) {
    super(scope, id)
    this.librarianDays = props.librarianDays
    this.table = new DeskTable(this, 'Table', {
      partitionKey: 'day',
      sortKey: { name: 'session', type: AttributeType.STRING },
      keep: props.keep,
    })
    new CfnOutput(Stack.of(this), 'FactsTable', {
      description: 'The table of the facts; npm run facts writes it',
      value: this.table.tableName,
    })
  }

  /** May file the facts of a session when it ends. */
  grantRecord(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:PutItem')
  }

  /** May correct what became of a follow-up. */
  grantCorrect(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:UpdateItem')
  }

  /** May keep a patron's rating. */
  grantRate(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:UpdateItem')
  }

  /** May correct facts, and forget which librarians served, a day at a time. */
  grantForget(fn: DeskFunction): void {
    this.grant(fn, 'dynamodb:Query', 'dynamodb:UpdateItem')
    fn.addEnvironment(env.librarianFactsDays, String(this.librarianDays))
  }

  private grant(fn: DeskFunction, ...actions: string[]): void {
    this.table.grant(fn, ...actions)
    fn.addEnvironment(env.factsTable, this.table.tableName)
  }
}
