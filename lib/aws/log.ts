import { Logger } from '@aws-lambda-powertools/logger'
import type { Log } from '../desk/ports.ts'

/** JSON lines for CloudWatch: ids, kinds and durations; never words, names or addresses of people. */
export const logger = new Logger({ serviceName: 'coopdesk' })

/** An error is logged by its name: its message may quote what somebody wrote. */
export const log: Log = {
  failed(what, session, error) {
    logger.error('failed', { what, session, error: error instanceof Error ? error.name : typeof error })
  },
}
