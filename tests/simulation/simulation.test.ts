import { describe, expect, it } from 'vitest'
import { extended, shortened, tryPlan, trySeed } from './explore.ts'
import { faultsAt, planOf, planText } from './faults.ts'
import { historyOf } from './history.ts'
import { invariants } from './invariants/all.ts'
import type { Violation } from './invariants/invariant.ts'
import type { Run } from './simulation.ts'
import { referenceStory, silentStory } from './story.ts'

const nothing = expect.objectContaining({ violations: [] })

/** What was written, but for the codes: nobody may guess one, so each is drawn anew. */
function known({ written }: Run): string {
  return JSON.stringify(written)
    .replaceAll(/("type":"CodeRequested","at":\d+,"id":|"emailCode":\{"id":)"\w{26}"/g, '$1"a code"')
    .replaceAll(/"digest":"[\w-]{22}"/g, '"digest":"of a code"')
}

describe('the simulator', () => {
  it('plays the same seed in exactly the same way', async () => {
    for (const seed of [3, 14, 159]) {
      const [first, second] = [await trySeed(seed), await trySeed(seed)]
      expect(historyOf(second.run)).toBe(historyOf(first.run))
      expect(known(second.run)).toBe(known(first.run))
    }
  })

  it('plays different seeds differently', async () => {
    const histories = await Promise.all([1, 2, 3, 4].map(async seed => historyOf((await trySeed(seed)).run)))
    expect(new Set(histories).size).toBe(4)
  })

  it('tells the reference story: roll-over, two patrons at once, a transfer, a follow-up, and one end for each', async () => {
    const { run, violations } = await tryPlan(referenceStory, [])
    const events = run.written.flatMap(({ step }) => step.events.map(({ type }) => type))
    expect(violations).toEqual([])
    for (const type of ['PoolsReached', 'TransferAccepted', 'ContactVerified', 'FollowUpAnswered', 'MailSent'])
      expect(events).toContain(type)
    expect(events.filter(type => type === 'PickedUp')).toHaveLength(3)
    expect(run.patrons.map(({ hasEnded }) => hasEnded())).toEqual([true, true, true])
    expect(run.world.mails.map(({ kind }) => kind).sort()).toEqual(['answer', 'follow-up', 'receipt'])
  })

  it('reaches a point of every kind', async () => {
    const { run } = await tryPlan(referenceStory, [])
    expect(new Set(run.met.map(({ kind }) => kind))).toEqual(new Set(Object.keys(faultsAt)))
  })

  it('reads a plan that it printed, and refuses anything else', () => {
    const plan = [
      { point: 12, fault: 'crash-after' },
      { point: 40, fault: 'lost' },
    ] as const
    expect(planOf(planText(plan))).toEqual(plan)
    expect(() => planOf('12:no-such-thing')).toThrow('"12:no-such-thing" is no fault')
  })

  it('shortens a failing run by leaving out what does not matter', async () => {
    // Here a run counts as broken if the function of a message died after the write. What is left breaks it, and no part of it
    // alone does.
    const judge = ({ met }: Run): readonly Violation[] =>
      met.some(({ kind, what, fault }) => kind === 'append' && what.endsWith('Said') && fault === 'crash-after')
        ? [{ number: 3, holds: 'no answer is lost', found: 'one was' }]
        : []
    let seed = 0
    for (;;) {
      const { violations, plan, run } = await trySeed(seed, judge)
      if (violations.length > 0 && plan.length > 2 && run.patrons.length > 1) break
      seed++
    }
    const short = await shortened(await trySeed(seed, judge), seed, judge)
    expect(short.violations).toHaveLength(1)
    for (const one of short.plan) {
      const fewer = short.plan.filter(other => other !== one)
      expect((await tryPlan(short.run.story, fewer, short.seed, judge)).violations).toEqual([])
    }
    expect(short.plan.length).toBeLessThan((await trySeed(seed, judge)).plan.length)
    const again = await tryPlan(short.run.story, short.plan, short.seed, judge)
    expect(historyOf(again.run)).toBe(historyOf(short.run))
  })

  it('has an invariant for each of the twenty-one promises', () => {
    expect(new Set(invariants.map(({ number }) => number))).toEqual(
      new Set(Array.from({ length: 21 }, (_, i) => i + 1)),
    )
  })
})

describe('whatever fails', () => {
  it.each([
    ['the reference story', referenceStory, 800],
    ['a story in which both fall silent', silentStory, 1_000],
  ])('every single fault at every point of %s breaks nothing', async (_name, story, least) => {
    const { run } = await tryPlan(story, [])
    const plans = extended([], run)
    expect(plans.length).toBeGreaterThan(least)
    for (const plan of plans) expect({ tried: planText(plan), ...(await tryPlan(story, plan)) }).toEqual(nothing)
  })

  it('500 random stories, in random order and with up to eight faults each, break nothing', async () => {
    for (let seed = 0; seed < 500; seed++) expect({ seed, ...(await trySeed(seed)) }).toEqual(nothing)
  })
})
