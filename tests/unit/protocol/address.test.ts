import { expect, it } from 'vitest'
import { isAddress } from '../../../lib/protocol/address.ts'

it.each([
  "o'neil@example.org",
  'jane+desk@example.co.uk',
  'Jane.Doe@Example.org',
  'jane@bücherei.example',
  'jane@पुस्तकालय.भारत',
  'jane@example.xn--p1ai',
  'a&b=c~d-e_f@example.org',
  `${'a'.repeat(64)}@example.org`,
])('%s is an address', address => {
  expect(isAddress(address)).toBe(true)
})

it.each([
  ...['student@school', 'jane@example,org', 'jane@example..org', 'jane@localhost', 'jane', '@example.org', 'jane@'],
  ...['.jane@example.org', 'jane.@example.org', 'ja..ne@example.org', 'jane doe@example.org', 'jane@-example.org'],
  ...['jane@example-.org', 'jane@example.1', 'jane@[192.0.2.1]', '"jane"@example.org', 'jürgen@example.org'],
  ...['jane%example.com@example.org', 'example.com!jane@example.org', '|jane@example.org', '{jane}@example.org'],
  ...['jane@a@example.org', 'jane@example.org\nbcc: all@example.org', `${'a'.repeat(65)}@example.org`],
  `jane@${'a.'.repeat(130)}org`,
])('%j is not an address', address => {
  expect(isAddress(address)).toBe(false)
})
