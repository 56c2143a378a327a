import { readFile } from 'node:fs/promises'
import middy from '@middy/core'
import type { CloudFormationCustomResourceEvent } from 'aws-lambda'
import * as v from 'valibot'
import { report } from '../lib/aws/custom-resource.ts'
import { loadOnce } from '../lib/aws/directory-load.ts'
import { documents } from '../lib/aws/documents.ts'
import { logger, observed } from '../lib/aws/log.ts'
import { mailboxRuns } from '../lib/aws/mailbox-runs.ts'
import { rosterTable } from '../lib/aws/roster.ts'
import { sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { waitingQueue } from '../lib/aws/waiting-queue.ts'
import { entryKey } from '../lib/consortium/library.ts'
import { leaveConsortium } from '../lib/desk/leave-consortium.ts'
import { nextRun } from '../lib/desk/mailbox-schedule.ts'
import { env, read } from '../lib/env.ts'

const db = documents()
const table = read(env.directoryTable)
const ports = {
  roster: rosterTable(db, read(env.rosterTable)),
  queue: waitingQueue(db, read(env.queueTable)),
  timers: sessionTimers(read(env.sessionTimer)),
}
const runs = mailboxRuns(db, table)
const entries = v.array(v.looseObject({ entry: v.string() }))

/** Names the librarians who have left the consortium (`npm run consortium -- apply`). */
const departures = v.object({ left: v.array(v.string()) })

/** Names the libraries whose mailboxes have changed (the same command). */
const newMailboxes = v.object({ mailboxes: v.array(v.string()) })

/**
 * Loads a new Directory table with the consortium file that was bundled with this function. Existing entries stay. When it is
 * told who has left, it takes them off duty, and their patrons wait for somebody else. The mailboxes of its libraries are tested
 * by the next run, and so are those that it is told of.
 */
export const handler = middy<
  CloudFormationCustomResourceEvent | v.InferOutput<typeof departures> | v.InferOutput<typeof newMailboxes>,
  void
>()
  .use(observed())
  .handler(async event => {
    if ('left' in event) {
      for (const librarian of v.parse(departures, event).left) await leaveConsortium(ports, librarian, Date.now())
      return
    }
    if ('mailboxes' in event) return runs.file(nextRun(Date.now()), v.parse(newMailboxes, event).mailboxes)
    try {
      if (event.RequestType !== 'Delete') await load()
      await report(event, 'directory', 'SUCCESS')
    } catch (error) {
      logger.error('failed', { what: 'directory', error: error instanceof Error ? error.name : 'unknown' })
      await report(
        event,
        'directory',
        'FAILED',
        'The consortium file could not be written; the log of this function says more.',
      )
    }
  })

async function load(): Promise<void> {
  const entries = await bundled()
  const outcome = await loadOnce(db, table, entries, new Date().toISOString())
  logger.info(outcome, { what: 'directory', entries: entries.length })
  const kind = entryKey.library('')
  const libraries = entries.filter(({ entry }) => entry.startsWith(kind)).map(({ entry }) => entry.slice(kind.length))
  await runs.file(nextRun(Date.now()), libraries)
}

async function bundled() {
  const file = new URL('./consortium.json', import.meta.url)
  return v.parse(entries, JSON.parse(await readFile(file, 'utf8')))
}
