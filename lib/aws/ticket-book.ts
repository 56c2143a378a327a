import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Tickets } from '../desk/ports.ts'
import type { Documents } from './documents.ts'
import { versionOf } from './stored/shape.ts'
import { ticketUpcasters } from './upcasters/versions.ts'

/** The used tickets, in the Tickets table. An entry is kept until its ticket would have expired. */
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
