import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Tickets } from '../desk/ports.ts'
import type { Documents } from './documents.ts'
import { versionOf } from './stored/shape.ts'
import { ticketUpcasters } from './upcasters/versions.ts'

/** Which tickets were used, in the Tickets table: an entry is kept until the ticket would have expired anyway. */
export function ticketBook(documents: Documents, table: string): Tickets {
  return {
    async use(ticket, expiresAt) {
      try {
        await documents.send(
          new PutCommand({
            TableName: table,
            Item: { ticket, expires: Math.ceil(expiresAt / 1000) + 60, ...versionOf(ticketUpcasters) },
            ConditionExpression: 'attribute_not_exists(ticket)',
          }),
        )
        return true
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false
        throw error
      }
    },
  }
}
