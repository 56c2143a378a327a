import { DeleteCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb'
import { entryVersion } from '../lib/aws/directory-entries.ts'
import type { Documents } from '../lib/aws/documents.ts'

/**
 * The former loader, which writes the entries one after the other, each with a separate call, even if an entry has not changed.
 */
export async function replaceEntries(
  documents: Documents,
  table: string,
  entries: readonly { readonly entry: string }[],
): Promise<void> {
  const wanted = new Set(entries.map(({ entry }) => entry))
  for (const one of entries)
    await documents.send(new PutCommand({ TableName: table, Item: { ...one, ...entryVersion(one.entry) } }))
  const pages = paginateScan({ client: documents }, { TableName: table, ProjectionExpression: 'entry' })
  for await (const { Items = [] } of pages)
    for (const { entry } of Items)
      if (typeof entry === 'string' && !wanted.has(entry))
        await documents.send(new DeleteCommand({ TableName: table, Key: { entry } }))
}
