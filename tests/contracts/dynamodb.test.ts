import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readEntries, writeBatch } from '../../lib/aws/directory-entries.ts'
import { documents } from '../../lib/aws/documents.ts'
import { factsTable, factsWriter } from '../../lib/aws/facts.ts'
import { followUpList, followUpWriter } from '../../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../../lib/aws/library-directory.ts'
import { mailCounts } from '../../lib/aws/mail-counts.ts'
import { mailboxRuns } from '../../lib/aws/mailbox-runs.ts'
import { mailboxes } from '../../lib/aws/mailboxes.ts'
import { deskWriter, releaseCheck, rosterTable } from '../../lib/aws/roster.ts'
import { sessionLog } from '../../lib/aws/session-log.ts'
import { settingsStore } from '../../lib/aws/settings-store.ts'
import { sourcesTable } from '../../lib/aws/sources.ts'
import { staffRoomTable } from '../../lib/aws/staff-room.ts'
import { ticketBook } from '../../lib/aws/ticket-book.ts'
import { timerWatch } from '../../lib/aws/timer-watch.ts'
import { queueCheck, queueWriter, waitingQueue } from '../../lib/aws/waiting-queue.ts'
import { createTables } from '../../local/dynamodb/dynamodb.ts'
import { type DynamoDbServer, startDynoxide } from '../../local/dynamodb/dynoxide.ts'
import { readTemplate, type Template } from '../../local/template/template.ts'
import type { MemoryTables } from '../memory/tables.ts'
import { librarian } from '../unit/members.ts'
import { factsContract } from './facts.contract.ts'
import { settingsContract } from './settings.contract.ts'
import { staffRoomContract } from './staff-room.contract.ts'
import { tablesContract } from './tables.contract.ts'

let server: DynamoDbServer | undefined
let tables: MemoryTables
let template: Template
let url = ''

beforeAll(async () => {
  // Any other DynamoDB has to keep the same contract.
  const { DYNAMODB_ENDPOINT: elsewhere } = process.env
  if (!elsewhere) server = await startDynoxide(0, undefined)
  url = elsewhere ?? server?.url ?? ''
  template = await readTemplate('cdk.out/Coopdesk.template.json')
  await createTables(template, url)
  tables = adapters(template, url)
})

afterAll(() => server?.stop())

tablesContract('dynamodb', async () => tables)
factsContract('dynamodb', async () => tables)
settingsContract('dynamodb', async () => settingsStore(documentsAt(url), tableOf(template, 'Libraries')))
staffRoomContract('dynamodb', async () => tables.staffRoom)

it('the directory knows at once that somebody has left, whatever else it remembers of them for a minute', async () => {
  const db = documentsAt(url)
  const table = tableOf(template, 'Libraries')
  // Another DynamoDB may have those of an earlier run.
  const [rob, amy] = [`rob-${randomUUID()}`, `amy-${randomUUID()}`]
  const members = [librarian(rob, 'Rob', 'wren'), librarian(amy, 'Amy', 'wren')]
  const by = { at: '2026-11-27T12:00:00Z', by: 'it', through: 'file' as const }
  const added = members.map(librarian => ({
    ...{ subject: `librarian:${librarian.id}`, entry: `librarian:${librarian.id}`, fields: [] },
    wanted: { librarian },
  }))
  await writeBatch(db, table, { changes: added }, by)
  const directory = libraryDirectory(db, table)
  expect(await directory.librarian(rob)).toMatchObject({ name: 'Rob' })
  const now = (await readEntries(db, table)).find(({ entry }) => entry === `librarian:${rob}`)
  const changes = [{ subject: `librarian:${rob}`, entry: `librarian:${rob}`, fields: [], ...(now && { now }) }]
  await writeBatch(db, table, { changes }, { ...by, at: '2026-11-27T12:01:00Z' })
  expect([await directory.isLibrarian(rob), await directory.isLibrarian(amy)]).toEqual([false, true])
  expect(await directory.librarian(rob)).toMatchObject({ name: 'Rob' })
})

/** The adapters on the tables of the template, as the functions put them together. */
function adapters(template: Template, endpoint: string): MemoryTables {
  const db = documentsAt(endpoint)
  const [sessions, queue, desk, followUps, tickets, libraries, sources, timers, facts] = [
    ...['Sessions', 'Waiting', 'Roster', 'FollowUps', 'Tickets', 'Libraries', 'Sources', 'Timers', 'Facts'],
  ].map(construct => tableOf(template, construct))
  if (!sessions || !queue || !desk || !followUps || !tickets || !libraries || !sources || !timers || !facts)
    throw new Error('The template lacks a table.')
  return {
    sessions: sessionLog(db, {
      table: sessions,
      retentionDays: 90,
      jointWrites: [queueWriter(queue), deskWriter(desk), followUpWriter(followUps, 90), factsWriter(facts)],
      checks: [queueCheck(queue), releaseCheck(desk)],
    }),
    queue: waitingQueue(db, queue),
    roster: rosterTable(db, desk),
    tickets: ticketBook(db, tickets),
    followUps: followUpList(db, followUps),
    facts: factsTable(db, facts),
    mailboxes: mailboxes(db, libraries),
    mailboxRuns: mailboxRuns(db, libraries),
    sources: sourcesTable(db, sources),
    mailCounts: mailCounts(db, sources),
    watch: timerWatch(db, timers),
    staffRoom: staffRoomTable(db, tableOf(template, 'StaffRoom')),
  }
}

function documentsAt(endpoint: string) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  return documents(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }))
}

function tableOf(template: Template, construct: string): string {
  const found = template
    .ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
    .find(({ id }) => id.startsWith(construct))
  if (!found) throw new Error(`The template has no table of ${construct}.`)
  return found.ref
}
