import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { RoomMessage, SaidInRoom, StaffRoom } from '../desk/ports.ts'
import type { InLine } from '../session/circle.ts'
import { type Documents, expiresIn, isExpired } from './documents.ts'
import { openedAll } from './stored/open.ts'
import { roomMessage } from './stored/room-message.ts'
import { type Fields, versionOf } from './stored/shape.ts'
import { unlessElsewhere } from './unless-elsewhere.ts'
import { roomMessageUpcasters } from './upcasters/versions.ts'

/** Words are kept for a day (R41). */
const keptSeconds = 86_400

/** API Gateway ends a connection after two hours, and with it what its page shows. */
const openSeconds = 2 * 3_600 + 300

/**
 * The staff room, in the StaffRoom table. It has three parts: `said`, the messages by time; `once`, by which a repeat is recognised;
 * and `open`, the librarians whose pages show the room.
 */
export function staffRoomTable(documents: Documents, table: string): StaffRoom {
  const query = async (part: string, more: Partial<Query>) => {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'part = :part',
        ...more,
        ExpressionAttributeValues: { ':part': part, ...more.ExpressionAttributeValues },
      }),
    )
    return { items: Items, more: LastEvaluatedKey !== undefined }
  }

  return {
    async say(words) {
      const first = await firstWith(documents, table, words)
      if (first.text !== words.text) return 'said-before'
      const message = messageOf(words, first.at)
      const item = { part: 'said', item: message.id, ...message, expires: expiresIn(keptSeconds, message.at) }
      await documents.send(new PutCommand({ TableName: table, Item: { ...item, ...versionOf(roomMessageUpcasters) } }))
      return message
    },

    async messages({ after, before, most }, at) {
      const { items, more } = await query('said', {
        ...between(after ?? padded(at - keptSeconds * 1000), before),
        ScanIndexForward: after !== undefined,
        // The one before which they stand is read, too.
        Limit: before ? most + 1 : most,
      })
      const kept = items.filter(item => !isExpired(item, at) && item.item !== before)
      const messages = openedAll(roomMessage, kept, ({ item }) => item)
      return { messages: after === undefined ? messages.toReversed() : messages, more }
    },

    async open(librarian, connection, at) {
      const Item = { part: 'open', item: librarian, connection, expires: expiresIn(openSeconds, at) }
      await documents.send(new PutCommand({ TableName: table, Item }))
    },

    close: (librarian, connection) =>
      unlessElsewhere(
        documents.send(
          new DeleteCommand({
            TableName: table,
            Key: { part: 'open', item: librarian },
            ConditionExpression: '#connection = :mine',
            ExpressionAttributeNames: { '#connection': 'connection' },
            ExpressionAttributeValues: { ':mine': connection },
          }),
        ),
      ),

    async present(most, at) {
      const { items } = await query('open', { Limit: most })
      return items.filter(item => !isExpired(item, at)).map(inLine)
    },
  }
}

interface Query {
  readonly KeyConditionExpression: string
  readonly ExpressionAttributeNames: Record<string, string>
  readonly ExpressionAttributeValues: Record<string, string>
  readonly ScanIndexForward: boolean
  readonly Limit: number
}

/** When these words were said first, and which they were. Two writes make a message, and a repeat completes what one began. */
async function firstWith(documents: Documents, table: string, { librarian, once, at, text }: SaidInRoom) {
  const item = { part: 'once', item: `${librarian}#${once}`, at, text, expires: expiresIn(keptSeconds, at) }
  try {
    await documents.send(
      new PutCommand({
        TableName: table,
        Item: item,
        ConditionExpression: 'attribute_not_exists(#item)',
        ExpressionAttributeNames: { '#item': 'item' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    return { at, text }
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    return { at: Number(error.Item?.at?.N), text: error.Item?.text?.S }
  }
}

/** The message, said at this moment. */
export function messageOf({ once, ...words }: SaidInRoom, at: number): RoomMessage {
  return { ...words, at, id: `${padded(at)}#${words.librarian}#${once}` }
}

const padded = (at: number): string => String(at).padStart(15, '0')

/** The messages after a place, up to another one. */
function between(after: string, to: string | undefined) {
  return {
    KeyConditionExpression: to ? 'part = :part AND #item BETWEEN :after AND :to' : 'part = :part AND #item > :after',
    ExpressionAttributeNames: { '#item': 'item' },
    ExpressionAttributeValues: { ':after': after, ...(to && { ':to': to }) },
  }
}

function inLine({ item, connection }: Fields): InLine {
  return { librarian: String(item), connection: String(connection) }
}
