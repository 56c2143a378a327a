import type { Sessions } from '../desk/ports.ts'
import { env, read } from '../env.ts'
import type { Documents } from './documents.ts'
import { followUpWriter } from './follow-up-list.ts'
import { sessionLog } from './session-log.ts'

/** The sessions for a function that changes what is owed after them, in the tables that the template grants it. */
export function followUpLog(documents: Documents): Sessions {
  const retentionDays = Number(read(env.retentionDays))
  return sessionLog(documents, {
    table: read(env.sessionsTable),
    retentionDays,
    jointWrites: [followUpWriter(read(env.followUpsTable), retentionDays)],
  })
}
