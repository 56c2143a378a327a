import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb'
import {
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import type { Appended, Sessions, Step } from '../desk/ports.ts'
import type { StepWrite } from '../facts/joint-write.ts'
import type { Event } from '../session/events.ts'
import { type Documents, expiresIn, isExpired } from './documents.ts'
import { opened } from './stored/open.ts'
import { versionOf } from './stored/shape.ts'
import { step as stepShape } from './stored/step.ts'
import { stepUpcasters } from './upcasters/versions.ts'

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** Turns the joint writes of one table into items of the step's transaction; returns undefined for those of other tables. */
export type JointWriter = (jointWrite: StepWrite) => readonly TransactItem[] | undefined

export interface SessionLogSettings {
  readonly table: string
  /** How long the words of a session are kept (R38). */
  readonly retentionDays: number
  /** The writers of joint writes. A joint write without a writer is an error and is never left out. */
  readonly jointWrites?: readonly JointWriter[]
}

/** The log of every session in the Sessions table. Each step is an item, and the newest one is the session. */
export function sessionLog(
  documents: Documents,
  { table, retentionDays, jointWrites = [] }: SessionLogSettings,
): Sessions {
  const key = { '#session': 'session' }

  const newest = async (session: string, isSure: boolean): Promise<Step | undefined> => {
    const { Items } = await documents.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#session = :session',
        ExpressionAttributeNames: key,
        ExpressionAttributeValues: { ':session': session },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: isSure,
      }),
    )
    const item = Items?.[0]
    return item && !isExpired(item) ? stepIn(item, session) : undefined
  }

  return {
    load: session => newest(session, true),
    glance: session => newest(session, false),

    async append(step, wanted) {
      const put = {
        TableName: table,
        Item: item(step, retentionDays),
        ConditionExpression: 'attribute_not_exists(#step)',
        ExpressionAttributeNames: { '#step': 'step' },
      }
      const items = wanted.flatMap(jointWrite => written(jointWrite, jointWrites))
      return items.length === 0
        ? attempt(() => documents.send(new PutCommand(put)))
        : attempt(() => documents.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, ...items] })))
    },

    async history(session, after = 0) {
      const pages = paginateQuery(
        { client: documents },
        {
          TableName: table,
          KeyConditionExpression: '#session = :session AND #step > :after',
          ExpressionAttributeNames: { ...key, '#step': 'step' },
          ExpressionAttributeValues: { ':session': session, ':after': after },
          ConsistentRead: true,
        },
      )
      const events: Event[] = []
      for await (const { Items = [] } of pages)
        for (const item of Items) if (!isExpired(item)) events.push(...opened(stepShape, item, session).events)
      return events
    },

    async steps(session, { after, most, mayBeStale = false }) {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#session = :session AND #step > :after',
          ExpressionAttributeNames: { ...key, '#step': 'step' },
          ExpressionAttributeValues: { ':session': session, ':after': after },
          Limit: most,
          ConsistentRead: !mayBeStale,
        }),
      )
      return Items.filter(item => !isExpired(item)).map(item => stepIn(item, session))
    },
  }
}

function stepIn(item: Readonly<Record<string, unknown>>, id: string): Step {
  const { step, events, state } = opened(stepShape, item, id)
  return { step, events, session: { ...state, id } }
}

/** The session's id is the item's key, and is not written twice. */
function item({ step, events, session }: Step, retentionDays: number) {
  const at = events.at(-1)?.at ?? session.askedAt
  const { id, ...state } = session
  return {
    session: id,
    step,
    events,
    state,
    expires: expiresIn(retentionDays * 86_400, at),
    ...versionOf(stepUpcasters),
  }
}

function written(jointWrite: StepWrite, writers: readonly JointWriter[]): readonly TransactItem[] {
  for (const write of writers) {
    const items = write(jointWrite)
    if (items) return items
  }
  throw new Error(`No table takes the companion "${jointWrite.type}" of this step.`)
}

/** Writes a step. Returns the reason if a condition failed, and throws every other error. */
async function attempt(write: () => Promise<unknown>): Promise<Appended> {
  try {
    await write()
    return 'appended'
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException)
      return 'conflict'
    if (error instanceof TransactionCanceledException) return cancelled(error)
    throw error
  }
}

/**
 * The step is the first item of the transaction, and of its joint writes only `Take` has a condition. With
 * `ReturnValuesOnConditionCheckFailure` the reason holds the librarian's entry as it was: off duty it has no connection.
 */
function cancelled(error: TransactionCanceledException): Appended {
  const [step, ...otherPatrons] = error.CancellationReasons ?? []
  if (step?.Code === 'ConditionalCheckFailed') return 'conflict'
  if ([step, ...otherPatrons].some(reason => reason?.Code === 'TransactionConflict')) return 'conflict'
  const failed = otherPatrons.find(reason => reason?.Code === 'ConditionalCheckFailed')
  if (!failed) throw error
  return failed.Item?.connection ? 'at-your-limit' : 'not-on-duty'
}
