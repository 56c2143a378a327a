import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { TimerTokens } from '../desk/ports.ts'
import { type Documents, expiresIn } from './documents.ts'
import { logger } from './log.ts'
import { versionOf } from './stored/shape.ts'
import { keepTaskAsleep } from './task-answers.ts'
import { timerTokenUpcasters } from './upcasters/versions.ts'

/** How long a token is kept, seconds. It is of no use after its timer's sleep, which lasts minutes. */
const keptSeconds = 86_400

/** The number of tokens that one function instance remembers. */
const rememberedMax = 1_000

/** The token of each timer that sleeps while people talk, in the Timers table: one entry for each session. */
export function timerTokens(documents: Documents, table: string): TimerTokens {
  const known = new Map<string, string>()

  const read = async (session: string): Promise<string | undefined> => {
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key: keyOf(session) }))
    const token = typeof Item?.token === 'string' ? Item.token : undefined
    const [oldest] = known.keys()
    if (oldest !== undefined && known.size >= rememberedMax) known.delete(oldest)
    if (token !== undefined) known.set(session, token)
    return token
  }

  return {
    async keep(session, token) {
      const entry = { ...keyOf(session), token, expires: expiresIn(keptSeconds), ...versionOf(timerTokenUpcasters) }
      await documents.send(new PutCommand({ TableName: table, Item: entry }))
    },

    async keepAsleep(session) {
      const remembered = known.get(session)
      try {
        if (remembered !== undefined && (await keepTaskAsleep(remembered))) return
        const token = await read(session)
        if (token !== undefined && token !== remembered && !(await keepTaskAsleep(token))) known.delete(session)
      } catch (error) {
        logger.warn('timer not kept asleep', { session, error: error instanceof Error ? error.name : typeof error })
      }
    },
  }
}

const keyOf = (session: string) => ({ slot: `token:${session}`, session })
