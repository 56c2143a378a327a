import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ChangedMeanwhile, readEntries, writeBatch } from '../../lib/aws/directory-entries.ts'
import { loadOnce } from '../../lib/aws/directory-load.ts'
import { documents } from '../../lib/aws/documents.ts'
import { invitees } from '../../lib/aws/invitees.ts'
import { libraryDirectory } from '../../lib/aws/library-directory.ts'
import { planned } from '../../lib/consortium/apply.ts'
import { changesBetween, isMark, type Written } from '../../lib/consortium/directory.ts'
import { directoryEntries, type Entry } from '../../lib/consortium/entries.ts'
import { parseConsortium } from '../../lib/consortium/parse.ts'
import { type DynamoDbServer, startDynoxide } from '../../local/dynamodb/dynoxide.ts'
import { type Asked, run, tookOffDuty } from '../../operating/consortium.ts'
import { type Desk, localDesk } from '../../operating/desk.ts'
import { largeFile } from '../unit/consortium/large.ts'
import { startDesk, type TestDesk } from './desk.ts'

const example = readFileSync('examples/consortium.yaml', 'utf8')
const at = '2026-11-27T10:00:00.000Z'
const by = { at, by: 'it', through: 'file' as const }
const byNancy = { at, by: 'nancy@valley-university.example.edu', through: 'browser' as const }

const stored = v.object({
  emails: v.array(
    v.object({ messageId: v.string(), subject: v.string(), destination: v.object({ to: v.array(v.string()) }) }),
  ),
})

function entriesOf(file: string): readonly Entry[] {
  const read = parseConsortium(file)
  if ('problems' in read) throw new Error(read.problems[0]?.sentence)
  return directoryEntries(read.consortium)
}

