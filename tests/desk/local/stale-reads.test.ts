import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import type { Cloud } from '../../../local/cloud.ts'
import { startDesk } from '../desk.ts'
import { type Fixture, fixture, told } from './fixture.ts'

const TableName = 'Test-Notes'
const item = (step: number) => ({ session: { S: 's' }, step: { N: String(step) } })

describe('a read that does not ask for consistency', () => {
  const clock = virtualClock(0)
  let made: Fixture
  let cloud: Cloud
  beforeAll(async () => {
    made = await fixture()
    cloud = await made.start({ clock, staleReads: { share: 1, seed: 1 } })
  })
  afterAll(async () => {
    await cloud.stop()
    await made.remove()
  })
  const got = async (step: number, more = {}) =>
    JSON.stringify((await told(cloud, 'GetItem', { TableName, Key: item(step), ...more })).result)

  test('shows the state of a second ago, and one that asks for it the state of now', async () => {
    await told(cloud, 'PutItem', { TableName, Item: item(1) })
    expect(await got(1)).toBe('{}')
    expect(await got(1, { ConsistentRead: true })).toContain('"step"')
    await clock.advance(1_000)
    expect(await got(1)).toContain('"step"')
  })

  test('shows no write that was refused', async () => {
    const fresh = { ConditionExpression: 'attribute_not_exists(#s)', ExpressionAttributeNames: { '#s': 'session' } }
    const changed = { ...item(1), words: { S: 'other' } }
    const refused = await told(cloud, 'PutItem', { TableName, Item: changed, ...fresh })
    expect(refused).toHaveProperty('error.name', 'ConditionalCheckFailedException')
    await clock.advance(1_000)
    expect(await got(1)).not.toContain('other')
  })
})

/** Nothing may depend on a read that the code does not ask to be consistent. */
it.each([1, 0.5])(
  'a whole conversation and its follow-up go well if %d of such reads show an older state',
  async share => {
    const desk = await startDesk({ staleReads: { share, seed: 7 } })
    try {
      await desk.clock.advance(2_000)
      const rob = await desk.librarian('rob@state-college.example.org')
      const jane = await desk.patron('riverside', 'Is the reading room open?', { name: 'Jane' })
      const { session } = jane
      expect(await rob.send({ action: 'pick-up' })).toMatchObject({ type: 'picked-up', session })
      for (let n = 1; n <= 5; n++) {
        expect(await rob.send({ action: 'say', session, n, text: `Answer ${n}` })).toMatchObject({ number: 2 * n })
        expect(await jane.send({ action: 'say', session, n, text: `Thanks ${n}` })).toMatchObject({ number: 2 * n + 1 })
      }
      await jane.push('message', frame => frame.text === 'Answer 5')
      await rob.push('message', frame => frame.text === 'Thanks 5')
      await rob.send({ action: 'attest-contact', session, email: 'jane@patrons.example.org' })
      const close = {
        action: 'close',
        session,
        code: 'follow-up-by-patrons-library',
        deadline: 'none',
        despite: ['not-asked'],
      }
      expect(await rob.send(close)).toMatchObject({ type: 'closed' })
      await desk.clock.advance(120_000)
      const subjects = (await desk.cloud.mail()).filter(({ to }) => to.includes('info@riverside-library.example.org'))
      expect(subjects).toHaveLength(1)
      const { messages } = await jane.send({ action: 'resume', session, after: 0 })
      expect(messages).toHaveLength(11)
      expect(await rob.send({ action: 'pick-up' })).toMatchObject({ code: 'nobody-waiting' })
    } finally {
      await desk.stop()
    }
  },
)
