import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import type { Appended, Sessions, Step } from '../desk/ports.ts'
import type { StepWrite } from '../facts/joint-write.ts'
import type { Event } from '../session/events.ts'
import { type Documents, expiresIn, isExpired } from './documents.ts'
import { logger } from './log.ts'
import { opened } from './stored/open.ts'
import { versionOf } from './stored/shape.ts'
import { step as stepShape } from './stored/step.ts'
import { unlessElsewhere } from './unless-elsewhere.ts'
import { stepUpcasters } from './upcasters/versions.ts'

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** Turns the joint writes of one table into items of the step's transaction; returns undefined for those of other tables. */
export type JointWriter = (jointWrite: StepWrite) => readonly TransactItem[] | undefined

/**
 * Finds out whether a later write is there, by one item; undefined for writes of other tables. Only functions that settle later
 * writes need it.
 */
export type LaterCheck = (laterWrite: StepWrite) => Check | undefined

export interface Check {
  readonly table: string
  readonly key: Readonly<Record<string, string>>
  isThere(found: Readonly<Record<string, unknown>> | undefined): boolean
}

export interface SessionLogSettings {
  readonly table: string
  /** How long the words of a session are kept (R38). */
  readonly retentionDays: number
  /** The writers of joint writes. A joint write without a writer is an error and is never left out. */
  readonly jointWrites?: readonly JointWriter[]
  readonly checks?: readonly LaterCheck[]
}

/** The log of every session in the Sessions table. Each step is an item, and the newest one is the session. */
export function sessionLog(
  documents: Documents,
  { table, retentionDays, jointWrites = [], checks = [] }: SessionLogSettings,
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
      const [later, joint] = [wanted.filter(isLater), wanted.filter(one => !isLater(one))]
      const items = joint.flatMap(jointWrite => written(jointWrite, jointWrites))
      const following = later.map(laterWrite => ({ laterWrite, items: written(laterWrite, jointWrites) }))
      const appended =
        items.length === 0
          ? await attempt(() => documents.send(new PutCommand(put)))
          : await attempt(() => documents.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, ...items] })))
      if (appended === 'appended')
        await Promise.all(
          following.map(({ laterWrite, items }) => ifPossible(laterWrite, () => writeEach(documents, items))),
        )
      return appended
    },

    async settle(laterWrites) {
      await Promise.all(
        laterWrites.map(laterWrite =>
          ifPossible(laterWrite, async () => {
            if (await isThere(documents, laterWrite, checks)) return
            await writeEach(documents, written(laterWrite, jointWrites))
          }),
        ),
      )
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

function isLater(write: StepWrite): boolean {
  return 'later' in write && write.later === true
}

/** A later write that fails is reported by its kind. The timer of its session makes it when it wakes. */
async function ifPossible(laterWrite: StepWrite, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const session = 'session' in laterWrite ? laterWrite.session : ''
    logger.warn('later write not made', {
      session,
      write: laterWrite.type,
      error: error instanceof Error ? error.name : typeof error,
    })
  }
}

async function isThere(documents: Documents, laterWrite: StepWrite, checks: readonly LaterCheck[]): Promise<boolean> {
  const check = checks.map(checked => checked(laterWrite)).find(found => found !== undefined)
  if (!check) throw new Error(`Nothing checks the later write "${laterWrite.type}".`)
  const { Item } = await documents.send(new GetCommand({ TableName: check.table, Key: { ...check.key } }))
  return check.isThere(Item)
}

/** How often a write is tried that meets a transaction on the same item. */
const meetingsMax = 5

/** Writes items one by one. An item that belongs to a later state of its session is left alone. */
async function writeEach(documents: Documents, items: readonly TransactItem[]): Promise<void> {
  for (const { Put, Update, Delete } of items)
    for (let meeting = 1; ; meeting++)
      try {
        if (Put) await unlessElsewhere(documents.send(new PutCommand(Put)))
        if (Delete) await unlessElsewhere(documents.send(new DeleteCommand(Delete)))
        if (Update) await unlessElsewhere(documents.send(new UpdateCommand(Update)))
        break
      } catch (error) {
        if (!(error instanceof TransactionConflictException) || meeting >= meetingsMax) throw error
      }
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
