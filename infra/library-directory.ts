import { CfnOutput, CustomResource, Duration, Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { entryKey, invitedEntries, learntEntries, mailboxRunEntries } from '../lib/consortium/library.ts'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { DeskTable } from './parts/desk-table.ts'

export interface LibraryDirectoryProps {
  /** Keep the table when the stack is deleted. */
  readonly keep: boolean
}

/** The entries that a change of settings writes. */
const changedEntries = [
  ...[entryKey.library('*'), entryKey.librarian('*'), entryKey.signIn('*'), entryKey.staffName('*')],
  ...[entryKey.removed('*'), entryKey.history('*')],
]

/** Libraries, librarians, scripts and policy pages, as last written from a consortium file or in the browser. */
export class LibraryDirectory extends Construct {
  private readonly table: DeskTable

  constructor(scope: Construct, id: string, props: LibraryDirectoryProps) {
    super(scope, id)
    this.table = new DeskTable(this, 'Table', { partitionKey: 'entry', keep: props.keep })
    new CfnOutput(Stack.of(this), 'DirectoryTable', {
      description: 'Libraries and librarians: npm run consortium reads and writes it',
      value: this.table.tableName,
    })
  }

  /** May look entries up. */
  grantRead(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:GetItem')
    fn.addEnvironment(env.directoryTable, this.table.tableName)
  }

  /** May store what it learns about mailboxes, in separate entries. */
  grantLearn(fn: DeskFunction): void {
    fn.allow(['dynamodb:UpdateItem'], [this.table.tableArn], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${learntEntries}*`] },
    })
    fn.addEnvironment(env.directoryTable, this.table.tableName)
  }

  /** May say whose mailbox is looked at next, and which of these runs are finished. */
  grantRunMailboxTests(fn: DeskFunction): void {
    fn.allow(['dynamodb:UpdateItem', 'dynamodb:DeleteItem'], [this.table.tableArn], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${mailboxRunEntries}*`] },
    })
    fn.addEnvironment(env.directoryTable, this.table.tableName)
  }

  /** May find out who is new, and record who was invited, in separate entries. */
  grantInvite(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:GetItem', 'dynamodb:Scan')
    fn.allow(['dynamodb:PutItem', 'dynamodb:DeleteItem'], [this.table.tableArn], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${invitedEntries}*`, entryKey.invitations()] },
    })
    fn.addEnvironment(env.directoryTable, this.table.tableName)
  }

  /**
   * May read all of it and change libraries and people. The whole consortium is checked at each change, so the cost of one grows with
   * the directory. It may not touch what the desk has learnt, and of invitations it may only say that some are due.
   */
  grantChange(fn: DeskFunction): void {
    this.table.grant(fn, 'dynamodb:GetItem', 'dynamodb:Scan')
    fn.allow(['dynamodb:PutItem', 'dynamodb:DeleteItem'], [this.table.tableArn], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': changedEntries },
    })
    fn.allow(['dynamodb:UpdateItem'], [this.table.tableArn], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${mailboxRunEntries}*`, entryKey.invitations()] },
    })
    fn.addEnvironment(env.directoryTable, this.table.tableName)
  }

  /**
   * Has `loader` write the entries of its bundle into an empty directory, once, when the stack is created. From then on the
   * directory is the source of truth, and no deployment writes into it (`npm run consortium` does). One scan finds out whether it
   * is empty. Beside it, only the function that invites people may scan.
   */
  loadWith(loader: DeskFunction): void {
    this.table.grant(loader, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem', 'dynamodb:Scan')
    loader.allow(['dynamodb:UpdateItem'], [this.table.tableArn], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [entryKey.invitations()] },
    })
    this.grantRunMailboxTests(loader)
    loader.addEnvironment(env.directoryTable, this.table.tableName)
    new CustomResource(this, 'Entries', {
      resourceType: 'Custom::DirectoryEntries',
      serviceToken: loader.functionArn,
      serviceTimeout: Duration.minutes(15),
      // A change here has the loader invoked by the next deployment. Desks of older releases get their mailboxes tested that way.
      properties: { TestsMailboxes: 'yes' },
    })
    new CfnOutput(Stack.of(this), 'DirectoryFunction', {
      description:
        'Takes librarians off duty who have left, and has new mailboxes tested: npm run consortium invokes it',
      value: loader.functionName,
    })
  }
}
