import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen } from '../../../local/aws-endpoint.ts'
import { Client, type Fixture, fixture, told } from './fixture.ts'

let made: Fixture
let folder: string
beforeAll(async () => {
  made = await fixture()
  folder = await mkdtemp(join(tmpdir(), 'local-data-'))
})
afterAll(async () => {
  await made.remove()
  await rm(folder, { recursive: true })
})

/** The processes whose command line holds these words. */
async function processesWith(words: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const lines = await Promise.all(ids.map(id => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')))
  return lines.filter(line => line.includes(words))
}

/** Waits until no such process is left; the test runs out of time where one stays. */
async function goneWith(words: string): Promise<void> {
  while ((await processesWith(words)).length > 0) await pause(5)
}

const endOf = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

describe('custom resources', () => {
  test('are created before the cloud is ready, and their responses can be referenced', async () => {
    const cloud = await made.start()
    expect(cloud.outputs).toEqual({ Entries: 'entries-1 7', SocketUrl: cloud.urls.socket })
    expect(cloud.ledger.byFunction().Loader).toMatchObject({ invocations: 1 })
    await cloud.stop()
  })

  test.each([
    ['FAILED', 'The custom resource Entries failed: the consortium file names no library.'],
    ['silent', 'The custom resource Entries did not answer.'],
  ])('%s: the start fails with one sentence', async (outcome, sentence) => {
    const broken = await fixture()
    await broken.edit(({ Entries }) => {
      if (Entries) Entries.Properties.Outcome = outcome
    })
    await expect(broken.start()).rejects.toThrow(sentence)
    await broken.remove()
  })
})

test('a taken port is reported in one sentence, and nothing is left running', async () => {
  const other = createServer()
  const port = await listen(other, 0)
  const dataFile = join(folder, 'taken.db')
  for (const ports of [{ http: port }, { socket: port }, { mailbox: port }]) {
    await expect(made.start({ ports, dataFile })).rejects.toThrow(`Port ${port} is taken`)
  }
  other.close()
  await goneWith(dataFile)
})

test('after a stop in the middle of work there is no process and no open port', async () => {
  const dataFile = join(folder, 'stopped.db')
  const cloud = await made.start({ dataFile })
  const pausing = told(cloud, 'pause', 60_000)
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:Test-Clock'
  await told(cloud, 'StartExecution', { stateMachineArn, name: 'long', input: '{"session":"s","seconds":86400}' })
  expect(await processesWith(dataFile)).not.toEqual([])
  await cloud.stop()
  expect(await pausing).toHaveProperty('outcome.errorType', 'Runtime.ExitError')
  expect(cloud.executions('Clock')).toEqual({ long: 'ABORTED' })
  await goneWith(dataFile)
  await expect(fetch(cloud.urls.http)).rejects.toThrow()
  await expect(fetch(cloud.urls.mailbox)).rejects.toThrow()
})

test('after it is killed there is no process either', async () => {
  const dataFile = join(folder, 'killed.db')
  const script = `
    import { startCloud } from ${JSON.stringify(join(import.meta.dirname, '../../../local/cloud.ts'))}
    await startCloud({ template: ${JSON.stringify(made.path)}, dataFile: ${JSON.stringify(dataFile)} })
    console.log('ready')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  expect(await processesWith(`--db-path\0${dataFile}`)).not.toEqual([])
  child.kill('SIGKILL')
  await endOf(child)
  await goneWith(`--db-path\0${dataFile}`)
})

test('with a data file, items and secrets exist again after the next start', async () => {
  const dataFile = join(folder, 'kept.db')
  const item = { session: { S: 'kept' }, step: { N: '1' } }
  const first = await made.start({ dataFile })
  await told(first, 'PutItem', { TableName: 'Test-Notes', Item: item })
  const secret = await told(first, 'GetSecretValue', { SecretId: 'Test-Secret' })
  await first.stop()
  const second = await made.start({ dataFile })
  expect(await told(second, 'GetItem', { TableName: 'Test-Notes', Key: item })).toEqual({ result: { Item: item } })
  expect(await told(second, 'GetSecretValue', { SecretId: 'Test-Secret' })).toEqual(secret)
  expect(secret).toHaveProperty('result.SecretString', expect.stringMatching(/^.{40}$/))
  await second.stop()
})

test('a cloud that is cleared has no item, mail, execution or connection, and its functions stay warm', async () => {
  const cloud = await made.start()
  const { invocations } = cloud.ledger.byFunction().Loader ?? { invocations: 0 }
  const item = { session: { S: 'cleared' }, step: { N: '1' } }
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:Test-Clock'
  const execution = { stateMachineArn, name: 'long', input: '{"session":"s","seconds":86400}' }
  await told(cloud, 'PutItem', { TableName: 'Test-Notes', Item: item })
  await told(cloud, 'StartExecution', execution)
  await told(cloud, 'SendEmail', {
    Source: 'desk@library.example',
    Destination: { ToAddresses: ['ann@home.example'] },
    Message: { Subject: { Data: 'Your question' }, Body: { Text: { Data: 'An answer' } } },
  })
  const worker = await told(cloud, 'environment', 'AWS_ACCESS_KEY_ID')
  const client = await Client.opened(cloud.urls.socket, 'chosen')
  expect(await cloud.mail()).toHaveLength(1)

  await cloud.clear()
  expect(await client.closed).toMatchObject({ code: 1001 })
  expect(cloud.executions('Clock')).toEqual({})
  expect(await cloud.mail()).toEqual([])
  expect(await told(cloud, 'GetItem', { TableName: 'Test-Notes', Key: item })).toEqual({ result: {} })
  expect(await told(cloud, 'environment', 'AWS_ACCESS_KEY_ID')).toEqual(worker)
  // The custom resource is created again, since its items were in the tables.
  expect(cloud.ledger.byFunction().Loader).toMatchObject({ invocations: invocations + 1 })
  // The name is free, although the input is another.
  const again = await told(cloud, 'StartExecution', { ...execution, input: '{"session":"t","seconds":1}' })
  expect(again).toHaveProperty('result.executionArn')
  await cloud.stop()
})

test('tables in a file are not emptied', async () => {
  const cloud = await made.start({ dataFile: join(folder, 'filed.db') })
  await expect(cloud.clear()).rejects.toThrow('Only tables in memory can be emptied.')
  await cloud.stop()
})

test('every SDK call passes through the interceptor, which may answer itself', async () => {
  const seen: string[] = []
  const cloud = await made.start({
    intercept: async (call, next) => {
      seen.push(`${call.caller.functionId} ${call.service} ${call.operation}`)
      const body = '{"__type":"ProvisionedThroughputExceededException","message":"slow down"}'
      return call.operation === 'Query' ? { status: 400, body } : next()
    },
  })
  await told(cloud, 'PutItem', { TableName: 'Test-Notes', Item: { session: { S: 'i' }, step: { N: '1' } } })
  const query = { TableName: 'Test-Notes', KeyConditionExpression: 'a = :a' }
  expect(await told(cloud, 'Query', query)).toHaveProperty('error.name', 'ProvisionedThroughputExceededException')
  expect(seen).toEqual(['Puppet dynamodb PutItem', 'Puppet dynamodb Query'])
  await cloud.stop()
})
