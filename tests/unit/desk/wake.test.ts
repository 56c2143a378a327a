import { expect, it } from 'vitest'
import { Unreadable } from '../../../lib/desk/unreadable.ts'
import { seconds, type Wake, wake, wakeUp } from '../../../lib/desk/wake.ts'

const now: Wake = { version: 1, session: 'S', seconds: 30 }
const done = { version: 1, session: 'S', seconds: 0, done: true }

it('a timer sleeps whole seconds, never too few, and never none', () => {
  expect([0, 1, 999, 1000, 1001, 150_000, -5_000].map(seconds)).toEqual([1, 1, 1, 1, 2, 150, 1])
})

it('a timer of a session goes on until nothing is due any more', () => {
  expect(wake(now, 30_000)).toEqual({ version: 1, session: 'S', seconds: 30, done: false })
  expect(wake(now, undefined)).toEqual(done)
})

it('R34 R35 a second timer looks what is next, sleeps until then, and is done: two looks, however much is due later', () => {
  const first = wake({ ...now, until: 'next' }, 60_000)
  expect(first).toEqual({ version: 1, session: 'S', seconds: 60, done: false, until: 'then' })
  expect(wake(first, 60_000)).toEqual(done)
  expect(wake({ ...now, until: 'next' }, undefined)).toEqual(done)
})

it('a timer whose session cannot be read sleeps longer and longer, and goes on when it can be read again', async () => {
  const unread = () => Promise.reject(new Unreadable({ kind: 'step', id: 'S' }))
  const slept: number[] = []
  let woken: Wake = { ...now, seconds: 0, until: 'next' }
  for (let i = 0; i < 11; i++) {
    woken = await wakeUp(woken, unread)
    expect(woken).toMatchObject({ done: false, until: 'next' })
    slept.push(woken.seconds)
  }
  expect(slept).toEqual([60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 21_600, 21_600])
  expect(await wakeUp(woken, async () => 5_000)).toMatchObject({ seconds: 5, until: 'then' })
})

it('a timer whose function fails in any other way fails, and is tried again as the template has it', async () => {
  await expect(wakeUp(now, () => Promise.reject(new Error('throttled')))).rejects.toThrow('throttled')
})
