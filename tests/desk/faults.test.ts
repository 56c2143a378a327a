import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Intercept } from '../../local/cloud.ts'
import { startDesk, type TestDesk } from './desk.ts'

const rob = 'rob@state-college.example.org'

describe('what AWS may answer instead', () => {
  let desk: TestDesk
  let fault: Intercept | undefined
  beforeAll(async () => {
    desk = await startDesk({ intercept: (call, next) => (fault ? fault(call, next) : next()) })
  })
  afterEach(() => {
    fault = undefined
    return desk.clear()
  })
  afterAll(() => desk.stop())

  /**
   * A whole conversation, from the question to the follow-up's mail, with every step acknowledged and every message there once.
   */
  const converse = async (): Promise<void> => {
    const librarian = await desk.librarian(rob)
    const jane = await desk.patron('riverside', 'Is the reading room open?', { name: 'Jane' })
    const { session } = jane
    expect(await librarian.send({ action: 'pick-up' })).toMatchObject({ type: 'picked-up', session })
    expect(await librarian.send({ action: 'say', session, n: 1, text: 'It is.' })).toMatchObject({ number: 2 })
    expect(await jane.send({ action: 'say', session, n: 1, text: 'Until when?' })).toMatchObject({ number: 3 })
    const attested = { action: 'attest-contact', session, email: 'jane@riverside.example' }
    expect(await librarian.send(attested)).toMatchObject({ type: 'contact-verified' })
    const close = { action: 'close', session, code: 'follow-up-by-patrons-library', deadline: 'none' }
    expect(await librarian.send(close)).toMatchObject({ type: 'closed' })
    const { messages } = await librarian.send({ action: 'resume', session, after: 0 })
    expect(messages).toMatchObject([{ number: 1 }, { text: 'It is.' }, { text: 'Until when?' }])
    await desk.clock.advance(200_000)
    const mails = await desk.cloud.mail()
    // The follow-up to the library, and the receipt to the patron.
    expect(mails.map(({ to }) => to).toSorted()).toEqual([
      ['info@riverside-library.example.org'],
      ['jane@riverside.example'],
    ])
  }

  /** Answers like this to the first call of each kind by each function. */
  const onceEach = (body: () => string, only?: string): Intercept => {
    const seen = new Set<string>()
    return ({ operation, caller }, next) => {
      const first = `${caller.functionId} ${operation}`
      const isTheirs = only === undefined ? dynamodb.includes(operation) : operation === only
      if (!isTheirs || seen.has(first)) return next()
      seen.add(first)
      return Promise.resolve({ status: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: body() })
    }
  }
  const dynamodb = ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems']

  it('every function’s first call of each kind is throttled by DynamoDB, in each of its three ways: nothing is lost', async () => {
    const ways = ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded']
    let throttled = 0
    const nextWay = () => `{"__type":"com.amazonaws.dynamodb.v20120810#${ways[throttled++ % ways.length]}"}`
    fault = onceEach(nextWay)
    await converse()
    expect(throttled).toBeGreaterThan(2 * ways.length)
  })

  it('a transaction that conflicts with another (TransactionConflict) is decided and written again', async () => {
    const reasons = '[{"Code":"TransactionConflict"},{"Code":"None"},{"Code":"None"},{"Code":"None"}]'
    const type = 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException'
    const body = `{"__type":"${type}","message":"cancelled","CancellationReasons":${reasons}}`
    fault = onceEach(() => body, 'TransactWriteItems')
    await converse()
  })

  it.each(['queue', 'closing'])(
    'when the %s function is killed while it writes, the write is kept and found',
    async which => {
      let isDone = false
      fault = ({ operation, caller }, next) => {
        if (isDone || operation !== 'TransactWriteItems' || !caller.functionId.toLowerCase().startsWith(which))
          return next()
        isDone = true
        desk.cloud.kill(caller.functionId)
        return next()
      }
      const librarian = await desk.librarian(rob)
      const { session } = await desk.patron('riverside', 'Is the reading room open?')
      const failed = async (frame: object) =>
        expect(await librarian.sendText(JSON.stringify(frame))).toMatchObject({ message: 'Internal server error' })
      if (which === 'queue') {
        await failed({ action: 'pick-up' })
        // Picking up is never repeated. A client checks which sessions it holds instead.
        expect(await librarian.send({ action: 'on-duty' })).toMatchObject({ sessions: [session], waiting: [] })
      } else {
        const close = { action: 'close', session, despite: ['not-asked'] }
        await librarian.send({ action: 'pick-up' })
        await failed(close)
        expect(await librarian.send(close)).toMatchObject({ type: 'closed', code: 'answered' })
      }
      expect(await librarian.send({ action: 'resume', session, after: 0 })).toMatchObject({ messages: [{ number: 1 }] })
    },
  )
})

describe('the whole desk, stopped and started again with its data', () => {
  it('has every message that it acknowledged, and clients that come back continue', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coopdesk-'))
    const dataFile = join(folder, 'desk.db')
    try {
      const first = await startDesk({ dataFile })
      const librarian = await first.librarian(rob)
      const { session } = await first.patron('riverside', 'Is the reading room open?')
      await librarian.send({ action: 'pick-up' })
      const acknowledged = await librarian.send({ action: 'say', session, n: 1, text: 'It is.' })
      expect(acknowledged).toMatchObject({ type: 'said', number: 2 })
      await first.stop()

      const second = await startDesk({ dataFile })
      const back = await second.librarian(rob)
      const standing = await back.send({ action: 'resume', session, after: 0 })
      expect(standing).toMatchObject({
        status: 'active',
        n: 1,
        messages: [{ number: 1 }, { number: 2, text: 'It is.' }],
      })
      expect(await back.send({ action: 'say', session, n: 2, text: 'Until six.' })).toMatchObject({ number: 3 })
      await second.stop()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
