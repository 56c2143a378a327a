import { expect, it } from 'vitest'
import { digestOf, isWithin, networkOf } from '../../../lib/access/source.ts'

it('R42 a source is an IPv4 address, however it is written', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('192.0.2.8')).not.toBe(networkOf('192.0.2.7'))
})

it('R42 a source is the /64 of an IPv6 address', () => {
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:DB8:1:2:ffff:ffff:ffff:ffff'))
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
})

it('R42 two networks are two sources, even where their numbers have the same digits in a row', () => {
  expect(networkOf('2001:db8:1:b::1')).not.toBe(networkOf('2001:db8:b:1::1'))
})

it('what is no address is no source', () => {
  expect(['', 'unknown', '192.0.2', '192.0.2.7, 10.0.0.1', 'fe80::1::2'].map(networkOf)).toEqual(
    Array(5).fill(undefined),
  )
})

it('R38 a digest says nothing of the source without its key, and is another one with another key', () => {
  const [key, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
  expect(digestOf('192.0.2.7', key)).toBe(digestOf('192.0.2.7', key))
  expect(digestOf('192.0.2.7', key)).not.toBe(digestOf('192.0.2.7', other))
  expect(digestOf('192.0.2.7', key)).not.toBe(digestOf('192.0.2.8', key))
  expect(digestOf('192.0.2.7', key)).not.toContain('192')
})

it('R38 a digest is no longer than it must be to tell sources apart', () => {
  expect(digestOf('192.0.2.7', new Uint8Array(32))).toMatch(/^[\w-]{22}$/)
})

it("a library's own networks are known by their range, in both families", () => {
  const own = ['192.0.2.0/24', '2001:db8::/32']
  expect(['192.0.2.255', '::ffff:192.0.2.1', '2001:db8:ffff::1'].map(address => isWithin(address, own))).toEqual([
    ...[true, true, true],
  ])
  expect(['192.0.3.1', '2001:db9::1', 'unknown'].map(address => isWithin(address, own))).toEqual([false, false, false])
  expect(isWithin('192.0.2.1', [])).toBe(false)
})
