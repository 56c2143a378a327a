import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { MailCounts, SummedUp } from '../desk/ports.ts'
import { type MailKind, mailKinds } from '../follow-up/state.ts'
import { dayDigests } from './day-digests.ts'
import { type Documents, expiresIn, isExpired } from './documents.ts'
import { versionOf } from './stored/shape.ts'
import { sourceUpcasters } from './upcasters/versions.ts'

const day = 86_400

/** A mail that sums up a day names no more notices than this: an item holds 400 KB. */
const summedUpMax = 5_000

/**
 * The mails of a day, in the Sources table: those to each reader, under a digest of the address (R38), and the notices that one mail
 * sums up, which name sessions and no people.
 */
export function mailCounts(documents: Documents, table: string): MailCounts {
  const digestsOf = dayDigests(documents, table)
  const today = (at: number) => Math.floor(at / (day * 1000))

  /** Adds texts to a set in an item, unless it holds as many others. */
  const add = async (item: string, text: string, most: number, expires: number): Promise<boolean> => {
    try {
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { item },
          UpdateExpression: 'ADD texts :one SET expires = :expires, #version = :version',
          ConditionExpression: 'attribute_not_exists(texts) OR size(texts) < :most OR contains(texts, :text)',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: {
            ':one': new Set([text]),
            ':text': text,
            ':most': most,
            ':expires': expires,
            ':version': versionOf(sourceUpcasters).version,
          },
        }),
      )
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  }
  const read = async (item: string): Promise<readonly string[]> => {
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key: { item }, ConsistentRead: true }))
    return Item && !isExpired(Item) && Item.texts instanceof Set ? [...Item.texts].map(String) : []
  }

  return {
    async count(reader, reference, most, at) {
      const who =
        'library' in reader ? `library ${reader.library}` : (await digestsOf(reader.patron.toLowerCase(), at))[0]
      return add(`mails#${today(at)}#${who}`, reference, most, expiresIn(day, at))
    },
    async sumUp(library, { session, kind }, at) {
      const expires = expiresIn(3 * day, at)
      await add(`notices#${today(at)}`, library, summedUpMax, expires)
      await add(`notices#${today(at)}#${library}`, `${kind} ${session}`, summedUpMax, expires)
    },
    async summedUp(on) {
      const libraries = await read(`notices#${on}`)
      const each = await Promise.all(
        libraries.map(async library => [library, noticesIn(await read(`notices#${on}#${library}`))] as const),
      )
      return new Map(each.filter(([, notices]) => notices.length > 0))
    },
    async told(on, library) {
      await documents.send(new DeleteCommand({ TableName: table, Key: { item: `notices#${on}#${library}` } }))
    },
  }
}

function noticesIn(texts: readonly string[]): readonly SummedUp[] {
  return texts.toSorted().flatMap(text => {
    const [kind = '', session = ''] = text.split(' ')
    return isMailKind(kind) ? [{ session, kind }] : []
  })
}

function isMailKind(kind: string): kind is MailKind {
  return mailKinds.some(known => known === kind)
}
