import { expect, it } from 'vitest'
import { shown } from '../../../lib/access/person.ts'

it('what a token says is shown in one short line, without marks that nobody sees', () => {
  expect(shown('a'.repeat(121))).toBe(`${'a'.repeat(120)}…`)
  expect(shown('a'.repeat(120))).toBe('a'.repeat(120))
  expect(shown('one\ntwo\u202e\u2028')).toBe('onetwo')
  expect(shown('')).toBe('nothing')
})
