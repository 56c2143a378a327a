import { DeleteCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countedDesk } from '../../bench/growth/counted-desk.ts'
import { dayOf, type SessionFacts } from '../../lib/facts/facts.ts'
import { evolveAll } from '../../lib/session/session.ts'
import { type Desk, localDesk } from '../../operating/desk.ts'
import { askedBy, run } from '../../operating/facts.ts'
import { startDesk, type TestDesk } from './desk.ts'

describe('R37 the facts, where the template runs', () => {
  let desk: TestDesk
  let here: Desk
  beforeAll(async () => {
    desk = await startDesk()
    here = await localDesk(desk.cloud.urls.http)
  })
  afterAll(() => desk.stop())

  const day = () => dayOf(desk.clock.now())
  const row = async (session: string) =>
    (await here.documents.send(new GetCommand({ TableName: here.log.facts, Key: { day: day(), session } }))).Item

  /** What a session has cost in write units so far. */
  const writes = (session: string) => desk.cloud.ledger.session(session).writeUnits

  /** A chat that ends in the answer of the patron's library, or with nothing owed. */
  async function chat(close: object, contact = false) {
    const rob = await desk.librarian('rob@state-college.example.org')
    const jane = await desk.patron('state-college', 'Is the map room open?', { name: 'Jane' })
    const { session } = jane
    await desk.clock.advance(20_000)
    await rob.send({ action: 'pick-up' })
    await desk.clock.advance(10_000)
    await rob.send({ action: 'say', session, n: 1, text: 'It is.' })
    if (contact) await rob.send({ action: 'attest-contact', session, email: 'jane@example.org' })
    expect(await rob.send({ action: 'close', session, despite: ['not-asked'], ...close })).toMatchObject({
      type: 'closed',
    })
    return { rob, jane, session }
  }

  it('are there as soon as the session is closed, for at most two write units, without a name', async () => {
    const { jane, session } = await chat({})
    expect(await row(session)).toMatchObject({ waits: [20_000], firstReply: 10_000, messages: 2, code: 'answered' })
    expect(JSON.stringify(await row(session))).not.toMatch(/jane|map room|from State College/i)
    const before = writes(session)
    expect(await jane.send({ action: 'rate', session, rating: 'yes' })).toMatchObject({ type: 'rated', rating: 'yes' })
    expect(writes(session) - before).toBe(1)
    expect(await row(session)).toMatchObject({ rating: 'yes', waits: [20_000] })
    const { ConsumedCapacity } = await here.documents.send(
      new QueryCommand({
        TableName: here.log.facts,
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': day() },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    )
    // A row of at most 1 KB is two write units in a transaction, and a row that is read with others is far below 4 KB.
    expect(ConsumedCapacity?.CapacityUnits).toBe(0.5)
  })

  it('are corrected for one write unit, and without a read', async () => {
    const counted = await countedDesk('cdk.out/Coopdesk.template.json')
    try {
      const { sessions, facts } = counted.ports
      const session = '01K5ZQ8M3T9V7W2X4Y6Z8A0001'
      const at = desk.clock.now()
      const asked = { type: 'Asked', at, session, library: 'wren', pools: [], question: 'Maps?' } as const
      const state = evolveAll(undefined, [asked])
      if (!state) throw new Error('Nobody asked.')
      const row: SessionFacts = {
        ...{ session, library: 'wren', askedAt: at, endedAt: at, waits: [1], messages: 1, silence: 0, breaches: 0 },
        ...{ code: 'follow-up-by-patrons-library', how: 'chosen', followUp: { owner: 'library' } },
      }
      await sessions.append({ step: 1, events: [asked], session: state }, [{ type: 'RecordFacts', facts: row }])
      const followUp = { owner: 'library', ended: 'done', endedAt: at } as const
      const { cost } = await counted.cost(() => facts.correct({ session, askedAt: at, followUp, step: 2 }))
      expect(cost).toEqual({ calls: 1, readUnits: 0, writeUnits: 1, posts: 0 })
      expect(await facts.ofDay(dayOf(at))).toMatchObject([{ session, followUp }])
    } finally {
      await counted.stop()
    }
  })

  it('learn that the follow-up is done', async () => {
    const owing = { code: 'follow-up-by-patrons-library', deadline: 'none' }
    const { rob, session } = await chat(owing, true)
    await desk.cloud.quiet()
    expect(await row(session)).toMatchObject({ followUp: { owner: 'library' } })
    expect(await rob.send({ action: 'finish-follow-up', session, note: 'By telephone.' })).toMatchObject({
      type: 'follow-up-changed',
    })
    expect(await row(session)).toMatchObject({ followUp: { owner: 'library', ended: 'done' } })
  })

  it('of a session from before there were facts are filed by the command, and only once', async () => {
    const { session } = await chat({})
    const filed = await row(session)
    await here.documents.send(new DeleteCommand({ TableName: here.log.facts, Key: { day: day(), session } }))
    const said: string[] = []
    const asked = askedBy(['backfill', 'examples/consortium.yaml', '--http', desk.cloud.urls.http])
    if (!asked) throw new Error('this is a command')
    await run(asked, line => said.push(line))
    await run(asked, line => said.push(line))
    expect(await row(session)).toEqual(filed)
    expect(said).toEqual([
      expect.stringMatching(/: 1 sessions have facts now, 2 had them, 0 have not ended\.$/),
      expect.stringMatching(/: 0 sessions have facts now, 3 had them, 0 have not ended\.$/),
    ])
  })

  it('forget who served where the command says so', async () => {
    const asked = askedBy(['forget', 'examples/consortium.yaml', '--http', desk.cloud.urls.http])
    if (!asked) throw new Error('this is a command')
    const { session } = await chat({})
    const said: string[] = []
    await run(asked, line => said.push(line), desk.clock.now() + 400 * 86_400_000)
    expect(await row(session)).toHaveProperty('answeredBy', { library: 'state-college' })
    expect(said[0]).toContain('facts older than 396 days')
  })
})

describe('the command of the facts', () => {
  it('knows two commands, and explains itself for any other', () => {
    expect([askedBy([]), askedBy(['delete']), askedBy(['forget', '--help'])]).toEqual([undefined, undefined, undefined])
    expect(askedBy(['forget', 'your.yaml', '--stack', 'Trial', '--region', 'eu-central-1'])).toEqual({
      ...{ command: 'forget', file: 'your.yaml', stack: 'Trial', region: 'eu-central-1' },
    })
  })
})
