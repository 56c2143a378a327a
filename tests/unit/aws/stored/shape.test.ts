import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { parsed, type Shape, versionOf } from '../../../../lib/aws/stored/shape.ts'
import { Unreadable } from '../../../../lib/desk/unreadable.ts'

/** Of version 2: `colour` was `color` before it, and before version 1 it was a number. */
const shape: Shape<{ readonly colour: string }> = {
  kind: 'brush',
  upcasters: [
    ({ color, ...item }) => ({ ...item, color: `#${color}` }),
    ({ color, ...item }) => ({ ...item, colour: color }),
  ],
  schema: v.looseObject({ colour: v.string() }),
}

/** What is said of an item that cannot be read. */
function saidOf(item: Record<string, unknown>) {
  try {
    return parsed(shape, item, 'brush-1')
  } catch (error) {
    return error instanceof Unreadable ? error.item : error
  }
}

describe('an item of a table', () => {
  it('is written with the newest version', () => {
    expect(versionOf(shape.upcasters)).toEqual({ version: 2 })
  })

  it('of any older version becomes one of the newest, step by step', () => {
    expect(parsed(shape, { color: 123 }, '')).toMatchObject({ colour: '#123' })
    expect(parsed(shape, { color: '#123', version: 1 }, '')).toMatchObject({ colour: '#123' })
    expect(parsed(shape, { colour: '#123', version: 2 }, '')).toMatchObject({ colour: '#123' })
  })

  it('keeps what a later release added to it, so that it is not lost when the item is written again', () => {
    expect(parsed(shape, { colour: '#123', version: 2, width: 3 }, '')).toMatchObject({ width: 3 })
  })

  it('of a later version is not guessed at', () => {
    expect(saidOf({ colour: '#123', version: 3 })).toEqual({ kind: 'brush', id: 'brush-1', version: 3 })
  })

  it.each([-1, 0.5, Number.NaN, 1e9])('has no version %d', version => {
    expect(saidOf({ colour: '#123', version })).toEqual({ kind: 'brush', id: 'brush-1', version })
  })

  it.each(['1', null, true, {}])('has no version %j, and nothing of it is said', version => {
    expect(saidOf({ colour: '#123', version })).toEqual({ kind: 'brush', id: 'brush-1' })
  })

  it('that is damaged is said to be, with the field and never with what is in it', () => {
    expect(saidOf({ colour: ['Jane Doe'], version: 2 })).toEqual({
      kind: 'brush',
      id: 'brush-1',
      version: 2,
      field: 'colour',
    })
    expect(saidOf({ version: 2 })).toMatchObject({ field: 'colour' })
  })
})
