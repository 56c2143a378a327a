import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as v from 'valibot'
import { entryKey } from '../consortium/library.ts'
import type { Mailboxes } from '../desk/ports.ts'
import type { Documents } from './documents.ts'

const traits = v.object({
  acknowledges: v.exactOptional(v.literal(true)),
  program: v.exactOptional(v.string()),
  answersTo: v.exactOptional(v.picklist(['from', 'reply-to'])),
  test: v.exactOptional(
    v.object({
      n: v.number(),
      sentAt: v.number(),
      pressedAt: v.exactOptional(v.number()),
      toldAt: v.exactOptional(v.number()),
    }),
  ),
})

/** What the desk has learnt about each library's mailbox, in Directory entries that do not come from the consortium file. */
export function mailboxes(documents: Documents, table: string): Mailboxes {
  return {
    async learnt(library) {
      const key = { entry: entryKey.mailbox(library) }
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))
      return Item ? v.parse(traits, Item) : {}
    },
    async learn(library, learnt) {
      const names = Object.entries(learnt)
      if (names.length === 0) return
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { entry: entryKey.mailbox(library) },
          UpdateExpression: `SET ${names.map((_, i) => `#n${i} = :v${i}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(names.map(([name], i) => [`#n${i}`, name])),
          ExpressionAttributeValues: Object.fromEntries(names.map(([, value], i) => [`:v${i}`, value])),
        }),
      )
    },
  }
}
