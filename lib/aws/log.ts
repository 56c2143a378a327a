import { Logger } from '@aws-lambda-powertools/logger'
import type middy from '@middy/core'
import type { Log } from '../desk/ports.ts'

/** JSON lines for CloudWatch. They hold ids, kinds and durations, never people's words, names or addresses. */
export const logger = new Logger({ serviceName: 'coopdesk' })

/** Only the name of an error is logged, since its message may quote what somebody wrote. */
export const log: Log = {
  failed(what, session, error) {
    logger.error('failed', { what, session, error: error instanceof Error ? error.name : typeof error })
  },
}

/** Logs one line for each invocation, with its kind and duration (ms). */
export function observed<Event, Result>(): middy.MiddlewareObj<Event, Result> {
  let began = 0
  return {
    before: () => {
      began = performance.now()
    },
    after: () => logger.info('done', { ms: Math.round(performance.now() - began) }),
    onError: ({ error }) => {
      logger.error('failed', { ms: Math.round(performance.now() - began), error: error?.name ?? 'unknown' })
    },
  }
}
