import { CfnOutput, Stack } from 'aws-cdk-lib'
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'

export interface SessionLogProps {
  /** Days that the steps of a session are kept (R38). */
  readonly retentionDays: number
  /** Keep the table when the stack is deleted. */
  readonly keep: boolean
}

/** The sessions. Each step is an item that is written once and never changed. */
export class SessionLog extends Construct {
  private readonly table: DeskTable
  private readonly retentionDays: number

  constructor(scope: Construct, id: string, props: SessionLogProps) {
    super(scope, id)
    this.retentionDays = props.retentionDays
    this.table = new DeskTable(this, 'Table', {
      partitionKey: 'session',
      sortKey: { name: 'step', type: AttributeType.NUMBER },
      expires: true,
      keep: props.keep,
    })
    new CfnOutput(Stack.of(this), 'SessionsTable', {
      description: 'The table of the sessions; npm run facts reads it',
      value: this.table.tableName,
    })
  }

  /** May load a session, and read its transcript. */
  grantRead(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:Query')
    fn.addEnvironment(env.sessionsTable, this.table.tableName)
  }

  /** May load a session and write its next step; nobody may change or remove one. */
  grantAppend(fn: DeskFunction): void {
    this.grantRead(fn)
    this.table.grant(fn, 'dynamodb:PutItem')
    fn.addEnvironment(env.retentionDays, String(this.retentionDays))
  }
}
