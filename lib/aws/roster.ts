import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Arriving, Found, Roster } from '../desk/ports.ts'
import type { InLine } from '../session/circle.ts'
import { type Documents, expiresIn } from './documents.ts'
import { foundIn, type Item, ownKey, turnOf } from './roster-entries.ts'
import { hereTable, isHere, noLongerHere, shortOf } from './roster-here.ts'
import { file, flagAsFull, getOwn, rosterLine, staffedPools } from './roster-line.ts'
import { waitKept } from './roster-waits.ts'
import type { JointWriter, LaterCheck } from './session-log.ts'
import { versionOf } from './stored/shape.ts'
import { unlessElsewhere } from './unless-elsewhere.ts'
import { inPoolUpcasters, onDutyUpcasters } from './upcasters/versions.ts'

/** API Gateway ends a connection after two hours. A librarian who has not reconnected by then is off duty. */
const dutySeconds = 2 * 3_600 + 300

/** A librarian's own entry, which holds their sessions, is kept for a month after they were last on duty. */
const entrySeconds = 30 * 86_400

/** What the own entry has only while they are on duty. */
const onDuty = '#connection, #until, asleep'

/** Who is on duty, in the Roster table (`roster-entries.ts`). */
export function rosterTable(documents: Documents, table: string): Roster {
  const take = (pool: string, librarian: string, connection?: string) =>
    unlessElsewhere(
      documents.send(
        new DeleteCommand({
          TableName: table,
          Key: { pool, librarian },
          ...(connection && { ConditionExpression: '#connection = :mine', ...mine(connection) }),
        }),
      ),
    )

  /** Their entries stand in the lines of all of their pools where their own entry says. */
  const standAt = async (found: Found) => {
    const { librarian, connection, pools = [] } = found.duty ?? {}
    if (!librarian || !connection) return
    const turn = turnOf(found)
    await Promise.all(pools.map(pool => file(documents, table, { pool, librarian, connection }, turn)))
  }

  return {
    async arrive(duty, at, byItself = false) {
      const { librarian, connection, pools } = duty
      const before = foundIn(await comeOnDuty(documents, table, duty, at, byItself))
      const idleSince = byItself && before.idleSince > 0 ? before.idleSince : at
      const turn = turnOf({ duty, sessions: before.sessions, idleSince })
      const former = (before.duty?.pools ?? []).filter(pool => !pools.includes(pool))
      await Promise.all([
        ...former.map(pool => take(pool, librarian)),
        ...pools.map(pool => {
          const Item = {
            ...{ pool, librarian, connection, turn, expires: expiresIn(dutySeconds) },
            ...versionOf(inPoolUpcasters),
          }
          return documents.send(new PutCommand({ TableName: table, Item }))
        }),
      ])
    },

    async depart(librarian, connection, lostAt) {
      const { duty } = await this.find(librarian)
      const pools = duty?.connection === connection ? duty.pools : []
      await Promise.all(pools.map(pool => take(pool, librarian, connection)))
      await unlessElsewhere(
        documents.send(
          new UpdateCommand({
            TableName: table,
            Key: ownKey(librarian),
            ConditionExpression: '#connection = :mine',
            UpdateExpression:
              lostAt === undefined ? `REMOVE ${onDuty}, ${noLongerHere}` : `SET a = :lost REMOVE ${onDuty}`,
            ExpressionAttributeNames: { '#connection': 'connection', '#until': 'until' },
            ExpressionAttributeValues: { ':mine': connection, ...(lostAt !== undefined && { ':lost': lostAt }) },
          }),
        ),
      )
    },

    async find(librarian, mayBeStale = false) {
      const { Item } = await documents.send(
        new GetCommand({ TableName: table, Key: ownKey(librarian), ConsistentRead: !mayBeStale }),
      )
      return foundIn(Item)
    },

    lines: (pools, few, at) => {
      const read = rosterLine(documents, table)
      return Promise.all(
        pools.map(async pool => {
          const { staffed, next } = await read(pool, few, at)
          return { staffed, next }
        }),
      )
    },

    firstStaffed: staffedPools(documents, table),

    here: hereTable(documents, table),

    async hear(librarian, connection, alert) {
      const heard = await changeOwn(documents, table, { librarian, connection }, alert, {
        UpdateExpression: 'SET heard = :alert',
        ConditionExpression: '#connection = :mine AND (attribute_not_exists(heard) OR heard <= :alert)',
      })
      return heard ?? this.find(librarian)
    },

    async sleepers(alerted, alert) {
      const found = await getOwn(
        documents,
        table,
        alerted.map(({ librarian }) => librarian),
      )
      const silent = alerted.filter(({ librarian }) => (found.get(librarian)?.heardAt ?? 0) < alert)
      const asleep = await Promise.all(
        silent.map(async one => {
          const now = await changeOwn(documents, table, one, alert, {
            UpdateExpression: 'SET asleep = :true',
            ConditionExpression:
              '#connection = :mine AND attribute_not_exists(asleep) AND (attribute_not_exists(heard) OR heard < :alert)',
          })
          for (const pool of now?.duty?.pools ?? []) await file(documents, table, { ...one, pool }, undefined)
          return now ? [one] : []
        }),
      )
      return asleep.flat()
    },

    async fill(found) {
      if (!found.duty) return
      await flagAsFull(documents, table, found.duty)
      await standAt(found)
    },

    async wake(found) {
      if (!found.duty) return
      const { librarian, connection } = found.duty
      await unlessElsewhere(
        documents.send(
          new UpdateCommand({
            TableName: table,
            Key: ownKey(librarian),
            ConditionExpression: '#connection = :mine',
            UpdateExpression: 'REMOVE asleep, #full',
            ExpressionAttributeNames: { '#connection': 'connection', '#full': 'full' },
            ExpressionAttributeValues: { ':mine': connection },
          }),
        ),
      )
      await standAt(found)
    },
  }
}

