import { expect, it } from 'vitest'
import { seconds, wake } from '../../../lib/desk/wake.ts'

const now = { session: 'S', seconds: 30 }

it('a timer sleeps whole seconds, never too few, and never none', () => {
  expect([0, 1, 999, 1000, 1001, 150_000, -5_000].map(seconds)).toEqual([1, 1, 1, 1, 2, 150, 1])
})

it('a timer of a session goes on until nothing is due any more', () => {
  expect(wake(now, 30_000)).toEqual({ session: 'S', seconds: 30, done: false })
  expect(wake(now, undefined)).toEqual({ session: 'S', seconds: 0, done: true })
})

it('R34 R35 a second timer looks what is next, sleeps until then, and is done: two looks, however much is due later', () => {
  const first = wake({ ...now, until: 'next' }, 60_000)
  expect(first).toEqual({ session: 'S', seconds: 60, done: false, until: 'then' })
  expect(wake(first, 60_000)).toEqual({ session: 'S', seconds: 0, done: true })
  expect(wake({ ...now, until: 'next' }, undefined)).toEqual({ session: 'S', seconds: 0, done: true })
})
