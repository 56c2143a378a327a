import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { emailCodes } from '../../lib/access/email-codes.ts'
import { proofs } from '../../lib/access/proofs.ts'
import type { Identity } from '../../lib/access/tickets.ts'
import { loadOnce } from '../../lib/aws/directory-load.ts'
import { documents } from '../../lib/aws/documents.ts'
import { factsTable, factsWriter } from '../../lib/aws/facts.ts'
import { followUpList, followUpWriter } from '../../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../../lib/aws/library-directory.ts'
import { mailCounts } from '../../lib/aws/mail-counts.ts'
import { mailboxes } from '../../lib/aws/mailboxes.ts'
import { deskWriter, releaseCheck, rosterTable } from '../../lib/aws/roster.ts'
import { sessionLog } from '../../lib/aws/session-log.ts'
import { sourcesTable } from '../../lib/aws/sources.ts'
import { staffRoomTable } from '../../lib/aws/staff-room.ts'
import { timerWatch } from '../../lib/aws/timer-watch.ts'
import { queueCheck, queueWriter, waitingQueue } from '../../lib/aws/waiting-queue.ts'
import { entryKey } from '../../lib/consortium/library.ts'
import { tickSession } from '../../lib/desk/session-timer.ts'
import { arrivals } from '../../lib/http/admission.ts'
import type { Push, Reply } from '../../lib/protocol/frames-out.ts'
import { closingActions } from '../../lib/socket/closing.ts'
import { connectionActions } from '../../lib/socket/connections.ts'
import { followUpActions } from '../../lib/socket/follow-ups.ts'
import { messageActions } from '../../lib/socket/messages.ts'
import { queueActions } from '../../lib/socket/queue.ts'
import { answered } from '../../lib/socket/route.ts'
import { staffRoomActions } from '../../lib/socket/staff-room.ts'
import { createTables } from '../../local/dynamodb/dynamodb.ts'
import { startDynoxide } from '../../local/dynamodb/dynoxide.ts'
import { readTemplate, type Template } from '../../local/template/template.ts'
import { ann, rob, wren } from './people.ts'

/** What one action cost. */
export interface Cost {
  /** Calls of DynamoDB. */
  readonly calls: number
  readonly readUnits: number
  readonly writeUnits: number
  /** The frames that were pushed. */
  readonly posts: number
}

export type CountedDesk = Awaited<ReturnType<typeof countedDesk>>

/**
 * The desk's actions with its own adapters, on the tables of the template, in one process. It counts the capacity that DynamoDB
 * reports for each call, and every post. Sockets and timers are only counted, so the presence of a thousand people costs nothing.
 */
