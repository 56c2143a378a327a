import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AttributeValue, DynamoDBClient, PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb'
import { createTables } from '../../local/dynamodb/dynamodb.ts'
import { startDynoxide } from '../../local/dynamodb/dynoxide.ts'
import { fields, parseJson, text } from '../../local/template/shape.ts'
import type { Template } from '../../local/template/template.ts'
import type { Left } from './day.ts'

/** An item as the table has it, every value with its type. */
export type RawItem = Record<string, AttributeValue>

/** A timer as Step Functions has it: the state that it sleeps in, and what it goes on with. */
export type RawTimer = Readonly<Record<string, unknown>>

/** All that a desk leaves behind when a release replaces another. Resources go by their logical ids, without the digest. */
export interface Fixture {
  readonly tables: Readonly<Record<string, readonly RawItem[]>>
  readonly timers: readonly RawTimer[]
  readonly secrets: Readonly<Record<string, string>>
  readonly left: Left
}

const folder = (release: string) => new URL(`./${release}/`, import.meta.url).pathname

/** The fixture of a release as it lies beside this file. */
export function readFixture(release: string): Fixture {
  const read = (file: string) => parseJson(readFileSync(join(folder(release), file), 'utf8'))
  const tables = readdirSync(join(folder(release), 'tables')).map(file => {
    const lines = readFileSync(join(folder(release), 'tables', file), 'utf8')
      .split('\n')
      .filter(Boolean)
    return [file.replace('.jsonl', ''), lines.map(line => JSON.parse(line))] as const
  })
  return JSON.parse(JSON.stringify({ tables: Object.fromEntries(tables), ...fields(read('desk.json')) }))
}

/** Writes a fixture, one item a line, so that what changed can be seen. */
export function writeFixture(release: string, { tables, ...desk }: Fixture): void {
  rmSync(folder(release), { recursive: true, force: true })
  mkdirSync(join(folder(release), 'tables'), { recursive: true })
  for (const [name, items] of Object.entries(tables)) {
    const lines = items.map(item => JSON.stringify(item)).sort()
    writeFileSync(join(folder(release), 'tables', `${name}.jsonl`), lines.map(line => `${line}\n`).join(''))
  }
  writeFileSync(join(folder(release), 'desk.json'), `${JSON.stringify(desk, null, 2)}\n`)
}

/** What a local cloud with this data file has left in it. */
export async function fixtureIn(dataFile: string, template: Template, left: Left): Promise<Fixture> {
  const names = new Map(template.ofType(...kept).map(({ ref, id }) => [ref, plainName(id)]))
  const named = (ref: unknown): string => names.get(text(ref) ?? '') ?? String(ref)
  const tables: Record<string, RawItem[]> = {}
  await withTables(dataFile, template, async (db, table) => {
    const items: RawItem[] = []
    for await (const { Items = [] } of paginateScan({ client: db }, { TableName: table.ref })) items.push(...Items)
    tables[plainName(table.id)] = items
  })
  const lines = readFileSync(`${dataFile}.executions.jsonl`, 'utf8').split('\n').filter(Boolean)
  const timers = new Map<string, RawTimer>()
  for (const { machine, ...timer } of lines.map(line => fields(parseJson(line))))
    timers.set(`${machine} ${timer.name}`, { machine: named(machine), ...timer })
  const secrets = Object.entries(fields(parseJson(readFileSync(`${dataFile}.secrets.json`, 'utf8'))))
  return {
    tables,
    timers: [...timers.values()],
    secrets: Object.fromEntries(secrets.map(([ref, value]) => [named(ref), String(value)])),
    left,
  }
}

/** Puts a fixture where a local cloud with this data file begins. */
export async function openFixture(fixture: Fixture, dataFile: string, template: Template): Promise<void> {
  const refs = new Map(template.ofType(...kept).map(({ ref, id }) => [plainName(id), ref]))
  const refOf = (name: string): string => {
    const ref = refs.get(name)
    if (ref === undefined) throw new Error(`The template has no ${name} any more: what it holds would be lost.`)
    return ref
  }
  if (existsSync(dataFile)) throw new Error('There is data already.')
  for (const name of Object.keys(fixture.tables)) refOf(name)
  await withTables(dataFile, template, async (db, { id, ref }) => {
    const items = fixture.tables[plainName(id)] ?? []
    await Promise.all(items.map(Item => db.send(new PutItemCommand({ TableName: ref, Item }))))
  })
  const timers = fixture.timers.map(timer => ({ ...timer, machine: refOf(String(timer.machine)) }))
  writeFileSync(`${dataFile}.executions.jsonl`, timers.map(timer => `${JSON.stringify(timer)}\n`).join(''))
  const secrets = Object.entries(fixture.secrets).map(([name, value]) => [refOf(name), value])
  writeFileSync(`${dataFile}.secrets.json`, JSON.stringify(Object.fromEntries(secrets)))
}

/** A logical id without the digest that the CDK puts at its end. */
const plainName = (id: string): string => id.replace(/[0-9A-F]{8}$/, '')

const kept = ['AWS::DynamoDB::Table', 'AWS::StepFunctions::StateMachine', 'AWS::SecretsManager::Secret']

type Table = ReturnType<Template['ofType']>[number]

async function withTables(
  dataFile: string,
  template: Template,
  use: (db: DynamoDBClient, table: Table) => Promise<void>,
): Promise<void> {
  const server = await startDynoxide(0, dataFile)
  try {
    await createTables(template, server.url)
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
    const db = new DynamoDBClient({ endpoint: server.url, region: 'us-east-1', credentials })
    for (const table of template.ofType('AWS::DynamoDB::Table')) await use(db, table)
  } finally {
    await server.stop()
  }
}
