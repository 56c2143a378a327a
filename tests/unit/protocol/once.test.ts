import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { isRandom } from '../../../lib/protocol/once.ts'

it('a random UUID, in whatever way it is written, is a secret', () => {
  for (let i = 0; i < 2_000; i++) {
    const uuid = randomUUID()
    expect([uuid, isRandom(uuid)]).toEqual([uuid, true])
    expect([uuid, isRandom(uuid.replaceAll('-', ''))]).toEqual([uuid, true])
  }
})

it.each([
  ['one letter again and again', 'a'.repeat(22)],
  ['the alphabet', 'abcdefghijklmnopqrstuvwxyz'],
  ['digits in their order', '1234567890123456789012'],
  ['a UUID with a counter in it', '00000000-0000-4000-8000-000000000001'],
  ['one word again and again', 'passwordpasswordpassword'],
  ['a moment, twice', '1795532400000-1795532400000'],
  ['a row of hexadecimal digits, twice', '0123456789abcdef0123456789abcdef'],
  ['a random text that is too short', '6f1c2b0e-7d44-4b6b-9a'],
  ['another character', '6f1c2b0e_7d44_4b6b_9a51_0f3f5b0c9a77'],
])('%s is not a secret', (_what, once) => {
  expect(isRandom(once)).toBe(false)
})
