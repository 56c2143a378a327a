import { expect, it } from 'vitest'
import { distinctFaults, extended, tryPlan } from './explore.ts'
import { referenceStory } from './story.ts'
import { byTenths, explore } from './workers.ts'

/** One pair in so many is tried; all of them by `npm run test:long`, or by `npm run simulate -- --pairs`. */
const every = process.env.COOPDESK_LONG === '1' ? 1 : 180

it(`one in ${every} of all pairs of faults at two points of the reference story breaks nothing`, async () => {
  const { run } = await tryPlan(referenceStory, [])
  const plans = extended([], run, distinctFaults)
  const { schedules, failures } = await explore(plans, { deeper: 1, every }, byTenths(console.log))
  expect(failures).toEqual([])
  expect(schedules).toBeGreaterThan(100_000 / every)
})
