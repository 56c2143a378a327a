import type middy from '@middy/core'
import { logger } from './log.ts'

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
