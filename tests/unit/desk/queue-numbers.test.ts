import fc from 'fast-check'
import { expect, it } from 'vitest'
import { numbersOf } from '../../../lib/desk/queue-numbers.ts'
import { tries } from '../tries.ts'

it('R42 nobody waits in an empty line, and the first one there is number 1', () => {
  expect(numbersOf([])).toEqual({ most: 0, next: 1 })
})

it('R42 the ends of a line bound how many wait in it, whoever was picked up, and the next number is new', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 1 }), numbers => {
      const ends = [Math.min(...numbers), Math.max(...numbers)]
      const { most, next } = numbersOf(ends)
      expect(most).toBeGreaterThanOrEqual(numbers.length)
      expect(numbers).not.toContain(next)
    }),
    { numRuns: tries(100) },
  )
})

it('R42 whoever asks in the same moment may get the same number, and from then on all of them are counted', () => {
  expect(numbersOf([4, 5, 5, 5])).toEqual({ most: 4, next: 8 })
  expect(numbersOf([1, 1, 1])).toEqual({ most: 3, next: 4 })
  expect(numbersOf([2, 9, 4])).toEqual({ most: 8, next: 10 })
})

it('R42 where nobody is missing the bound is exact, and somebody without a number makes it infinite', () => {
  expect(numbersOf([7, 9])).toEqual({ most: 3, next: 10 })
  expect(numbersOf([undefined, 9])).toEqual({ most: Number.POSITIVE_INFINITY, next: 10 })
})
