import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cloud } from '../../../local/cloud.ts'
import { fits, permits } from '../../../local/lambda/iam.ts'
import { type Fixture, fixture, told } from './fixture.ts'

const table = 'Test-Notes'
const item = { session: { S: 'a' }, step: { N: '1' } }

describe('what the template allows', () => {
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

  test('a function without a permission is refused, in the words of AWS', async () => {
    const { error } = await told(cloud, 'PutItem', { TableName: table, Item: item }, 'Bare')
    expect(error).toEqual({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:sts::000000000000:assumed-role/Test-BareRole/Test-Bare is not authorized to perform: ' +
        'dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/Test-Notes ' +
        'because no identity-based policy allows the dynamodb:PutItem action',
    })
  })

  test('a permission for some operations of a table does not cover the others', async () => {
    expect(await told(cloud, 'PutItem', { TableName: table, Item: item })).toHaveProperty('result')
    expect(await told(cloud, 'Scan', { TableName: table })).toHaveProperty('error.name', 'AccessDeniedException')
  })

  test('a transaction needs the permission for each of its parts, and no other', async () => {
    const put = { Put: { TableName: table, Item: { session: { S: 't' }, step: { N: '1' } } } }
    expect(await told(cloud, 'TransactWriteItems', { TransactItems: [put] })).toHaveProperty('result')

    const check = { ConditionExpression: 'attribute_exists(#s)', ExpressionAttributeNames: { '#s': 'session' } }
    const parts = [
      { ConditionCheck: { TableName: table, Key: item, ...check } },
      { Delete: { TableName: table, Key: item } },
    ]
    for (const [part, action] of [
      [parts[0], 'dynamodb:ConditionCheckItem'],
      [parts[1], 'dynamodb:DeleteItem'],
    ] as const) {
      const { error } = await told(cloud, 'TransactWriteItems', { TransactItems: [put, part] })
      expect(error).toHaveProperty('message', expect.stringContaining(`is not authorized to perform: ${action} on`))
    }
  })

  test('a batch needs a permission of its own', async () => {
    const batch = { RequestItems: { [table]: [{ PutRequest: { Item: item } }] } }
    const { error } = await told(cloud, 'BatchWriteItem', batch)
    expect(error).toHaveProperty('message', expect.stringContaining('perform: dynamodb:BatchWriteItem on'))
  })

  test('mail, executions, secrets and connections are refused to a role without permission', async () => {
    const letter = { Subject: { Data: 'x' }, Body: { Text: { Data: 'y' } } }
    const to = { ToAddresses: ['a@b.example'] }
    const mail = await told(
      cloud,
      'SendEmail',
      { Source: 'desk@library.example', Destination: to, Message: letter },
      'Bare',
    )
    expect(mail).toHaveProperty('error.name', 'AccessDenied')
    const execution = await told(cloud, 'StartExecution', { stateMachineArn: 'arn:x', input: '{}' }, 'Bare')
    expect(execution).toHaveProperty('error.name', 'AccessDeniedException')
    expect(await told(cloud, 'GetSecretValue', { SecretId: 'Test-Secret' }, 'Bare')).toHaveProperty(
      'error.name',
      'AccessDeniedException',
    )
    expect(await cloud.mail()).toEqual([])
  })

  test('a condition on the sender is checked: another sender of the same domain is refused', async () => {
    const letter = {
      Destination: { ToAddresses: ['a@b.example'] },
      Message: { Subject: { Data: 'x' }, Body: { Text: { Data: 'y' } } },
    }
    expect(await told(cloud, 'SendEmail', { Source: 'desk@library.example', ...letter })).toHaveProperty('result')
    expect(await told(cloud, 'SendEmail', { Source: 'boss@library.example', ...letter })).toHaveProperty(
      'error.name',
      'AccessDenied',
    )
  })
})

test('a denial wins over every allowance', () => {
  const statements = [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: 'dynamodb:Delete*', Resource: 'arn:aws:dynamodb:*:*:table/Notes' },
  ]
  expect(permits(statements, 'dynamodb:PutItem', 'arn:aws:dynamodb:us-east-1:0:table/Notes')).toBe(true)
  expect(permits(statements, 'dynamodb:DeleteItem', 'arn:aws:dynamodb:us-east-1:0:table/Notes')).toBe(false)
})

test('a pattern matches as a whole, and only its wildcards are special', () => {
  expect(fits('arn:*:table/Notes', 'arn:aws:table/Notes')).toBe(true)
  expect(fits('table/Notes', 'table/Notes2')).toBe(false)
  expect(fits('a.c', 'abc')).toBe(false)
  expect(fits('a?c', 'abc')).toBe(true)
})
