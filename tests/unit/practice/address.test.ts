import { expect, it } from 'vitest'
import { addressIn } from '../../../lib/practice/signs.ts'

it.each([
  ['jane@example.org', 'jane@example.org'],
  ['Write to Jane.Doe+almanac@lib.example.co.uk.', 'Jane.Doe+almanac@lib.example.co.uk'],
  ['(jane@example.org)', 'jane@example.org'],
  ['mailto:jane@example.org?subject=x', 'jane@example.org'],
  ['a@b.cd or e@f.gh', 'a@b.cd'],
  ['jürgen@bücherei.example', 'jürgen@bücherei.example'],
  ['first line\njane@example.org\nlast', 'jane@example.org'],
])('R27 an address is found in %j', (text, address) => {
  expect(addressIn(text)).toBe(address)
})

it.each(['', '@', 'jane@', '@example.org', 'jane@example', 'jane at example dot org', 'see @library', 'a@1.2'])(
  'R27 there is no address in %j',
  text => {
    expect(addressIn(text)).toBeUndefined()
  },
)

it.each([
  ["it is 'jane@example.org'", 'jane@example.org'],
  ['jane&joe@example.org', 'jane&joe@example.org'],
  ['jane@bücherei.xn--p1ai', 'jane@bücherei.xn--p1ai'],
])('R22 the address found in %j is the one that was written', (text, address) => {
  expect(addressIn(text)).toBe(address)
})
