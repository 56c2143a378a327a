import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accentOn, colourIn, contrast } from '../../../web/shared/contrast.ts'

const paper = colourIn('#fcfaf6')
const night = colourIn('#222529')
const colour = fc.integer({ min: 0, max: 0xffffff }).map(number => `#${number.toString(16).padStart(6, '0')}`)

describe("a library's colour", () => {
  it('is measured as WCAG does', () => {
    expect(contrast(colourIn('#ffffff'), colourIn('#000000'))).toBeCloseTo(21, 5)
    expect(contrast(colourIn('#777777'), colourIn('#ffffff'))).toBeCloseTo(4.48, 2)
  })

  it('stays as it is where it can be read', () => {
    expect(accentOn(paper, '#1f5f99')).toEqual([colourIn('#1f5f99'), 255])
    expect(accentOn(night, '#9fd0ff')).toEqual([colourIn('#9fd0ff'), 0])
  })

  it('whatever it is, can be read on light and on dark, and text can be read on it', () => {
    fc.assert(
      fc.property(colour, fc.constantFrom(paper, night), (wanted, ground) => {
        const [accent, onAccent] = accentOn(ground, wanted)
        expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(accent, [onAccent, onAccent, onAccent])).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  it.each([undefined, '', 'red', '#12345', '#1234567', '#12345g', 7])('is the usual one instead of %j', wanted => {
    expect(accentOn(paper, wanted)[0]).toEqual(colourIn('#1d4f6b'))
  })
})
