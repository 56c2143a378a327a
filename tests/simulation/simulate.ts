import { parseArgs } from 'node:util'
import { huntAll } from './bugs/hunt.ts'
import { distinctFaults, extended, shortened, type Tried, tryPlan, trySeed } from './explore.ts'
import { planOf, planText } from './faults.ts'
import { historyOf } from './history.ts'
import { randomly, randomStory, releases } from './random.ts'
import { simulate } from './simulation.ts'
import { referenceStory } from './story.ts'
import { byTenths, explore } from './workers.ts'

const usage = `npm run simulate -- one of:
  --seed S          the random run of a seed, with its whole history; if it breaks something, its shortest form
  --seeds N         the random runs of the seeds 0 … N - 1  (--from S: S … S + N - 1)
  --plan "12:lost"  the reference story with these faults, with its whole history
  --pairs           the reference story with every fault, and every pair of them
  --triples         … and every three of them
  --bugs            plants every known mistake in turn, and says which invariant caught it
  --bench           schedules a second, on one core`

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string' },
    plan: { type: 'string' },
    pairs: { type: 'boolean' },
    triples: { type: 'boolean' },
    bugs: { type: 'boolean' },
    bench: { type: 'boolean' },
  },
})

/** Shows a run; one that broke something, in its shortest form. Returns whether it broke anything. */
async function show(tried: Tried, seed?: number): Promise<boolean> {
  const isBroken = tried.violations.length > 0
  const shown = isBroken ? await shortened(tried, seed) : tried
  console.log(historyOf(shown.run))
  console.log(
    `\nPatrons: ${shown.run.story.patrons.map(({ name }) => name).join(', ')}. Faults: ${planText(shown.plan)}.`,
  )
  console.log(isBroken ? 'Broken:' : 'Nothing is broken.')
  for (const { number, holds, found } of shown.violations) console.log(`  ${number}. ${holds}: ${found}`)
  return isBroken
}

async function runSeeds(from: number, count: number): Promise<boolean> {
  const broken: number[] = []
  for (let seed = from; seed < from + count; seed++) {
    const { violations } = await trySeed(seed)
    if (violations.length === 0) continue
    broken.push(seed)
    console.log(`seed ${seed}: ${violations.map(({ number, found }) => `${number}. ${found}`).join('; ')}`)
  }
  console.log(
    `${count} seeds, ${broken.length} broken${broken[0] === undefined ? '' : `; --seed ${broken[0]} shows one`}.`,
  )
  return broken.length > 0
}

async function runAll(deeper: number): Promise<boolean> {
  const { run } = await tryPlan(referenceStory, [])
  const plans = extended([], run, distinctFaults)
  const { schedules, failures } = await explore(plans, { deeper, every: 1 }, byTenths(console.log))
  for (const { plan, number, found } of failures) console.log(`--plan "${plan}": ${number}. ${found}`)
  console.log(`${schedules} schedules, ${failures.length} of them broken.`)
  return failures.length > 0
}

async function runBugs(): Promise<boolean> {
  const hunted = await huntAll(({ bug, caught, error }) => {
    const by = caught && [...new Set(caught.by.map(({ number, holds }) => `${number}. ${holds}`))].join('; ')
    console.log(caught ? `${bug}\n    caught by ${by}\n    (${caught.with})` : `${bug}\n    NOT CAUGHT ${error ?? ''}`)
  })
  const missed = hunted.filter(({ caught }) => !caught)
  console.log(`${hunted.length} bugs planted, ${hunted.length - missed.length} caught.`)
  return missed.length > 0
}

/** A second to warm up, then as many schedules as ten seconds hold. */
async function runBench(): Promise<boolean> {
  const quiet = { next: () => 0, fault: () => undefined, release: releases(undefined) }
  const perSecond = async (seconds: number, play: (i: number) => Promise<unknown>): Promise<number> => {
    const began = performance.now()
    let count = 0
    for (; performance.now() - began < seconds * 1000; count++) await play(count)
    return Math.round((count * 1000) / (performance.now() - began))
  }
  await perSecond(1, () => simulate(referenceStory, quiet))
  const plans = extended([], await simulate(referenceStory, quiet), distinctFaults)
  console.log(
    `the reference story, nothing fails:        ${await perSecond(10, () => simulate(referenceStory, quiet))} a second`,
  )
  console.log(
    `… with one fault, and all invariants:      ${await perSecond(10, i => tryPlan(referenceStory, plans[i % plans.length] ?? []))} a second`,
  )
  console.log(
    `random stories, orders and faults:         ${await perSecond(10, seed => simulate(randomStory(seed), randomly(seed)))} a second`,
  )
  return false
}

async function main(): Promise<boolean> {
  if (values.seed !== undefined) return show(await trySeed(Number(values.seed)), Number(values.seed))
  if (values.seeds !== undefined) return runSeeds(Number(values.from ?? 0), Number(values.seeds))
  if (values.plan !== undefined) return show(await tryPlan(referenceStory, planOf(values.plan)))
  if (values.pairs) return runAll(1)
  if (values.triples) return runAll(2)
  if (values.bugs) return runBugs()
  if (values.bench) return runBench()
  console.log(usage)
  return false
}

process.exitCode = (await main()) ? 1 : 0
