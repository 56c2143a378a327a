import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { AsyncInvocation } from '../lambda/async-invocation.ts'
import { mayInvoke } from '../lambda/iam.ts'
import { account, region } from '../template/physical.ts'
import { type Fields, fields, isFields, list, text } from '../template/shape.ts'
import type { Template } from '../template/template.ts'

/** The default event bus, which passes the events of services to the functions whose rules match. */
export interface EventBus {
  put(source: string, detailType: string, detail: Fields): void
}

/**
 * Whether an event matches a pattern. A list names the matching values, and if the event has a list, one match in it is enough.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
function fitsPattern(pattern: Fields, event: Fields): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const found = event[key]
    if (isFields(wanted)) return isFields(found) && fitsPattern(wanted, found)
    return list(found).some(value => list(wanted).includes(value))
  })
}

/** Reads the rules of the template. */
export function eventBus(template: Template, invocation: AsyncInvocation, clock: Clock): EventBus {
  const may = mayInvoke(template)
  const rules = template.ofType('AWS::Events::Rule').filter(({ properties }) => properties.EventPattern !== undefined)
  return {
    put: (source, detailType, detail) => {
      const time = new Date(clock.now()).toISOString()
      const event = { version: '0', id: randomUUID(), 'detail-type': detailType, source, account, time, region }
      const whole = { ...event, resources: [], detail }
      for (const { arn, properties } of rules) {
        if (!fitsPattern(fields(properties.EventPattern), whole)) continue
        for (const target of list(properties.Targets)) {
          const to = text(fields(target).Arn) ?? ''
          if (may('events.amazonaws.com', to, arn)) invocation.invoke(to, whole)
        }
      }
    },
  }
}
