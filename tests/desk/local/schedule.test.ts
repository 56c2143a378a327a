import { afterAll, beforeAll, expect, test } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import type { CloudOptions } from '../../../local/cloud.ts'
import { type Fixture, fixture } from './fixture.ts'

const minuteMs = 60_000
const att = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })
let made: Fixture

beforeAll(async () => {
  made = await fixture()
  await made.edit(resources => {
    resources.Often = {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'cron(0/15 * * * ? *)',
        Targets: [{ Arn: att('Puppet'), Id: 'one', Input: '{}' }],
      },
    }
    resources.OftenPermission = {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: att('Puppet'),
        Principal: 'events.amazonaws.com',
        SourceArn: att('Often'),
      },
    }
  })
})
afterAll(() => made.remove())

/** How often the schedule's function runs within an hour. */
async function runsWithinAnHour(options: Partial<CloudOptions> = {}): Promise<number> {
  const clock = virtualClock(Date.UTC(2026, 2, 4, 20, 10))
  const cloud = await made.start({ clock, ...options })
  const { invocations: before } = cloud.ledger.total()
  await clock.advance(60 * minuteMs)
  await cloud.quiet()
  const { invocations } = cloud.ledger.total()
  await cloud.stop()
  return invocations - before
}

test('a schedule runs as often as it says', async () => {
  expect(await runsWithinAnHour()).toBe(4)
})

test('schedules that are held apart run at their first time, and then less often', async () => {
  expect(await runsWithinAnHour({ schedulesApartMs: 40 * minuteMs })).toBe(2)
})
