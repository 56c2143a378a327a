import type { Sessions } from '../desk/ports.ts'
import { env, read } from '../env.ts'
import type { Documents } from './documents.ts'
import { followUpWriter } from './follow-up-list.ts'
import { sessionLog } from './session-log.ts'

/** The session log for functions that change follow-ups, with the joint writes whose tables the template grants them. */
export function followUpLog(documents: Documents): Sessions {
  const retentionDays = Number(read(env.retentionDays))
  return sessionLog(documents, {
    table: read(env.sessionsTable),
    retentionDays,
    jointWrites: [followUpWriter(read(env.followUpsTable), retentionDays)],
  })
}