describe('the directory', () => {
  let server: DynamoDbServer
  let client: DynamoDBClient
  let tables = 0
  const sent: string[] = []

  beforeAll(async () => {
    server = await startDynoxide(0, undefined)
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
    client = new DynamoDBClient({ endpoint: server.url, region: 'us-east-1', credentials })
    client.middlewareStack.add(
      (next, context) => args => {
        sent.push(String(context.commandName).replace('Command', ''))
        return next(args)
      },
      { step: 'initialize' },
    )
  })
  afterAll(() => server.stop())

  const db = () => documents(client)
  const newTable = async () => {
    const TableName = `directory-${tables++}`
    await client.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: 'entry', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'entry', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    )
    return TableName
  }
  const loadedWith = async (file: string) => {
    const table = await newTable()
    await loadOnce(db(), table, entriesOf(file), at)
    return table
  }
  const changes = async (table: string, file: string) => changesBetween(entriesOf(file), await readEntries(db(), table))

  const without = (file: string) => file.replace(/ {2}- id: erin\n(?: {4}.*\n)+/, '')
  const marksIn = async (table: string) => (await readEntries(db(), table)).filter(({ entry }) => isMark(entry))
  const apply = async (table: string, file: string, who: Written = by, overwrite: readonly string[] = []) => {
    for (const batch of planned(await changes(table, file), overwrite).batches)
      await writeBatch(db(), table, batch, who)
  }

  test('is loaded once: a deployment of another file writes no entry', async () => {
    const table = await loadedWith(example)
    expect(await changes(table, example)).toEqual([])
    const other = example.replace('America/Chicago', 'America/Denver')
    sent.length = 0
    expect(await loadOnce(db(), table, entriesOf(other), at)).toBe('loaded-before')
    expect(sent).toEqual(['GetItem'])
    expect((await changes(table, other)).map(({ entry }) => entry)).toEqual(['library:great-lakes'])
  })

  test('of an older release is left as it is', async () => {
    const table = await newTable()
    const [entry] = entriesOf(example)
    await db().send(new PutCommand({ TableName: table, Item: { ...entry, version: 1 } }))
    expect(await loadOnce(db(), table, entriesOf(example), at)).toBe('loaded-before')
    const { Items } = await db().send(new ScanCommand({ TableName: table }))
    expect(Items?.map(item => item.entry).sort()).toEqual(['desk:directory', 'library:state-college'])
  })

  test('whose load was broken off is loaded again, whole', async () => {
    const table = await newTable()
    await db().send(new PutCommand({ TableName: table, Item: { entry: 'desk:directory', state: 'loading', at } }))
    await db().send(new PutCommand({ TableName: table, Item: { entry: 'library:mesa', library: {}, version: 1 } }))
    expect(await loadOnce(db(), table, entriesOf(example), at)).toBe('loaded')
    expect(await changes(table, example)).toEqual([])
  })

  test('is loaded in batches of 25, and says then what the file says', async () => {
    const file = largeFile(20, 400)
    const entries = entriesOf(file)
    const table = await newTable()
    sent.length = 0
    await loadOnce(db(), table, entries, at)
    expect(sent.filter(name => name === 'BatchWriteItem')).toHaveLength(Math.ceil(entries.length / 25))
    expect(await changes(table, file)).toEqual([])
  })

  test('has people invited whose sign-in is new, each once, and again after they were gone', async () => {
    const table = await loadedWith(without(example))
    const people = invitees(db(), table)
    const [now, later] = [Date.parse(at), '2026-11-28T10:00:00.000Z']
    const first = await people.due()
    expect(first).toMatchObject({ since: at, changes: 1 })
    const loaded = await people.uninvited(at)
    expect(loaded.map(({ librarian }) => librarian).sort()).toEqual(['john', 'luis', 'mei', 'nancy', 'rob'])
    for (const who of loaded) {
      expect(await Promise.all([people.begin(who, now), people.begin(who, now)])).toContain(false)
      await people.settle(who, now)
      expect(await people.begin(who, now + 1e9)).toBe(false)
    }
    // The directory changes before the run has ended.
    await apply(table, example, { ...by, at: later })
    if (first) await people.finish(first)
    expect(await people.due()).toMatchObject({ since: at, changes: 2 })
    const [erin, ...others] = await people.uninvited(at)
    expect([erin?.email, others]).toEqual(['erin@riverside-library.example.org', []])
    if (!erin) return
    // Whoever began it and died keeps others out for a quarter of an hour.
    expect(await people.begin(erin, now)).toBe(true)
    expect(await people.begin(erin, now + 60_000)).toBe(false)
    expect(await people.begin(erin, now + 901_000)).toBe(true)
    await people.settle(erin, now)
    await people.finish({ since: at, changes: 2 })
    expect(await people.due()).toBeUndefined()
    await apply(table, without(example), { ...by, at: later })
    expect(await people.has('erin@riverside-library.example.org')).toBe(false)
    await apply(table, example, { ...by, at: '2026-11-29T10:00:00.000Z' })
    expect((await people.uninvited(later)).map(({ librarian }) => librarian)).toEqual(['erin'])
  })

  test('has nobody invited whom an older release had already', async () => {
    const table = await newTable()
    const [entry] = entriesOf(example)
    await db().send(new PutCommand({ TableName: table, Item: { ...entry, version: 1 } }))
    await loadOnce(db(), table, entriesOf(example), at)
    expect(await invitees(db(), table).due()).toBeUndefined()
  })

  test('is changed by one transaction of four writes where one address has changed, and by none where nothing has', async () => {
    const file = largeFile(20, 400)
    const table = await loadedWith(file)
    const { batches } = planned(await changes(table, file.replace('person-7@', 'person-seven@')), [])
    expect(batches.map(batch => batch.changes.length)).toEqual([3])
    expect(planned(await changes(table, file), []).batches).toEqual([])
  })

  test('keeps a library whole, if somebody has changed a part of it meanwhile', async () => {
    const table = await loadedWith(example)
    const file = example.replace('rob@state-college', 'robert@state-college')
    const [batch] = planned(await changes(table, file), []).batches
    await db().send(
      new UpdateCommand({
        TableName: table,
        Key: { entry: 'librarian:rob' },
        UpdateExpression: 'SET written = :w',
        ExpressionAttributeValues: { ':w': { at, by: 'nancy', through: 'browser' } },
      }),
    )
    if (!batch) throw new Error('Nothing is to be written.')
    await expect(writeBatch(db(), table, batch, by)).rejects.toThrow(ChangedMeanwhile)
    const entries = (await readEntries(db(), table)).map(({ entry }) => entry)
    expect(entries).toContain('sign-in:rob@state-college.example.org')
    expect(entries).not.toContain('sign-in:robert@state-college.example.org')
  })

  test('keeps who removed somebody, and when, until they are added again', async () => {
    const table = await loadedWith(example)
    await apply(table, without(example), byNancy)
    expect(await marksIn(table)).toEqual([{ entry: 'removed:librarian:erin', written: byNancy }])
    const { batches, held } = planned(await changes(table, example), [])
    expect(held).toEqual(['librarian:erin'])
    // A name too many that patrons may not go by harms nobody.
    expect(batches.flatMap(batch => batch.changes.map(({ entry }) => entry))).toEqual(['staff-name:erlnatrlverslde'])
    await apply(table, example, by, ['librarian:erin'])
    expect(await marksIn(table)).toEqual([])
    expect(await changes(table, example)).toEqual([])
  })

  test('does not add somebody again who was added and removed meanwhile', async () => {
    const table = await loadedWith(without(example))
    const [batch] = planned(await changes(table, example), []).batches
    await apply(table, example, byNancy)
    await apply(table, without(example), byNancy, ['librarian:erin'])
    if (!batch) throw new Error('Nothing is to be written.')
    await expect(writeBatch(db(), table, batch, by)).rejects.toThrow(ChangedMeanwhile)
    expect(await marksIn(table)).toHaveLength(1)
  })

  test('tells nobody that somebody who was removed is still a librarian', async () => {
    const table = await loadedWith(example)
    await apply(table, without(example), byNancy)
    const directory = libraryDirectory(db(), table)
    expect(await directory.librarian('erin')).toBeUndefined()
    expect(await directory.isLibrarian('erin')).toBe(false)
  })

  test('says who wrote an entry last', async () => {
    const table = await loadedWith(example)
    const [batch] = planned(await changes(table, example.replace('limit: 4', 'limit: 5')), []).batches
    if (!batch) throw new Error('Nothing is to be written.')
    await writeBatch(db(), table, batch, { ...by, by: 'arn:aws:iam::123456789012:user/ann' })
    const { Item } = await db().send(new GetCommand({ TableName: table, Key: { entry: 'librarian:erin' } }))
    expect(Item?.written).toEqual({ at, by: 'arn:aws:iam::123456789012:user/ann', through: 'file' })
  })
})

