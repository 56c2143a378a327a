import { expect, it } from 'vitest'
import { availabilityInWords, placeInWords } from '../../../terminal/waiting-words.ts'

const there = { at: 0, open: true, staffed: true, waiting: 0 }
const place = { type: 'place', re: '1', session: 's', now: 0, before: 0, staffed: true } as const

it('R6 a patron who has not asked yet reads who would answer, how many wait, and for how long', () => {
  expect(availabilityInWords({ ...there, answers: 'own' })).toBe('A librarian of this library is there.')
  expect(availabilityInWords({ ...there, answers: 'group', waiting: 1, expectedWait: 60 })).toBe(
    'A librarian of another library in the cooperative is there; 1 waits; the wait is about a minute.',
  )
  expect(availabilityInWords({ ...there, answers: 'own', waiting: 6, waitingMore: true, expectedWait: 90 })).toBe(
    'A librarian of this library is there; at least 6 wait; the wait is about 2 minutes.',
  )
  expect(availabilityInWords({ ...there, answers: 'own', waitingMore: true })).toBe(
    'A librarian of this library is there; others may wait.',
  )
  expect(availabilityInWords({ ...there, staffed: false })).toContain('Nobody is on duty now.')
})

it('R6 a waiting patron reads how many are before them, and for how much longer', () => {
  expect(placeInWords(place)).toBe('you are next')
  expect(placeInWords({ ...place, before: 2, expectedWait: 30 })).toBe('2 before you, about a minute more')
  expect(placeInWords({ ...place, before: 10, more: true, expectedWait: 240 })).toBe(
    'more than 10 before you, about 4 minutes more',
  )
})
