import { parentPort } from 'node:worker_threads'
import { distinctFaults, extended, tryPlan } from './explore.ts'
import { type Plan, planText } from './faults.ts'
import { referenceStory } from './story.ts'
import type { Found, Work } from './workers.ts'

/** Plays the reference story with a plan, and with every plan that has up to `deeper` faults more. */
async function below(plan: Plan, deeper: number): Promise<Found> {
  const { run, violations } = await tryPlan(referenceStory, plan)
  const failures = violations.map(({ number, found }) => ({ plan: planText(plan), number, found }))
  let schedules = 1
  if (deeper > 0)
    for (const next of extended(plan, run, distinctFaults)) {
      const found = await below(next, deeper - 1)
      schedules += found.schedules
      failures.push(...found.failures)
    }
  return { schedules, failures }
}

parentPort?.on('message', async ({ plans, deeper }: Work) => {
  const found: Found[] = []
  for (const plan of plans) found.push(await below(plan, deeper))
  const all: Found = {
    schedules: found.reduce((sum, { schedules }) => sum + schedules, 0),
    failures: found.flatMap(({ failures }) => failures),
  }
  parentPort?.postMessage(all)
})
