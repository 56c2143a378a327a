import middy from '@middy/core'
import type { EventBridgeEvent } from 'aws-lambda'
import { documents } from '../lib/aws/documents.ts'
import { factsTable } from '../lib/aws/facts.ts'
import { followUpLog } from '../lib/aws/follow-up-list.ts'
import { log, logger, observed } from '../lib/aws/log.ts'
import { mailboxes } from '../lib/aws/mailboxes.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { followUpTimers } from '../lib/aws/state-machine-timers.ts'
import { timerWatch } from '../lib/aws/timer-watch.ts'
import { env, read } from '../lib/env.ts'
import { recordDeliveryEvent } from '../lib/mail/incoming/delivery-events.ts'

const db = documents()
const ports = {
  sessions: followUpLog(db),
  facts: factsTable(db, read(env.factsTable)),
  timers: followUpTimers(read(env.followUpTimer)),
  watch: timerWatch(db, read(env.timersTable)),
  connections: socketConnections(),
  mailboxes: mailboxes(db, read(env.directoryTable)),
  log,
}

/** SES reports that a mail came back, or that its recipient complained. */
export const handler = middy<EventBridgeEvent<string, unknown>, void>()
  .use(observed())
  .handler(async ({ detail }) => {
    logger.info('notice', { became: await recordDeliveryEvent(ports, detail, Date.now()) })
  })
