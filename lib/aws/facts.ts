import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { PutCommand, paginateQuery, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb'
import type { Facts, RatedFacts } from '../desk/ports.ts'
import { dayOf, type SessionFacts } from '../facts/facts.ts'
import type { Documents } from './documents.ts'
import type { JointWriter } from './session-log.ts'
import { facts as factsShape } from './stored/facts.ts'
import { openedAll } from './stored/open.ts'
import { versionOf } from './stored/shape.ts'
import { factsUpcasters } from './upcasters/versions.ts'

/** The facts in the Facts table: a partition is the day on which sessions were asked, an item is a session. */
export function factsTable(documents: Documents, table: string): Facts {
  /** Changes an item that exists. False if it does not, or if its condition says that nothing is to be changed. */
  const change = async (
    key: { readonly day: string; readonly session: string },
    input: ItemChange,
  ): Promise<boolean> => {
    const { condition, ...change } = input
    const ConditionExpression = ['attribute_exists(#session)', ...(condition ? [condition] : [])].join(' AND ')
    try {
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: key,
          ...change,
          ConditionExpression,
          ExpressionAttributeNames: { '#session': 'session', ...change.ExpressionAttributeNames },
        }),
      )
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  }

  const ofDay = async (day: string): Promise<readonly RatedFacts[]> => {
    const pages = paginateQuery(
      { client: documents },
      {
        TableName: table,
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': day },
      },
    )
    const found: RatedFacts[] = []
    for await (const { Items = [] } of pages) found.push(...openedAll(factsShape, Items, ({ session }) => session))
    return found
  }

  return {
    async correct({ session, askedAt, followUp, step }) {
      await change(
        { day: dayOf(askedAt), session },
        {
          UpdateExpression: 'SET followUp = :followUp, #step = :step',
          condition: '(attribute_not_exists(#step) OR #step < :step)',
          ExpressionAttributeNames: { '#step': 'step' },
          ExpressionAttributeValues: { ':followUp': followUp, ':step': step },
        },
      )
    },

    rate: (session, askedAt, rating) =>
      change(
        { day: dayOf(askedAt), session },
        { UpdateExpression: 'SET rating = :rating', ExpressionAttributeValues: { ':rating': rating } },
      ),

    ofDay,

    async forgetLibrarians(day) {
      for (const { session, answeredBy, earlier } of await ofDay(day)) {
        if (!answeredBy?.librarian) continue
        const removed = ['answeredBy.librarian', ...(earlier ?? []).map((_, i) => `earlier[${i}].librarian`)]
        await change({ day, session }, { UpdateExpression: `REMOVE ${removed.join(', ')}` })
      }
    },
  }
}

/** The parts of an update of one item. */
interface ItemChange extends Pick<UpdateCommandInput, 'UpdateExpression' | 'ExpressionAttributeValues'> {
  readonly ExpressionAttributeNames?: Record<string, string>
  /** @default - the item only has to exist */
  readonly condition?: string
}

/** Files the facts of a session in the Facts table, in the transaction of the step that ends it. */
export function factsWriter(table: string): JointWriter {
  return jointWrite => {
    if (jointWrite.type !== 'RecordFacts') return undefined
    return [{ Put: { TableName: table, Item: itemOf(jointWrite.facts) } }]
  }
}

/** Files the facts of a session that ended before there were any. False if they are there. */
export async function fileFacts(documents: Documents, table: string, facts: SessionFacts): Promise<boolean> {
  try {
    await documents.send(
      new PutCommand({
        TableName: table,
        Item: itemOf(facts),
        ConditionExpression: 'attribute_not_exists(#session)',
        ExpressionAttributeNames: { '#session': 'session' },
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

function itemOf(facts: SessionFacts) {
  return { day: dayOf(facts.askedAt), ...facts, ...versionOf(factsUpcasters) }
}
