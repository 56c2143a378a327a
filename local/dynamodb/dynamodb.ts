import { type AwsService, type Call, type Need, type Reply, refuseInJson, targetOperation } from '../aws-endpoint.ts'
import type { Tally } from '../ledger.ts'
import { arn } from '../template/physical.ts'
import { type Fields, fields, list, parseJson, text } from '../template/shape.ts'
import type { Template } from '../template/template.ts'
import type { Send } from './stale-reads.ts'

/** The operations whose capacity is read units; all others write. */
const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])

/** The permission each part of a transaction needs, whatever the transaction itself is called.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
const transactional: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  ConditionCheck: 'ConditionCheckItem',
}

const tableArn = (table: unknown): string => {
  const name = String(table)
  return name.startsWith('arn:') ? name : arn('dynamodb', `table/${name}`)
}

function needsOf(operation: string, asked: Fields): Need[] {
  if (operation.startsWith('Transact')) {
    return list(asked.TransactItems)
      .flatMap(item => Object.entries(fields(item)))
      .map(([part, item]) => ({
        action: `dynamodb:${transactional[part]}`,
        resource: tableArn(fields(item).TableName),
        facts: { 'dynamodb:EnclosingOperation': operation },
      }))
  }
  const action = `dynamodb:${operation}`
  if (operation.startsWith('Batch')) {
    return Object.keys(fields(asked.RequestItems)).map(table => ({ action, resource: tableArn(table) }))
  }
  const table = tableArn(asked.TableName ?? '*')
  const index = text(asked.IndexName)
  const leading = leadingKey(asked)
  return [
    {
      action,
      resource: index === undefined ? table : `${table}/index/${index}`,
      ...(leading !== undefined && { facts: { 'dynamodb:LeadingKeys': leading } }),
    },
  ]
}

/** The partition key of one item, if it is its only key. With two keys the call does not tell which one it is. */
function leadingKey({ Key }: Fields): string | undefined {
  const [key, ...others] = Object.values(fields(Key))
  return others.length === 0 ? text(fields(key).S) : undefined
}

const unitsIn = (consumed: unknown): number =>
  list(consumed).reduce<number>((sum, one) => sum + Number(fields(one).CapacityUnits ?? 0), 0)

/**
 * The cost of the call. A write whose condition fails is billed too, at least one unit per item (two in a transaction),
 * although the error reports no capacity.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
function cost(operation: string, asked: Fields, answer: Fields): Partial<Tally> {
  const type = text(answer.__type) ?? ''
  const refused = type.endsWith('#ConditionalCheckFailedException')
    ? 1
    : type.endsWith('#TransactionCanceledException')
      ? 2 * list(asked.TransactItems).length
      : 0
  const units = unitsIn(answer.ConsumedCapacity) + refused
  const capacity = reads.has(operation) ? { readUnits: units } : { writeUnits: units }
  return { dynamodb: { [operation]: 1 }, ...capacity, ...(operation === 'Scan' && { scans: 1 }) }
}

const signature =
  'AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0'

/** Sends one call to a DynamoDB. */
export const send: Send = async (url, operation, body) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20250101T000000Z',
      authorization: signature,
    },
    body,
  })
  return { status: response.status, body: await response.text() }
}

/** Passes calls on to the DynamoDB at this URL, counting the capacity that each of them consumed. */
export function dynamoDb(url: string, pass: Send = send): AwsService {
  const answer = async ({ operation, body, caller }: Call): Promise<Reply> => {
    const asked = fields(parseJson(body.toString()))
    const measured = 'ReturnConsumedCapacity' in asked && asked.ReturnConsumedCapacity !== 'NONE'
    const sent = measured ? asked : { ...asked, ReturnConsumedCapacity: 'TOTAL' }
    const reply = await pass(url, operation, JSON.stringify(sent))
    const { ConsumedCapacity, ...rest } = fields(parseJson(reply.body))
    caller.count(cost(operation, asked, { ...rest, ConsumedCapacity }))
    const kept = measured && ConsumedCapacity !== undefined ? { ...rest, ConsumedCapacity } : rest
    return { ...reply, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(kept) }
  }
  return {
    operation: targetOperation,
    needs: ({ operation, body }) => needsOf(operation, fields(parseJson(body.toString()))),
    refuse: refuseInJson,
    answer,
  }
}

async function demand(url: string, operation: string, asked: Fields, tolerated: string): Promise<void> {
  const { status, body } = await send(url, operation, JSON.stringify(asked))
  const { __type: type, message } = fields(parseJson(body))
  if (status === 200 || String(type).endsWith(tolerated)) return
  throw new Error(`${operation} failed for the table ${String(asked.TableName)}: ${String(message)}.`)
}

/** Deletes the tables of the template, and creates them anew. */
export async function emptyTables(template: Template, url: string): Promise<void> {
  for (const { ref: TableName } of template.ofType(...tableTypes))
    await demand(url, 'DeleteTable', { TableName }, '#ResourceNotFoundException')
  await createTables(template, url)
}

const tableTypes = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']

/** Creates the tables of the template, with their keys, indexes and time to live. Existing ones stay. */
export async function createTables(template: Template, url: string): Promise<void> {
  for (const { ref: TableName, properties } of template.ofType(...tableTypes)) {
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = properties
    const definition = { TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes }
    const made = { ...definition, BillingMode: 'PAY_PER_REQUEST' }
    await demand(url, 'CreateTable', made, '#ResourceInUseException')
    const TimeToLiveSpecification = properties.TimeToLiveSpecification
    if (TimeToLiveSpecification === undefined) continue
    await demand(url, 'UpdateTimeToLive', { TableName, TimeToLiveSpecification }, '#ValidationException')
  }
}
