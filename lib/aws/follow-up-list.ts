import type { CompanionWriter } from './companion-writer.ts'

/** Writes what a step changes in the FollowUps table: what is owed to the patrons of each library (R29). */
export function followUpWriter(table: string): CompanionWriter {
  return companion => {
    if (companion.type === 'Owe') {
      const { type: _type, ...owed } = companion
      return [{ Put: { TableName: table, Item: { ...owed, status: 'new' } } }]
    }
    if (companion.type === 'MarkMailed') {
      const { library, session, at } = companion
      return [
        {
          Update: {
            TableName: table,
            Key: { library, session },
            UpdateExpression: 'SET mailedAt = :at',
            ExpressionAttributeValues: { ':at': at },
          },
        },
      ]
    }
    return undefined
  }
}
