import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { readEntries, writeBatch } from '../lib/aws/directory-entries.ts'
import { loadOnce } from '../lib/aws/directory-load.ts'
import { type Documents, documents } from '../lib/aws/documents.ts'
import { planned } from '../lib/consortium/apply.ts'
import { changesBetween } from '../lib/consortium/directory.ts'
import { directoryEntries, type Entry } from '../lib/consortium/entries.ts'
import { parseConsortium } from '../lib/consortium/parse.ts'
import { startDynoxide } from '../local/dynamodb/dynoxide.ts'
import { largeFile } from '../tests/unit/consortium/large.ts'
import { replaceEntries } from './one-by-one.ts'

/** The cost of loading the directory and of changing one address in it, with the former loader and the current one. */
const [libraries = 100, librarians = 2000] = process.argv.slice(2).map(Number)

const text = largeFile(libraries, librarians)
const entries = counted('check the file', () => entriesOf(text))
const changed = entriesOf(text.replace('person-0@', 'person-zero@'))
const server = await startDynoxide(0, undefined)
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
let calls = 0
const client = new DynamoDBClient({ endpoint: server.url, region: 'us-east-1', credentials })
client.middlewareStack.add(
  next => args => {
    calls += 1
    return next(args)
  },
  { step: 'initialize' },
)
const db = documents(client)
try {
  console.log(`${libraries} libraries, ${librarians} librarians, ${entries.length} entries`)
  await table('before')
  await measured('load, one after the other', () => replaceEntries(db, 'before', entries))
  await measured('one address, one after the other', () => replaceEntries(db, 'before', changed))
  await table('now')
  await measured('load, in batches', () => loadOnce(db, 'now', entries, 'now'))
  await measured('deploy again', () => loadOnce(db, 'now', entries, 'now'))
  await measured('apply a file that says the same', () => apply(db, entries))
  await measured('apply one address', () => apply(db, changed))
} finally {
  await server.stop()
}

function entriesOf(file: string): readonly Entry[] {
  const read = parseConsortium(file)
  if ('problems' in read) throw new Error(read.problems[0]?.sentence)
  return directoryEntries(read.consortium)
}

async function apply(to: Documents, wanted: readonly Entry[]): Promise<void> {
  const { batches } = planned(changesBetween(wanted, await readEntries(to, 'now')), [])
  for (const batch of batches) await writeBatch(to, 'now', batch, { at: 'now', by: 'bench', through: 'file' })
}

async function table(TableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'entry', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'entry', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
}

async function measured(what: string, work: () => Promise<unknown>): Promise<void> {
  calls = 0
  const began = { cpu: process.cpuUsage(), at: performance.now() }
  await work()
  said(what, process.cpuUsage(began.cpu).user, performance.now() - began.at, `${calls} calls`)
}

function counted<T>(what: string, work: () => T): T {
  const began = { cpu: process.cpuUsage(), at: performance.now() }
  const result = work()
  said(what, process.cpuUsage(began.cpu).user, performance.now() - began.at, '')
  return result
}

function said(what: string, cpuMicroseconds: number, ms: number, calls: string): void {
  const figures = [`${(cpuMicroseconds / 1e6).toFixed(1)} s of processor`, `${(ms / 1000).toFixed(1)} s`, calls]
  console.log(`${what.padEnd(36)}${figures.map(figure => figure.padStart(20)).join('')}`)
}
