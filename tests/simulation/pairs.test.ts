import { expect, it } from 'vitest'
import { distinctFaults, extended, tryPlan } from './explore.ts'
import { referenceStory } from './story.ts'
import { byTenths, explore } from './workers.ts'

/** One pair in this many is tried. `npm run test:long` and `npm run simulate -- --pairs` try all. */
const every = process.env.COOPDESK_LONG === '1' ? 1 : 180

it(`one in ${every} of all pairs of faults at two points of the reference story breaks nothing`, async () => {
  const { run } = await tryPlan(referenceStory, [])
  const plans = extended([], run, distinctFaults)
  const { schedules, failures } = await explore(plans, { deeper: 1, every }, byTenths(console.log))
  expect(failures).toEqual([])
  expect(schedules).toBeGreaterThan(100_000 / every)
})
