import { expect, it } from 'vitest'
import { exceeded } from '../../../tools/mutants/watched.ts'

const [more, nothing] = [1_000_000, 0]

it.each([
  ['nothing', { running: 0, mb: nothing, ms: nothing }, undefined],
  ['nothing', { running: 1, mb: more, ms: more * 1_000 }, undefined],
  ['memory', { running: 1, mb: nothing, ms: more * 1_000 }, 'memory'],
  ['time', { running: 1, mb: more, ms: nothing }, 'time'],
  ['memory first', { running: 1, mb: nothing, ms: nothing }, 'memory'],
])('%s ends the tests with %j', (_title, { running, mb, ms }, by) => {
  expect(exceeded(Int32Array.of(running, mb, ms))).toBe(by)
})
