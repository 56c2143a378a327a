import { describe, expect, it } from 'vitest'
import { isMadeOfLinesOf } from '../../../lib/follow-up/shortened.ts'

const whole = 'Dear Jane,\nIt is on the second floor.\n\nYours\nNancy'

describe('R31 a shortened answer', () => {
  it.each([
    ['the whole of it', whole],
    ['one line', 'It is on the second floor.'],
    ['the first line', 'Dear Jane,'],
    ['lines with others left out between them', 'Dear Jane,\nNancy'],
    ['lines with more room between them', 'Dear Jane,\n\n\nNancy'],
    ['lines that end otherwise', 'Dear Jane, \r\nIt is on the second floor.\rNancy\t'],
  ])('may be %s', (_what, text) => {
    expect(isMadeOfLinesOf(text, whole)).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['room alone', ' \n\t\r\n'],
    ['a word more', 'It is on the second floor, I think.'],
    ['part of a line', 'the second floor'],
    ['a line set in', '  Dear Jane,'],
    ['lines in another order', 'Nancy\nDear Jane,'],
    ['a line twice that stands there once', 'Nancy\nNancy'],
    ['a line of it and one that is not', 'Dear Jane,\nSend money.'],
    ['one that is not and then a line of it', 'Send money.\nDear Jane,'],
  ])('may not be %s', (_what, text) => {
    expect(isMadeOfLinesOf(text, whole)).toBe(false)
  })

  it('may repeat a line that its whole repeats', () => {
    expect(isMadeOfLinesOf('Yes\nYes', 'Yes\nNo\nYes')).toBe(true)
    expect(isMadeOfLinesOf('Yes\nYes\nYes', 'Yes\nNo\nYes')).toBe(false)
  })
})
