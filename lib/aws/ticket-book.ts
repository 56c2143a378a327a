import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as v from 'valibot'
import type { Tickets } from '../desk/ports.ts'
import { type Documents, expiresIn } from './documents.ts'
import { opened } from './stored/open.ts'
import { type Shape, versionOf } from './stored/shape.ts'
import { ticketUpcasters } from './upcasters/versions.ts'

const sockets: Shape<{ readonly connections: readonly string[] }> = {
  kind: 'sockets',
  upcasters: ticketUpcasters,
  schema: v.looseObject({ connections: v.array(v.string()) }),
}

const day = 86_400

/**
 * The used tickets, in the Tickets table. An entry is kept until its ticket would have expired. Beside them is a list of sockets for
 * each session to which a patron came back.
 */
export function ticketBook(documents: Documents, table: string): Tickets {
  /** Two that come back at once may name the same sockets: closing one twice does no harm, and only one of them shortens the list. */
  const forget = async (key: string, oldest: readonly string[]): Promise<void> => {
    // From the last to the first, since dynoxide 1.2.1 removes one after another, each from what the one before left of the list.
    const positions = oldest.map((_one, i) => `connections[${i}]`).toReversed()
    try {
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { ticket: key },
          UpdateExpression: `REMOVE ${positions.join(', ')}`,
          ConditionExpression: 'connections[0] = :first',
          ExpressionAttributeValues: { ':first': oldest[0] },
        }),
      )
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
    }
  }
  return {
    // If the response to the write is lost, the SDK writes again, so a second write of the same connection succeeds.
    async use(ticket, connection, expiresAt) {
      try {
        await documents.send(
          new PutCommand({
            TableName: table,
            Item: { ticket, connection, expires: Math.ceil(expiresAt / 1000) + 60, ...versionOf(ticketUpcasters) },
            ConditionExpression: 'attribute_not_exists(ticket) OR #connection = :connection',
            ExpressionAttributeNames: { '#connection': 'connection' },
            ExpressionAttributeValues: { ':connection': connection },
          }),
        )
        return true
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false
        throw error
      }
    },

    async cameBack(session, connection, most, at) {
      const key = `sockets#${session}`
      const { Attributes = {} } = await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { ticket: key },
          UpdateExpression:
            'SET connections = list_append(if_not_exists(connections, :none), :one), expires = :expires, #version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: {
            ':none': [],
            ':one': [connection],
            ':expires': expiresIn(day, at),
            ':version': ticketUpcasters.length,
          },
          ReturnValues: 'ALL_NEW',
        }),
      )
      const { connections } = opened(sockets, Attributes, key)
      const tooMany = connections.slice(0, Math.max(0, connections.length - most))
      if (tooMany.length > 0) await forget(key, tooMany)
      return tooMany
    },
  }
}
