import { readFile } from 'node:fs/promises'
import middy from '@middy/core'
import type { CloudFormationCustomResourceEvent } from 'aws-lambda'
import * as v from 'valibot'
import { replaceEntries } from '../lib/aws/directory-entries.ts'
import { documents } from '../lib/aws/documents.ts'
import { logger, observed } from '../lib/aws/log.ts'
import { rosterTable } from '../lib/aws/roster.ts'
import { sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { waitingQueue } from '../lib/aws/waiting-queue.ts'
import { librarianIn } from '../lib/consortium/library.ts'
import { leaveConsortium } from '../lib/desk/leave-consortium.ts'
import { env, read } from '../lib/env.ts'

const db = documents()
const table = read(env.directoryTable)
const ports = {
  roster: rosterTable(db, read(env.rosterTable)),
  queue: waitingQueue(db, read(env.queueTable)),
  timers: sessionTimers(read(env.sessionTimer)),
}
const entries = v.array(v.looseObject({ entry: v.string() }))

/**
 * Writes the consortium file, as it was bundled with this function, into the Directory table at every deployment. Where somebody
 * who has left could not be taken off duty the deployment fails, and is undone.
 */
export const handler = middy<CloudFormationCustomResourceEvent, void>()
  .use(observed())
  .handler(async event => {
    try {
      if (event.RequestType !== 'Delete') await replace()
      await report(event, 'SUCCESS')
    } catch (error) {
      logger.error('failed', { what: 'directory', error: error instanceof Error ? error.name : 'unknown' })
      await report(event, 'FAILED', 'The consortium file could not be written; the log of this function says more.')
    }
  })

/** Whoever is not in the file any more serves nobody from this moment on. */
async function replace(): Promise<void> {
  const gone = await replaceEntries(db, table, await bundled())
  for (const librarian of gone.flatMap(librarianIn)) await leaveConsortium(ports, librarian, Date.now())
}

async function bundled() {
  const file = new URL('./consortium.json', import.meta.url)
  return v.parse(entries, JSON.parse(await readFile(file, 'utf8')))
}

/**
 * CloudFormation waits for an answer at a URL of its own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
async function report(event: CloudFormationCustomResourceEvent, Status: 'SUCCESS' | 'FAILED', Reason = 'Done.') {
  const { StackId, RequestId, LogicalResourceId } = event
  const body = JSON.stringify({
    Status,
    Reason,
    PhysicalResourceId: 'directory',
    StackId,
    RequestId,
    LogicalResourceId,
  })
  const answer = await fetch(event.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } })
  if (!answer.ok) throw new Error(`CloudFormation answered ${answer.status}.`)
}
