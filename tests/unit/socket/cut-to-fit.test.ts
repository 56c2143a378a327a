import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutToFit } from '../../../lib/socket/cut-to-fit.ts'
import { anyText } from '../texts.ts'

const bytesOf = (texts: readonly string[]) =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(JSON.stringify(text)) - 2, 0)

it('what is short stays whole, and what is long gets the room that it leaves', () => {
  expect(cutToFit(['x'.repeat(90), 'short', 'y'.repeat(90)], 105)).toEqual(['x'.repeat(50), 'short', 'y'.repeat(50)])
  expect(cutToFit(['x'.repeat(90), 'short'], 95)).toEqual(['x'.repeat(90), 'short'])
  expect(cutToFit([], 10)).toEqual([])
})

it('is measured as it stands in a frame, and no character is broken', () => {
  expect(cutToFit(['🦉🦉🦉'], 11)).toEqual(['🦉🦉'])
  expect(cutToFit(['\n\n\n'], 5)).toEqual(['\n\n'])
  expect(cutToFit(['\u0000\u0000'], 11)).toEqual(['\u0000'])
})

it('whatever the texts, each is its own beginning and together they fit', () => {
  fc.assert(
    fc.property(fc.array(anyText({ maxLength: 200 }), { maxLength: 7 }), fc.nat(500), (texts, bytes) => {
      const cut = cutToFit(texts, bytes)
      expect(cut.every((text, i) => texts[i]?.startsWith(text))).toBe(true)
      expect(bytesOf(cut)).toBeLessThanOrEqual(bytes)
      if (bytesOf(texts) <= bytes) expect(cut).toEqual(texts)
    }),
  )
})