export async function countedDesk(templateFile: string) {
  const server = await startDynoxide(0, undefined)
  const template = await readTemplate(templateFile)
  await createTables(template, server.url)
  const counted = { calls: 0, readUnits: 0, writeUnits: 0, posts: 0 }
  const db = documents(countingClient(server.url, counted))
  const table = (construct: string) => tableOf(template, construct)
  const pushed: { readonly connection: string; readonly frame: Push }[] = []
  const none = async () => {}
  const directory = libraryDirectory(db, table('Libraries'))
  const members = [
    { entry: entryKey.library(wren.id), library: wren },
    ...[rob, ann].map(one => ({ entry: entryKey.librarian(one.id), librarian: one })),
  ]
  await loadOnce(db, table('Libraries'), members, new Date(0).toISOString())
  const ports = {
    sessions: sessionLog(db, {
      table: table('Sessions'),
      retentionDays: 90,
      jointWrites: [
        queueWriter(table('Waiting')),
        deskWriter(table('Roster')),
        followUpWriter(table('FollowUps'), 90),
        factsWriter(table('Facts')),
      ],
      checks: [queueCheck(table('Waiting')), releaseCheck(table('Roster'))],
    }),
    queue: waitingQueue(db, table('Waiting')),
    sources: sourcesTable(db, table('Sources')),
    mailCounts: mailCounts(db, table('Sources')),
    proofs: proofs(async () => new Uint8Array(32)),
    watch: timerWatch(db, table('Timers')),
    staffRoom: staffRoomTable(db, table('StaffRoom')),
    timerTokens: { keep: none, keepAsleep: none },
    roster: rosterTable(db, table('Roster')),
    facts: factsTable(db, table('Facts')),
    followUps: followUpList(db, table('FollowUps')),
    mailboxes: mailboxes(db, table('Libraries')),
    directory,
    groups: [{ id: 'lakes', name: 'The lakes' }],
    connections: {
      post: async (connection: string, frame: Push) => {
        counted.posts++
        pushed.push({ connection, frame })
        return 'sent' as const
      },
    },
    timers: { startSession: none, wakeSoon: none, startFollowUp: none, startMailTimer: none, startMailNow: none },
    emailCodes: emailCodes(async () => new Uint8Array(32)),
    mailer: { send: async () => ({ id: 'mail' }) },
    tokens: { ticket: async () => 'ticket', pass: async () => 'pass', readPass: async () => undefined },
    socket: 'wss://desk.example.org',
    log: {
      failed: (what: string, _session: string, error: unknown) => {
        throw new Error(`${what} failed.`, { cause: error })
      },
    },
  }
  const routes = [
    ...messageActions(ports),
    ...queueActions(ports),
    ...closingActions(ports),
    ...connectionActions(ports),
    ...followUpActions(ports),
    ...staffRoomActions(ports),
  ]
  const http = arrivals(ports)

  return {
    ports,
    pushed,
    /** Handles a frame from somebody, over a connection, at a moment. */
    frame: async (identity: Identity, connection: string, frame: object, at: number): Promise<Reply> => {
      const reply = await answered(routes, JSON.stringify(frame), { identity, connection, at }, ports.log)
      if (reply.type === 'refused') throw new Error(`Refused: ${reply.reason}`)
      return reply
    },
    /** Asks a question through the form. Returns its session. */
    ask: async (question: string, at: number): Promise<string> => {
      const route = http['POST /libraries/{library}/sessions']
      const body = JSON.stringify({ question, name: 'Jane', email: 'jane@patrons.example.org' })
      const answer = await route?.({ path: { library: wren.id }, body, at })
      if (answer?.status !== 201 || !('body' in answer))
        throw new Error(`The question was answered with ${answer?.status}.`)
      return sessionIn(answer.body)
    },
    /** Wakes the session's timer. */
    wake: (session: string, at: number) => tickSession(ports, { session }, at),
    /** The cost of an action. */
    cost: async <T>(act: () => Promise<T>): Promise<{ result: T; cost: Cost }> => {
      const before = { ...counted }
      const result = await act()
      const cost = {
        calls: counted.calls - before.calls,
        readUnits: counted.readUnits - before.readUnits,
        writeUnits: counted.writeUnits - before.writeUnits,
        posts: counted.posts - before.posts,
      }
      return { result, cost }
    },
    stop: () => server.stop(),
  }
}

function sessionIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'session' in body ? String(body.session) : ''
}

const reading = /^(Get|BatchGet|Query|Scan|TransactGet)/

/** A client that asks for the capacity of each call, and counts it. */
function countingClient(endpoint: string, counted: { calls: number; readUnits: number; writeUnits: number }) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async args => {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } })
        const units = unitsIn(result.output)
        counted.calls++
        if (reading.test(commandName)) counted.readUnits += units
        else counted.writeUnits += units
        return result
      },
    { step: 'initialize', name: 'count', priority: 'low' },
  )
  return client
}

function unitsIn(output: object): number {
  return ['ConsumedCapacity' in output ? output.ConsumedCapacity : undefined]
    .flat()
    .reduce<number>((sum, one) => sum + unitsOf(one), 0)
}

function unitsOf(capacity: unknown): number {
  return typeof capacity === 'object' && capacity !== null && 'CapacityUnits' in capacity
    ? Number(capacity.CapacityUnits)
    : 0
}

function tableOf(template: Template, construct: string): string {
  const found = template
    .ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
    .find(({ id }) => id.startsWith(construct))
  if (!found) throw new Error(`The template has no table of ${construct}.`)
  return found.ref
}
