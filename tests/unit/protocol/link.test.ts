import { expect, it } from 'vitest'
import { isWebLink } from '../../../lib/protocol/link.ts'

it.each([
  'https://example.org',
  'http://example.org/a?b=c#d',
  'HTTPS://example.org/%20',
  'https://bücherei.example/ü',
  'https://fa.wikipedia.org/wiki/می\u200cشود',
])('%s may be followed', link => {
  expect(isWebLink(link)).toBe(true)
})

it.each([
  ...['javascript:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'file:///etc/hosts'],
  ...[
    'https://library.example.org@example.com/',
    'https://jane:secret@example.org',
    'ftp://example.org',
    'example.org',
  ],
  ...['//example.org', 'https://', 'https://example.org/a b', 'https:\\\\example.org', 'https://example.org\n'],
  ...[
    'https://example.org/\u202egpj.exe',
    'https://example.org/\u2066x',
    'https://example.org/\u200e',
    'https://example.org/\u0000',
  ],
])('%j may not', link => {
  expect(isWebLink(link)).toBe(false)
})
