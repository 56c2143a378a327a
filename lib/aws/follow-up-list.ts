import { paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { FollowUps, Sessions } from '../desk/ports.ts'
import { env, read } from '../env.ts'
import { sentOnOwner, steppedBackOwner } from '../follow-up/list.ts'
import { type Documents, expiresIn, isExpired } from './documents.ts'
import { type JointWriter, sessionLog } from './session-log.ts'
import { followUpEntry, sentOnEntry, steppedBackEntry } from './stored/follow-up-entry.ts'
import { openedAll } from './stored/open.ts'
import { type Shape, versionOf } from './stored/shape.ts'
import { followUpEntryUpcasters, sentOnEntryUpcasters, steppedBackEntryUpcasters } from './upcasters/versions.ts'

/** Open follow-ups in the FollowUps table, with one item in the list of each owner. */
export function followUpList(documents: Documents, table: string): FollowUps {
  const ofOwner = async <E>(owner: string, shape: Shape<{ readonly entry: E }>): Promise<readonly E[]> => {
    const pages = paginateQuery(
      { client: documents },
      {
        TableName: table,
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': owner },
        ConsistentRead: true,
      },
    )
    const found: E[] = []
    for await (const { Items = [] } of pages) {
      const current = Items.filter(item => !isExpired(item))
      found.push(...openedAll(shape, current, ({ session }) => session).map(({ entry }) => entry))
    }
    return found
  }
  return {
    async owed(owners) {
      const entries = (await Promise.all(owners.map(owner => ofOwner(owner, followUpEntry)))).flat()
      return [...new Map(entries.map(entry => [entry.session, entry])).values()]
    },
    sentOn: librarian => ofOwner(sentOnOwner(librarian), sentOnEntry),
    async steppedBack(library, most) {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': steppedBackOwner(library) },
          ScanIndexForward: false,
          Limit: most,
        }),
      )
      const current = Items.filter(item => !isExpired(item))
      return openedAll(steppedBackEntry, current, ({ session }) => session).map(({ entry }) => entry)
    },
  }
}

/** Writes the changes that a step makes in the FollowUps table. Names are kept no longer than their session (R38). */
export function followUpWriter(table: string, retentionDays: number): JointWriter {
  return jointWrite => {
    if (jointWrite.type === 'List') {
      const { owners, entry } = jointWrite
      const expires = expiresIn(retentionDays * 86_400)
      return owners.map(owner => ({
        Put: {
          TableName: table,
          Item: { owner, session: entry.session, entry, expires, ...versionOf(followUpEntryUpcasters) },
        },
      }))
    }
    if (jointWrite.type === 'ListSentOn') {
      const { librarian, entry } = jointWrite
      const expires = expiresIn(retentionDays * 86_400)
      return [
        {
          Put: {
            TableName: table,
            Item: {
              ...{ owner: sentOnOwner(librarian), session: entry.session, entry, expires },
              ...versionOf(sentOnEntryUpcasters),
            },
          },
        },
      ]
    }
    if (jointWrite.type === 'ListSteppedBack') {
      const { entry } = jointWrite
      const expires = expiresIn(retentionDays * 86_400)
      // Ids of sessions are not in the order of time, so the key begins with the time.
      const key = {
        owner: steppedBackOwner(entry.library),
        session: `${String(entry.at).padStart(15, '0')}#${entry.session}`,
      }
      return [{ Put: { TableName: table, Item: { ...key, entry, expires, ...versionOf(steppedBackEntryUpcasters) } } }]
    }
    if (jointWrite.type === 'Unlist') {
      const { owners, session } = jointWrite
      return owners.map(owner => ({ Delete: { TableName: table, Key: { owner, session } } }))
    }
    return undefined
  }
}

/** The session log for functions that change follow-ups, with the joint writes whose tables the template grants them. */
export function followUpLog(documents: Documents): Sessions {
  const retentionDays = Number(read(env.retentionDays))
  return sessionLog(documents, {
    table: read(env.sessionsTable),
    retentionDays,
    jointWrites: [followUpWriter(read(env.followUpsTable), retentionDays)],
  })
}
