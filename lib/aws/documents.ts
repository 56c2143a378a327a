import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

export type Documents = DynamoDBDocumentClient

/** The client for the tables. It takes and returns plain objects and leaves out undefined fields. */
export function documents(client = new DynamoDBClient({ maxAttempts: 4 })): Documents {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
}

/** Whether an item's time to live is over. DynamoDB deletes up to two days late, so every reader checks. */
export function isExpired(item: Record<string, unknown>, now = Date.now()): boolean {
  return typeof item.expires === 'number' && item.expires * 1000 <= now
}

/** A time to live as DynamoDB wants it, in seconds since 1970. */
export function expiresIn(seconds: number, from = Date.now()): number {
  return Math.ceil(from / 1000) + seconds
}
