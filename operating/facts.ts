import { parseArgs } from 'node:util'
import { paginateScan } from '@aws-sdk/lib-dynamodb'
import { readConsortium } from '../infra/parts/consortium-file.ts'
import { consortiumFile, placeOf } from '../infra/parts/settings.ts'
import { factsTable, fileFacts } from '../lib/aws/facts.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { Unreadable } from '../lib/desk/unreadable.ts'
import { factsFrom } from '../lib/facts/facts.ts'
import { type Desk, deployedDesk, localDesk, sentence } from './desk.ts'

const usage = `npm run facts -- backfill [FILE] [options]   files the facts of sessions that ended before the desk filed any
npm run facts -- forget   [FILE] [options]   forgets which librarians served, in sessions older than the file says

  --local          the desk of npm start, instead of the stack that the file names
  --http URL       the same, at another URL than http://127.0.0.1:4510
  --stack NAME     another stack than the one that the file names
  --region REGION  another region`

export interface Asked {
  readonly command: string
  readonly file: string
  readonly http?: string
  readonly stack?: string
  readonly region?: string
}

type Say = (line: string) => void

const dayMs = 86_400_000

/** Runs the command. Both may be run again at any time, and then find nothing to do. */
export async function run(asked: Asked, say: Say, now = Date.now()): Promise<void> {
  const { settings } = readConsortium(asked.file)
  const { stack, region } = placeOf(settings.deployment, asked)
  const desk = asked.http === undefined ? await deployedDesk(stack, region) : await localDesk(asked.http)
  if (asked.command === 'backfill') await backfill(desk, say)
  else await forget(desk, settings.librarianFactsDays, now, say)
}

/** Reads every session that is kept from its first step, which costs as much as the table is large. */
async function backfill({ name, documents, log }: Desk, say: Say): Promise<void> {
  // Nothing is appended, so the days that words are kept do not matter.
  const sessions = sessionLog(documents, { table: log.sessions, retentionDays: 1 })
  const counts = { filed: 0, there: 0, open: 0, unreadable: 0 }
  for await (const session of sessionsIn(documents, log.sessions)) {
    try {
      const facts = factsFrom(await sessions.history(session))
      if (!facts) counts.open++
      else if (await fileFacts(documents, log.facts, facts)) counts.filed++
      else counts.there++
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      counts.unreadable++
    }
  }
  const { filed, there, open, unreadable } = counts
  say(`${name}: ${filed} sessions have facts now, ${there} had them, ${open} have not ended.`)
  if (unreadable > 0) say(`${unreadable} sessions cannot be read by this release.`)
}

/** The sessions in the log, each once, by their first steps. */
async function* sessionsIn(documents: Desk['documents'], table: string): AsyncGenerator<string> {
  const pages = paginateScan(
    { client: documents },
    {
      TableName: table,
      FilterExpression: '#step = :first',
      ProjectionExpression: '#session',
      ExpressionAttributeNames: { '#session': 'session', '#step': 'step' },
      ExpressionAttributeValues: { ':first': 1 },
    },
  )
  for await (const { Items = [] } of pages) for (const { session } of Items) yield String(session)
}

/** Reads every row of facts, which costs as much as the table is large. */
async function forget({ name, documents, log }: Desk, days: number, now: number, say: Say): Promise<void> {
  const pages = paginateScan(
    { client: documents },
    {
      TableName: log.facts,
      FilterExpression: 'askedAt < :limit AND attribute_exists(answeredBy.librarian)',
      ProjectionExpression: '#day',
      ExpressionAttributeNames: { '#day': 'day' },
      // The day on which sessions become old enough is left to the sweep.
      ExpressionAttributeValues: { ':limit': Math.floor(now / dayMs - days) * dayMs },
    },
  )
  const found = new Set<string>()
  for await (const { Items = [] } of pages) for (const { day } of Items) found.add(String(day))
  for (const day of found) await factsTable(documents, log.facts).forgetLibrarians(day)
  say(`${name}: facts older than ${days} days no longer say which librarian served (${found.size} days).`)
}

/** What the command line asks for; undefined if it asks for help. */
export function askedBy(args: readonly string[]): Asked | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      local: { type: 'boolean', default: false },
      http: { type: 'string' },
      stack: { type: 'string' },
      region: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const [command = '', file = consortiumFile()] = positionals
  if (values.help || !['backfill', 'forget'].includes(command)) return undefined
  const http = values.http ?? (values.local ? 'http://127.0.0.1:4510' : undefined)
  const { stack, region } = values
  return { command, file, ...(http && { http }), ...(stack && { stack }), ...(region && { region }) }
}

if (import.meta.main) {
  try {
    const asked = askedBy(process.argv.slice(2))
    if (asked) await run(asked, console.log)
    else console.log(usage)
  } catch (error) {
    console.error(sentence(error))
    process.exitCode = 2
  }
}
