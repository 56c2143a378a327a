import type { Clock } from './clock.ts'

/** A steady rate per second and a burst after a pause, as in the token bucket by which AWS counts. */
export interface Rate {
  perSecond: number
  atOnce: number
}

/** The limits of AWS per account, in addition to the template's limits on its stages. */
export interface Limits {
  /** New WebSocket connections. */
  connections: Rate
  /** `StartExecution` of standard state machines. */
  executions: Rate
  /** Mails that SES accepts. */
  mails: Rate
  /** Whether SES sends to verified identities only. */
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

/** Lets one through, or reports that there are too many. Without a rate it lets everything through. */
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
