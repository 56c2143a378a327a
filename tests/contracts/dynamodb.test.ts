import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll } from 'vitest'
import { documents } from '../../lib/aws/documents.ts'
import { followUpList, followUpWriter } from '../../lib/aws/follow-up-list.ts'
import { mailboxes } from '../../lib/aws/mailboxes.ts'
import { deskWriter, rosterTable } from '../../lib/aws/roster.ts'
import { sessionLog } from '../../lib/aws/session-log.ts'
import { ticketBook } from '../../lib/aws/ticket-book.ts'
import { queueWriter, waitingQueue } from '../../lib/aws/waiting-queue.ts'
import { createTables } from '../../local/dynamodb/dynamodb.ts'
import { type DynamoDbServer, startDynoxide } from '../../local/dynamodb/dynoxide.ts'
import { readTemplate, type Template } from '../../local/template/template.ts'
import type { MemoryTables } from '../memory/tables.ts'
import { tablesContract } from './tables.contract.ts'

let server: DynamoDbServer | undefined
let tables: MemoryTables

beforeAll(async () => {
  // Any other DynamoDB is held to the same contract.
  const { DYNAMODB_ENDPOINT: elsewhere } = process.env
  if (!elsewhere) server = await startDynoxide(0, undefined)
  const url = elsewhere ?? server?.url ?? ''
  const template = await readTemplate('cdk.out/Coopdesk.template.json')
  await createTables(template, url)
  tables = adapters(template, url)
})

afterAll(() => server?.stop())

tablesContract('dynamodb', async () => tables)

/** The adapters on the tables of the template, as the functions put them together. */
function adapters(template: Template, endpoint: string): MemoryTables {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const db = documents(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }))
  const [sessions, queue, desk, followUps, tickets, libraries] = [
    ...['Sessions', 'Waiting', 'Roster', 'FollowUps', 'Tickets', 'Libraries'],
  ].map(construct => tableOf(template, construct))
  if (!sessions || !queue || !desk || !followUps || !tickets || !libraries)
    throw new Error('The template lacks a table.')
  return {
    sessions: sessionLog(db, {
      table: sessions,
      retentionDays: 90,
      jointWrites: [queueWriter(queue), deskWriter(desk), followUpWriter(followUps, 90)],
    }),
    queue: waitingQueue(db, queue),
    roster: rosterTable(db, desk),
    tickets: ticketBook(db, tickets),
    followUps: followUpList(db, followUps),
    mailboxes: mailboxes(db, libraries),
  }
}

function tableOf(template: Template, construct: string): string {
  const found = template
    .ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
    .find(({ id }) => id.startsWith(construct))
  if (!found) throw new Error(`The template has no table of ${construct}.`)
  return found.ref
}
