import middy from '@middy/core'
import type { EventBridgeEvent } from 'aws-lambda'
import { documents } from '../lib/aws/documents.ts'
import { followUpLog } from '../lib/aws/follow-up-log.ts'
import { log, logger } from '../lib/aws/log.ts'
import { observed } from '../lib/aws/observed.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { followUpTimers } from '../lib/aws/state-machine-timers.ts'
import { timerWatch } from '../lib/aws/timer-watch.ts'
import { env, read } from '../lib/env.ts'
import { recordDeliveryEvent } from '../lib/mail/incoming/delivery-events.ts'

const db = documents()
const ports = {
  sessions: followUpLog(db),
  timers: followUpTimers(read(env.followUpTimer)),
  watch: timerWatch(db, read(env.timersTable)),
  connections: socketConnections(),
  log,
}

/** SES says that a mail came back, or that somebody called it unwanted. */
export const handler = middy<EventBridgeEvent<string, unknown>, void>()
  .use(observed())
  .handler(async ({ detail }) => {
    logger.info('notice', { became: await recordDeliveryEvent(ports, detail, Date.now()) })
  })
