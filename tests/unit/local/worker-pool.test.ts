import { describe, expect, it } from 'vitest'
import { virtualClock } from '../../../local/clock.ts'
import { workerPool } from '../../../local/lambda/worker-pool.ts'
import type { Bundle, Runner } from '../../../local/lambda/workers.ts'

const bundle = (id: string): Bundle => ({ id, folder: '', handler: '', environment: {}, timeout: 3, memory: 128 })

/** A pool of so many workers that do their work when they are told to. */
function poolOf(most: number) {
  const started: string[] = []
  const busy: (() => void)[] = []
  const startWorker = (about: Bundle): Runner => {
    started.push(about.id)
    return {
      bundle: about,
      accessKey: `${started.length}`,
      idleSince: undefined,
      ended: false,
      run: (event: unknown) => new Promise(resolve => busy.push(() => resolve({ ok: true, payload: event }))),
      end: async () => {},
    }
  }
  const surroundings = { clock: virtualClock(0), timeLimit: () => () => {}, environment: {}, log: () => {} }
  const pool = workerPool(surroundings, most, startWorker)
  const turn = () => new Promise(resolve => setImmediate(resolve))
  /** One worker finishes what it does, the longest running first. */
  const finish = async () => {
    busy.shift()?.()
    await turn()
  }
  const finishAll = async () => {
    while (busy.length > 0) await finish()
  }
  return { pool, started, busy, finish, finishAll, turn }
}

const nobody = { started: () => {} }

describe('the workers of the local cloud', () => {
  it('a thousand events of several functions start no more workers than a hundred do', async () => {
    const startedBy = async (events: number) => {
      const { pool, started, finishAll, turn } = poolOf(4)
      const done: unknown[] = []
      for (let i = 0; i < events; i++)
        void pool.run(bundle(`f${i % 3}`), i, `${i}`, nobody).then(outcome => done.push(outcome))
      await turn()
      await finishAll()
      expect(done).toHaveLength(events)
      return started.length
    }
    expect(await startedBy(100)).toBeLessThanOrEqual(8)
    expect(await startedBy(1_000)).toBeLessThanOrEqual(8)
  })

  it('a function without a worker gets one, however much waits for the others', async () => {
    const { pool, started, finish, turn } = poolOf(2)
    for (let i = 0; i < 50; i++) void pool.run(bundle('busy'), i, `${i}`, nobody)
    let isDone = false
    void pool.run(bundle('rare'), 'x', 'x', nobody).then(() => {
      isDone = true
    })
    await turn()
    for (let i = 0; i < 4 && !isDone; i++) await finish()
    expect(started).toEqual(['busy', 'busy', 'rare'])
    expect(isDone).toBe(true)
  })

  it('a function has four workers at most, whatever waits for it', async () => {
    const { pool, started, finishAll, turn } = poolOf(10)
    const done: unknown[] = []
    for (let i = 0; i < 20; i++) void pool.run(bundle('busy'), i, `${i}`, nobody).then(outcome => done.push(outcome))
    void pool.run(bundle('rare'), 'x', 'x', nobody)
    await turn()
    expect(started.toSorted()).toEqual(['busy', 'busy', 'busy', 'busy', 'rare'])
    await finishAll()
    expect(done).toHaveLength(20)
  })

  it('an event that nobody wants any more when its turn comes is not run', async () => {
    const { pool, busy, finish, finishAll, turn } = poolOf(1)
    const outcomes: unknown[] = []
    let isOpen = true
    void pool.run(bundle('f'), 'first', '1', nobody).then(outcome => outcomes.push(outcome))
    for (const event of ['second', 'third'])
      void pool
        .run(bundle('f'), event, event, { ...nobody, isWanted: () => isOpen })
        .then(outcome => outcomes.push(outcome))
    void pool.run(bundle('f'), 'fourth', '4', nobody).then(outcome => outcomes.push(outcome))
    await turn()
    isOpen = false
    await finish()
    expect(busy).toHaveLength(1)
    await finishAll()
    expect(outcomes).toEqual([{ ok: true, payload: 'first' }, undefined, undefined, { ok: true, payload: 'fourth' }])
  })
})
