import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

export type Documents = DynamoDBDocumentClient

/** The way to the tables: plain objects in and out, what is undefined is left away. */
export function documents(client = new DynamoDBClient({ maxAttempts: 4 })): Documents {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
}

/** Whether an item's time to live is over: DynamoDB deletes up to two days late, so every reader asks. */
export function isExpired(item: Record<string, unknown>, now = Date.now()): boolean {
  return typeof item.expires === 'number' && item.expires * 1000 <= now
}

/** A time to live in the unit that DynamoDB takes: seconds since 1970. */
export function expiresIn(seconds: number, from = Date.now()): number {
  return Math.ceil(from / 1000) + seconds
}
