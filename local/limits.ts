import type { Clock } from './clock.ts'

/** So many a second for good, and so many at once after a pause: the token bucket by which AWS counts. */
export interface Rate {
  perSecond: number
  atOnce: number
}

/** What AWS lets an account do, beside what the template says of its stages. */
export interface Limits {
  /** WebSocket connections that begin. */
  connections: Rate
  /** `StartExecution` of standard state machines. */
  executions: Rate
  /** Mails that SES takes. */
  mails: Rate
  /** SES sends to verified identities only. */
  sandbox: boolean
}

/**
 * The quotas of an account that is out of the sandbox, in us-east-1.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 * https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 */
export const usualLimits: Limits = {
  connections: { perSecond: 500, atOnce: 500 },
  executions: { perSecond: 300, atOnce: 1300 },
  mails: { perSecond: 14, atOnce: 14 },
  sandbox: false,
}

/** Lets one through, or says that there are too many; without a rate it lets everything through. */
export function gate(rate: Rate | undefined, clock: Clock): () => boolean {
  if (!rate) return () => true
  let left = rate.atOnce
  let countedAt = clock.now()
  return () => {
    const now = clock.now()
    left = Math.min(rate.atOnce, left + ((now - countedAt) / 1000) * rate.perSecond)
    countedAt = now
    if (left < 1) return false
    left -= 1
    return true
  }
}
