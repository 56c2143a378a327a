import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen } from '../../../local/aws-endpoint.ts'
import { type Fixture, fixture, told } from './fixture.ts'

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
