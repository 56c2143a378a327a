import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { entryKey } from '../consortium/library.ts'
import type { Mailboxes } from '../desk/ports.ts'
import type { Documents } from './documents.ts'
import { mailbox } from './stored/mailbox.ts'
import { parsed, versionOf } from './stored/shape.ts'
import { mailboxUpcasters } from './upcasters/versions.ts'

/** What the desk has learnt about each library's mailbox, in Directory entries that do not come from the consortium file. */
export function mailboxes(documents: Documents, table: string): Mailboxes {
  return {
    async learnt(library) {
      const key = { entry: entryKey.mailbox(library) }
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))
      if (!Item) return {}
      const { acknowledges, program, answersTo, test, words } = parsed(mailbox, Item, library)
      return {
        ...(acknowledges && { acknowledges }),
        ...(program !== undefined && { program }),
        ...(answersTo && { answersTo }),
        ...(test && { test }),
        ...(words && { words }),
      }
    },
    async learn(library, learnt) {
      if (Object.keys(learnt).length === 0) return
      const names = Object.entries({ ...learnt, ...versionOf(mailboxUpcasters) })
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
    async recordTest(library, n, outcome, at) {
      try {
        await documents.send(
          new UpdateCommand({
            TableName: table,
            Key: { entry: entryKey.mailbox(library) },
            UpdateExpression: 'SET #test.#outcome = if_not_exists(#test.#outcome, :at)',
            ConditionExpression: '#test.#n = :n',
            ExpressionAttributeNames: { '#test': 'test', '#outcome': outcome, '#n': 'n' },
            ExpressionAttributeValues: { ':at': at, ':n': n },
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
