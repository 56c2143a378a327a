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
  /** The recipients to whom SES sends in any 24 hours. */
  mailsADay: number
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
  mailsADay: 50_000,
  sandbox: false,
}

/** The quotas of an account that is still in the sandbox of SES. */
export const sandboxLimits: Limits = {
  ...usualLimits,
  mails: { perSecond: 1, atOnce: 1 },
  mailsADay: 200,
  sandbox: true,
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

/** Lets so many through in any 24 hours, or reports that there are too many. Without a quota it lets everything through. */
export function dailyQuota(quota: number | undefined, clock: Clock): (count: number) => boolean {
  if (quota === undefined) return () => true
  let passed: { at: number; count: number }[] = []
  return count => {
    const now = clock.now()
    passed = passed.filter(({ at }) => at > now - 86_400_000)
    const used = passed.reduce((sum, one) => sum + one.count, 0)
    // SES takes a mail with several recipients as long as anything is left.
    if (used >= quota) return false
    passed.push({ at: now, count })
    return true
  }
}
