import { links } from '../lib/actions/links.ts'
import { documents } from '../lib/aws/documents.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { httpFunction } from '../lib/aws/http-function.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { stateMachineClocks } from '../lib/aws/state-machine-clocks.ts'
import { ticketKey } from '../lib/aws/ticket-key.ts'
import { env, read } from '../lib/env.ts'
import { mailSeals } from '../lib/follow-up-tokens.ts'

const db = documents()
const retentionDays = Number(read(env.retentionDays))

/** The links in mails, each a page with a button. */
export const handler = httpFunction(
  links({
    sessions: sessionLog(db, {
      table: read(env.sessionsTable),
      retentionDays,
      companions: [followUpWriter(read(env.followUpsTable), retentionDays)],
    }),
    directory: libraryDirectory(db, read(env.directoryTable)),
    clocks: stateMachineClocks({ followUp: read(env.followUpClock) }),
    mailSeals: mailSeals({ key: ticketKey(read(env.ticketSecret)), url: '' }),
    log,
  }),
)
