import * as fc from 'fast-check'

const between = (first: number, last: number) =>
  fc.integer({ min: first, max: last }).map(code => String.fromCodePoint(code))

/**
 * Any character there is, those of ASCII as often as all others. The `binary` unit of fast-check is the same, and takes two
 * seconds of every file that asks for it.
 */
const character = fc.oneof(between(0, 0x7f), between(0, 0xd7ff), between(0xe000, 0x10ffff))

/** Text that nobody types. */
export function anyText(length: { readonly minLength?: number; readonly maxLength?: number } = {}) {
  return fc.string({ unit: character, ...length })
}
