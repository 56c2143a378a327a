import type middy from '@middy/core'
import { logger } from './log.ts'

/** One log line for each invocation: what it was and how long it took (ms). */
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