describe('npm run consortium, at the desk on this machine', () => {
  let desk: TestDesk
  const folder = mkdtempSync(join(tmpdir(), 'coopdesk-consortium-'))

  /** What earlier desks of this process have sent, which is in the same web mailbox. */
  let earlier = new Set<string>()

  beforeAll(async () => {
    desk = await startDesk()
    earlier = new Set((await inMailbox()).map(({ messageId }) => messageId))
  })
  afterAll(() => desk.stop())

  /** The web mailbox has what Cognito sends, too. */
  const inMailbox = async () => v.parse(stored, await (await fetch(`${desk.cloud.urls.mailbox}/store`)).json()).emails
  const mailsTo = async (address: string) =>
    (await inMailbox()).filter(({ messageId, destination }) => {
      return destination.to.includes(address) && !earlier.has(messageId)
    })

  const tool = async (command: string, content: string, overwrite: readonly string[] = []) => {
    const file = join(folder, 'consortium.yaml')
    writeFileSync(file, content)
    const lines: string[] = []
    const asked: Asked = { command, file, http: desk.cloud.urls.http, overwrite }
    const code = await run(asked, line => lines.push(line))
    return { code, lines }
  }

  test('a librarian whose address was changed in the file signs in with the new one, and not with the old', async () => {
    const file = example.replace('erin@', 'e.rin@')
    expect(await tool('diff', file)).toMatchObject({ code: 1, lines: expect.arrayContaining(['librarian:erin']) })
    expect((await tool('apply', file)).code).toBe(0)
    const address = /e\.rin@[\w.-]+/.exec(file)?.[0] ?? ''
    await expect(desk.librarianTicket(address)).resolves.not.toBe('undefined')
    await expect(desk.librarianTicket(address.replace('e.rin', 'erin'))).resolves.toBe('undefined')
    // The pages of this machine stay admitted; they are no difference either.
    expect(await tool('diff', file)).toMatchObject({ code: 0 })
  })

  test('what is exported says what the desk says', async () => {
    const { lines } = await tool('export', example)
    expect((await tool('diff', lines.join('\n'))).code).toBe(0)
  })

  test('R34 a librarian who is no longer in the file is off duty at once, and their patrons wait for somebody else', async () => {
    await tool('apply', example)
    await desk.clock.advance(61_000)
    const erin = await desk.librarian('erin@riverside-library.example.org')
    const patron = await desk.patron('riverside', 'Is the reading room open tonight?')
    expect(await erin.send({ action: 'pick-up' })).toMatchObject({ session: patron.session })
    const without = example.replace(/ {2}- id: erin\n(?: {4}.*\n)+/, '')
    const { code, lines } = await tool('apply', without)
    expect({ code, last: lines.at(-1) }).toEqual({ code: 0, last: 'Off duty, because they have left: erin.' })
    await patron.push('back-in-queue')
    expect(await erin.send({ action: 'pick-up' })).toMatchObject({ code: 'not-on-duty' })
    const luis = await desk.librarian('luis@great-lakes-library.example.org')
    await desk.clock.advance(60_000)
    expect(await luis.send({ action: 'pick-up' })).toMatchObject({ session: patron.session })
  })

  test('who cannot be taken off duty is named, with the way to repeat it', async () => {
    const failing: Desk = {
      ...(await localDesk(desk.cloud.urls.http)),
      takeOffDuty: () => Promise.reject(new Error('No route to host')),
    }
    const lines: string[] = []
    expect(await tookOffDuty(failing, ['erin'], line => lines.push(line))).toBe(false)
    expect(lines.join()).toContain('erin cannot sign in any more, but may still be on duty')
    expect(lines.join()).toContain('{"left":["erin"]}')
  })

  test('people who are new are invited by mail, at once and once; people who have left are switched off', async () => {
    const zoe = `  - { id: zoe, name: Zoe, email: zoe@riverside-library.example.org, library: riverside }\n`
    const { lines } = await tool('apply', `${example}${zoe}`)
    expect(lines).toContain('Invited by mail: 1.')
    const inbox = await mailsTo('zoe@riverside-library.example.org')
    expect(inbox.map(({ subject }) => subject)).toEqual([
      'You are invited to answer patrons of Hudson & Lakes Library Cooperative',
    ])
    await desk.clock.advance(16 * 60_000)
    await tool('apply', `${example}${zoe.replace('Zoe,', 'Zoe B,')}`)
    expect(await mailsTo('zoe@riverside-library.example.org')).toHaveLength(1)
    expect((await tool('apply', example)).lines).toContain('Off duty, because they have left: zoe.')
  })

  test('everybody of the file has been invited a quarter of an hour after the desk began', async () => {
    await desk.clock.advance(16 * 60_000)
    expect(await mailsTo('nancy@valley-university.example.edu')).toHaveLength(1)
  })

  test('a file with faults changes nothing', async () => {
    await expect(tool('apply', example.replace('limit: 4', 'limit: 0'))).rejects.toThrow('"limit" must be')
  })
})
