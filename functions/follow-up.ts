import middy from '@middy/core'
import { documents } from '../lib/aws/documents.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { mailOut } from '../lib/aws/mail-out.ts'
import { observed } from '../lib/aws/observed.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { type Wake, wake } from '../lib/clock.ts'
import { env, read } from '../lib/env.ts'
import { lookAfter } from '../lib/follow-up.ts'

const db = documents()
const ports = {
  sessions: sessionLog(db, {
    table: read(env.sessionsTable),
    retentionDays: Number(read(env.retentionDays)),
    companions: [followUpWriter(read(env.followUpsTable))],
  }),
  directory: libraryDirectory(db, read(env.directoryTable)),
  mailer: mailOut({ sender: read(env.sender), configurationSet: read(env.configurationSet) }),
  log,
}

/** Looks after what is owed to a patron after the session: the mail to their library. */
export const handler = middy<Wake, Wake>()
  .use(observed())
  .handler(async event => wake(event, await lookAfter(ports, event.session, Date.now())))
