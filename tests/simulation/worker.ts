import { parentPort } from 'node:worker_threads'
import { distinctFaults, extended, tryPlan } from './explore.ts'
import { type Plan, planText } from './faults.ts'
import { referenceStory } from './story.ts'
import type { Depth, Found, Work } from './workers.ts'

/** Plays the reference story with a plan, given its number, and with the extensions of the plan. */
async function below(plan: Plan, number: number, { deeper, every }: Depth): Promise<Found> {
  const { run, violations } = await tryPlan(referenceStory, plan)
  const failures = violations.map(({ number, found }) => ({ plan: planText(plan), number, found }))
  let schedules = 1
  if (deeper > 0)
    for (const [i, next] of extended(plan, run, distinctFaults).entries()) {
      if ((i + number) % every !== 0) continue
      const found = await below(next, i, { deeper: deeper - 1, every })
      schedules += found.schedules
      failures.push(...found.failures)
    }
  return { schedules, failures }
}

parentPort?.on('message', async ({ plans, first, ...depth }: Work) => {
  const found: Found[] = []
  for (const [i, plan] of plans.entries()) found.push(await below(plan, first + i, depth))
  const all: Found = {
    schedules: found.reduce((sum, { schedules }) => sum + schedules, 0),
    failures: found.flatMap(({ failures }) => failures),
  }
  parentPort?.postMessage(all)
})
