import { randomUUID } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { AsyncInvocation } from './lambda/async-invocation.ts'
import { mayInvoke } from './lambda/iam.ts'
import { account, region } from './template/physical.ts'
import { fields, list, text } from './template/shape.ts'
import type { Template } from './template/template.ts'

/**
 * Schedules that run every few minutes, counted from the start of the hour, or every day at an hour (UTC). The local cloud
 * supports no other schedules. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
const everyMinutes = /^cron\(0\/(\d+) \* \* \* \? \*\)$/
const everyDay = /^cron\(0 (\d+) \* \* \? \*\)$/

interface Every {
  readonly ms: number
  /** The offset of a run from a multiple of `ms`, counted from 1970. */
  readonly offset: number
}

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000]

function everyOf(expression: unknown): Every {
  const minutes = Number(everyMinutes.exec(String(expression))?.[1])
  if (minutes > 0 && 60 % minutes === 0) return { ms: minutes * minuteMs, offset: 0 }
  const hour = Number(everyDay.exec(String(expression))?.[1])
  if (hour < 24) return { ms: dayMs, offset: hour * hourMs }
  throw new Error(`The local cloud does not run the schedule ${expression}.`)
}

/** Invokes the scheduled functions of the template by the cloud's clock, `leastMs` or more apart, until it is stopped. */
export function schedules(
  template: Template,
  invocation: AsyncInvocation,
  clock: Clock,
  leastMs = 0,
): { stop(): void } {
  const may = mayInvoke(template)
  const stopping = new AbortController()
  const keep = async (arn: string, { ms, offset }: Every, targets: readonly string[]): Promise<void> => {
    const sinceRun = () => (clock.now() - offset) % ms
    for (let wait = ms - sinceRun(); ; wait = Math.max(ms, leastMs) - sinceRun()) {
      await clock.sleep(wait, stopping.signal)
      const time = new Date(clock.now()).toISOString()
      const about = { version: '0', id: randomUUID(), 'detail-type': 'Scheduled Event', source: 'aws.events' }
      for (const to of targets) invocation.invoke(to, { ...about, account, time, region, resources: [arn], detail: {} })
    }
  }
  for (const { arn, properties } of template.ofType('AWS::Events::Rule')) {
    const { ScheduleExpression, Targets } = properties
    if (ScheduleExpression === undefined) continue
    const targets = list(Targets).flatMap(target => text(fields(target).Arn) ?? [])
    const allowed = targets.filter(to => may('events.amazonaws.com', to, arn))
    keep(arn, everyOf(ScheduleExpression), allowed).catch(thrown => {
      if (!stopping.signal.aborted) throw thrown
    })
  }
  return { stop: () => stopping.abort() }
}
