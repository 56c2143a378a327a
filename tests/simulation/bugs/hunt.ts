import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { extended, tryPlan, trySeed } from '../explore.ts'
import { planText } from '../faults.ts'
import type { Violation } from '../invariants/invariant.ts'
import { referenceStory, type Story, silentStory } from '../story.ts'
import type { Bug } from './bug.ts'
import { bugs } from './bugs.ts'

/** What the simulator made of a planted bug. */
export interface Hunted {
  readonly bug: string
  readonly caught?: { readonly by: readonly Violation[]; readonly with: string; readonly after: number }
  readonly error?: string
}

/** Before a bug counts as not found, every single fault of both stories is tried, and as many seeds. */
const seeds = 4_000

/** The seeds that are tried first, since most bugs are caught by one of them, and at less expense. */
const firstSeeds = 100

/** Looks for a bug in this process, which has it; the first run that breaks something ends the hunt. */
export async function hunt(): Promise<Hunted['caught']> {
  let after = 0
  const trySeeds = async (from: number, until: number): Promise<Hunted['caught']> => {
    for (let seed = from; seed < until; seed++) {
      after++
      const { violations: by } = await trySeed(seed)
      if (by.length > 0) return { by, with: `seed ${seed}`, after }
    }
    return undefined
  }
  const tryFaults = async (story: Story): Promise<Hunted['caught']> => {
    const { run } = await tryPlan(story, [])
    for (const plan of [[], ...extended([], run)]) {
      after++
      const { violations: by } = await tryPlan(story, plan)
      if (by.length > 0) return { by, with: planText(plan), after }
    }
    return undefined
  }
  return (
    (await trySeeds(0, firstSeeds)) ??
    (await tryFaults(referenceStory)) ??
    (await tryFaults(silentStory)) ??
    (await trySeeds(firstSeeds, seeds))
  )
}

/** Plants every bug in a process of its own, two at a time, and hunts it there. */
export async function huntAll(report: (hunted: Hunted) => void): Promise<readonly Hunted[]> {
  const left = [...bugs]
  const hunted: Hunted[] = []
  const work = async (): Promise<void> => {
    for (let bug = left.shift(); bug; bug = left.shift()) {
      const found = await huntOne(bug)
      hunted.push(found)
      report(found)
    }
  }
  await Promise.all([work(), work()])
  return hunted
}

/** Plants a bug in a process of its own, and hunts it there. */
export function huntOne({ name }: Bug): Promise<Hunted> {
  const [plant, here] = ['./plant.ts', './hunt-one.ts'].map(file => fileURLToPath(new URL(file, import.meta.url)))
  const child = spawn(process.execPath, [...process.execArgv, '--import', plant ?? '', here ?? ''], {
    env: { ...process.env, PLANTED_BUG: name },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', data => (out += data))
  child.stderr.on('data', data => (err += data))
  return new Promise(resolve => {
    child.on('close', code => {
      if (code !== 0) resolve({ bug: name, error: err.trim().split('\n').slice(0, 12).join('\n') })
      else resolve({ bug: name, ...(out && { caught: JSON.parse(out) }) })
    })
  })
}
