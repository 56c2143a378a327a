import { expect, it } from 'vitest'
import { byPlace, placeIn, placeText, type QueuePlace } from '../../../lib/protocol/queue-place.ts'

const places: readonly QueuePlace[] = [
  { askedAt: 5, session: 'B' },
  { askedAt: 5, session: 'C' },
  { askedAt: 1_790_000_000_000, session: 'A' },
  { askedAt: 4, session: 'A', afterOthers: true },
  { askedAt: 1_790_000_000_000, session: 'A', afterOthers: true },
]

it('R2 those within their share come first, then by when they asked, then by session', () => {
  expect(places.toReversed().toSorted(byPlace)).toEqual(places)
})

it('R2 the texts of places sort as the places do, and lead back to them', () => {
  const texts = places.map(placeText)
  expect(texts.toReversed().toSorted()).toEqual(texts)
  expect(texts.map(placeIn)).toEqual(places)
  expect(placeIn('5#B')).toEqual(places[0])
  expect(placeIn(undefined)).toBeUndefined()
  expect(placeIn('5')).toBeUndefined()
})
