import { expect, it } from 'vitest'
import { distinctFaults, extended, tryPlan } from './explore.ts'
import { referenceStory } from './story.ts'
import { explore } from './workers.ts'

it('every pair of faults at every two points of the reference story breaks nothing', async () => {
  const { run } = await tryPlan(referenceStory, [])
  const { schedules, failures } = await explore(extended([], run, distinctFaults), 1)
  expect(failures).toEqual([])
  expect(schedules).toBeGreaterThan(100_000)
}, 900_000)
