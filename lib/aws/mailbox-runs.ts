import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { entryKey } from '../consortium/library.ts'
import type { MailboxRuns } from '../desk/ports.ts'
import type { Documents } from './documents.ts'
import { versionOf } from './stored/shape.ts'
import { mailboxRunUpcasters } from './upcasters/versions.ts'

/**
 * Whose mailbox is looked at next, in the Directory table: one entry for each run, with a set of libraries, and one that says
 * how far the runs have come. An item holds 400 KB, so a run has room for some ten thousand libraries.
 */
export function mailboxRuns(documents: Documents, table: string): MailboxRuns {
  const get = async (entry: string) =>
    (await documents.send(new GetCommand({ TableName: table, Key: { entry }, ConsistentRead: true }))).Item
  const update = (entry: string, change: string, value: unknown) =>
    documents.send(
      new UpdateCommand({
        TableName: table,
        Key: { entry },
        UpdateExpression: `SET #version = :version ${change}`,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': versionOf(mailboxRunUpcasters).version, ':value': value },
      }),
    )
  return {
    async file(run, libraries) {
      if (libraries.length > 0) await update(entryKey.mailboxRun(run), 'ADD libraries :value', new Set(libraries))
    },
    async filed(run) {
      const libraries = (await get(entryKey.mailboxRun(run)))?.libraries
      return libraries instanceof Set ? [...libraries].map(String) : []
    },
    async next() {
      const item = await get(entryKey.nextMailboxRun())
      return item && Number(item.run)
    },
    async finish(run) {
      await update(entryKey.nextMailboxRun(), ', run = :value', run + 1)
      await documents.send(new DeleteCommand({ TableName: table, Key: { entry: entryKey.mailboxRun(run) } }))
    },
  }
}
