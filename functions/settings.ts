import { providersIn } from '../lib/access/providers.ts'
import { documents } from '../lib/aws/documents.ts'
import { httpFunction } from '../lib/aws/http-function.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { mailboxRuns } from '../lib/aws/mailbox-runs.ts'
import { mailboxes } from '../lib/aws/mailboxes.ts'
import { openId } from '../lib/aws/open-id.ts'
import { rosterTable } from '../lib/aws/roster.ts'
import { bundledBase, settingsStore } from '../lib/aws/settings-store.ts'
import { sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { userPool } from '../lib/aws/user-pool.ts'
import { waitingQueue } from '../lib/aws/waiting-queue.ts'
import { leaveConsortium } from '../lib/desk/leave-consortium.ts'
import { env, read, readIfSet } from '../lib/env.ts'
import { settingsRoutes } from '../lib/http/settings.ts'

const db = documents()
const table = read(env.directoryTable)
const pool = readIfSet(env.userPool)
const pagesUrl = readIfSet(env.pagesUrl)
const duty = {
  roster: rosterTable(db, read(env.rosterTable)),
  queue: waitingQueue(db, read(env.queueTable)),
  timers: sessionTimers(read(env.sessionTimer)),
}

/** Administrators read and change the settings of libraries and of the people in them. */
export const handler = httpFunction(
  settingsRoutes({
    ...(pagesUrl !== undefined && { pages: new URL(pagesUrl).origin }),
    signIns: openId(providersIn(read(env.signIn))),
    directory: libraryDirectory(db, table),
    store: settingsStore(db, table),
    base: await bundledBase(import.meta.url),
    mailboxes: mailboxes(db, table),
    runs: mailboxRuns(db, table),
    leave: (librarian, at) => leaveConsortium(duty, librarian, at),
    switchOff: pool === undefined ? undefined : userPool(pool).disable,
    log,
  }),
)
