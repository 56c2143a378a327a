import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyTranscript,
  endOf,
  hasGap,
  lastOf,
  type Message,
  withEarlier,
  withMessages,
} from '../../../client/transcript.ts'

const message = (number: number): Message => ({ number, from: 'patron', at: number, text: `message ${number}` })
const numbers = (messages: readonly Message[]) => messages.map(({ number }) => number)

describe('R36 the transcript of one side', () => {
  it('shows each message once and in order, whatever is repeated or overtakes another', () => {
    const arrivals = fc
      .integer({ min: 1, max: 12 })
      .chain(count =>
        fc.shuffledSubarray([...Array(count * 2).keys()], { minLength: count * 2 }).map(order => ({ count, order })),
      )
    fc.assert(
      fc.property(arrivals, ({ count, order }) => {
        let transcript = emptyTranscript
        const shown: number[] = []
        for (const place of order) {
          const after = withMessages(transcript, [message((place % count) + 1)])
          transcript = after.transcript
          shown.push(...numbers(after.fresh))
        }
        const all = Array.from({ length: count }, (_, i) => i + 1)
        expect(shown).toEqual(all)
        expect(numbers(transcript.messages)).toEqual(all)
        expect(hasGap(transcript)).toBe(false)
      }),
    )
  })

  it('keeps a message that came too early back until the one before it is there', () => {
    const early = withMessages(emptyTranscript, [message(1), message(3)])
    expect(numbers(early.fresh)).toEqual([1])
    expect(hasGap(early.transcript)).toBe(true)
    expect(lastOf(early.transcript)).toBe(1)
    const filled = withMessages(early.transcript, [message(2)])
    expect(numbers(filled.fresh)).toEqual([2, 3])
    expect(hasGap(filled.transcript)).toBe(false)
  })

  it('shows nothing again that a resume repeats', () => {
    const { transcript } = withMessages(emptyTranscript, [message(1), message(2)])
    const again = withMessages(transcript, [message(1), message(2), message(3)])
    expect(numbers(again.fresh)).toEqual([3])
    expect(numbers(again.transcript.messages)).toEqual([1, 2, 3])
  })
})

describe('R35 a long conversation that came with its end', () => {
  const end = endOf([message(1), message(8), message(9)])

  it('has no gap, and goes on after its newest message', () => {
    expect(hasGap(end)).toBe(false)
    expect(lastOf(end)).toBe(9)
    expect(end.earlierThan).toBe(8)
    const { transcript, fresh } = withMessages(end, [message(10), message(8)])
    expect(numbers(fresh)).toEqual([10])
    expect(numbers(transcript.messages)).toEqual([1, 8, 9, 10])
    expect(transcript.earlierThan).toBe(8)
  })

  it('is filled from behind, page by page, until all of it is there', () => {
    const more = withEarlier(end, [message(5), message(6), message(7)], true)
    expect(numbers(more.messages)).toEqual([1, 5, 6, 7, 8, 9])
    expect(more.earlierThan).toBe(5)
    const all = withEarlier(more, [message(1), message(2), message(3), message(4)], false)
    expect(numbers(all.messages)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(all.earlierThan).toBeUndefined()
  })
})
