import { expect, it } from 'vitest'
import { isForLoopback } from '../../../local/loopback.ts'

it.each(['localhost', 'localhost:4510', '127.0.0.1:4510', '[::1]:4510', 'LocalHost:80'])('%s is this machine', host => {
  expect(isForLoopback(host)).toBe(true)
})

it.each([
  undefined,
  '',
  'evil.example.org',
  'evil.example.org:4510',
  'localhost.evil.example.org',
  '127.0.0.1.nip.example',
])('%s is not', host => {
  expect(isForLoopback(host)).toBe(false)
})