const mine = (connection: string) => ({
  ExpressionAttributeNames: { '#connection': 'connection' },
  ExpressionAttributeValues: { ':mine': connection },
})

/** Writes the own entry of a librarian who comes on duty, and returns the entry from before. */
async function comeOnDuty(documents: Documents, table: string, duty: Arriving, at: number, byItself: boolean) {
  const { librarian, name, library, pools, limit, connection, dutyLimit } = duty
  const until = expiresIn(dutySeconds)
  const here = isHere(duty, until)
  const idle = byItself ? 'if_not_exists(idle, :at)' : ':at'
  const { Attributes } = await documents.send(
    new UpdateCommand({
      TableName: table,
      Key: ownKey(librarian),
      UpdateExpression: `SET #name = :name, library = :library, pools = :pools, #limit = :limit, dutyLimit = :dutyLimit, #connection = :connection, #until = :until, expires = :expires, heard = :at, version = :version, ${here.set}, idle = ${idle} REMOVE asleep, #full, a`,
      ExpressionAttributeNames: {
        '#name': 'name',
        '#limit': 'limit',
        '#connection': 'connection',
        '#until': 'until',
        '#full': 'full',
      },
      ExpressionAttributeValues: {
        ':name': name,
        ':library': library,
        ':pools': pools,
        ':limit': limit,
        ':dutyLimit': dutyLimit,
        ':connection': connection,
        ':until': until,
        ':expires': expiresIn(entrySeconds),
        ':at': at,
        ':version': versionOf(onDutyUpcasters).version,
        ...here.values,
      },
      ReturnValues: 'ALL_OLD',
    }),
  )
  return Attributes
}

/** Changes what an own entry says about an alert, if its condition holds. Returns the changed entry, or undefined. */
async function changeOwn(
  documents: Documents,
  table: string,
  { librarian, connection }: InLine,
  alert: number,
  change: { readonly UpdateExpression: string; readonly ConditionExpression: string },
): Promise<Found | undefined> {
  try {
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName: table,
        Key: ownKey(librarian),
        ...change,
        ExpressionAttributeNames: { '#connection': 'connection' },
        ExpressionAttributeValues: {
          ':mine': connection,
          ':alert': alert,
          ...(change.UpdateExpression.includes(':true') && { ':true': true }),
        },
        ReturnValues: 'ALL_NEW',
      }),
    )
    return foundIn(Attributes)
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined
    throw error
  }
}

/** Whether a librarian no longer holds a session. */
export function releaseCheck(table: string): LaterCheck {
  return write => {
    if (write.type !== 'Release') return undefined
    const isThere = (found: Item | undefined) => !foundIn(found).sessions.includes(write.session)
    return { table, key: ownKey(write.librarian), isThere }
  }
}

/**
 * Writes the changes that a step makes in the Roster table: who holds the session, within their limit and while on duty (R5).
 */
export function deskWriter(table: string): JointWriter {
  return jointWrite => {
    if (jointWrite.type !== 'Take' && jointWrite.type !== 'Release') return undefined
    const { type, librarian, session, at } = jointWrite
    const update = {
      TableName: table,
      Key: ownKey(librarian),
      ExpressionAttributeValues: { ':session': new Set([session]), ':short': new Set([shortOf(session)]), ':at': at },
    }
    if (type === 'Release')
      return [
        {
          Update: {
            ...update,
            UpdateExpression: 'SET idle = :at DELETE #sessions :session, s :short',
            ExpressionAttributeNames: { '#sessions': 'sessions' },
          },
        },
      ]
    const wait = waitKept(jointWrite)
    return [
      {
        Update: {
          ...update,
          UpdateExpression: `SET idle = :at${wait.set} ADD #sessions :session, s :short`,
          ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ...wait.values },
          ConditionExpression:
            'attribute_exists(#connection) AND (attribute_not_exists(#sessions) OR size(#sessions) < #limit)',
          ExpressionAttributeNames: { '#connection': 'connection', '#limit': 'limit', '#sessions': 'sessions' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ]
  }
}
