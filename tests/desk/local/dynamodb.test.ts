import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cloud } from '../../../local/cloud.ts'
import { type Fixture, fixture, told } from './fixture.ts'

const TableName = 'Test-Notes'
const note = (session: string, step: number, words = '') => ({
  session: { S: session },
  step: { N: String(step) },
  ...(words && { words: { S: words } }),
})
const fresh = { ConditionExpression: 'attribute_not_exists(#s)', ExpressionAttributeNames: { '#s': 'session' } }

let made: Fixture
let cloud: Cloud
beforeAll(async () => {
  made = await fixture()
  cloud = await made.start()
})
afterAll(async () => {
  await cloud.stop()
  await made.remove()
})

test('a put, a query and a transaction are counted with the units that DynamoDB bills', async () => {
  await told(cloud, 'PutItem', { TableName, Item: note('u', 1) }, 'Puppet', 'units')
  await told(cloud, 'PutItem', { TableName, Item: note('u', 2, 'w'.repeat(1500)) }, 'Puppet', 'units')
  const query = {
    TableName,
    KeyConditionExpression: '#s = :s',
    ExpressionAttributeNames: { '#s': 'session' },
    ExpressionAttributeValues: { ':s': { S: 'u' } },
    ConsistentRead: true,
  }
  const { result } = await told(cloud, 'Query', query, 'Puppet', 'units')
  expect(result).toHaveProperty('Count', 2)
  await told(
    cloud,
    'TransactWriteItems',
    { TransactItems: [{ Put: { TableName, Item: note('u', 3) } }] },
    'Puppet',
    'units',
  )

  const counted = cloud.ledger.session('units')
  expect(counted.dynamodb).toEqual({ PutItem: 2, Query: 1, TransactWriteItems: 1 })
  expect(counted.writeUnits).toBe(1 + 2 + 2)
  expect(counted.readUnits).toBe(1)
  expect(counted.scans).toBe(0)
})

test('a write whose condition fails is billed all the same', async () => {
  const put = { TableName, Item: note('c', 1), ...fresh }
  expect(await told(cloud, 'PutItem', put, 'Puppet', 'refused')).toHaveProperty('result')
  const again = await told(cloud, 'PutItem', put, 'Puppet', 'refused')
  expect(again).toHaveProperty('error.name', 'ConditionalCheckFailedException')
  const both = { TransactItems: [{ Put: put }, { Put: { TableName, Item: note('c', 2) } }] }
  const neither = await told(cloud, 'TransactWriteItems', both, 'Puppet', 'refused')
  expect(neither).toHaveProperty('error.name', 'TransactionCanceledException')
  expect(cloud.ledger.session('refused').writeUnits).toBe(1 + 1 + 4)
})

test('a caller gets the capacity only on request', async () => {
  const silent = await told(cloud, 'PutItem', { TableName, Item: note('s', 1) })
  expect(silent.result).toEqual({})
  const asked = await told(cloud, 'PutItem', { TableName, Item: note('s', 2), ReturnConsumedCapacity: 'TOTAL' })
  expect(asked.result).toEqual({ ConsumedCapacity: { CapacityUnits: 1, TableName } })
})
