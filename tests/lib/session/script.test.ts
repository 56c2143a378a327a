import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { rendered } from '../../../lib/session/script.ts'

const names = { librarian: 'Rob', patron: 'Jane', patronLibrary: 'Wren', librarianLibrary: 'Larch' }

it('R8 every field is filled in, wherever and however often it stands', () => {
  const script = '{patron}: {librarian} of {librarianLibrary} for {patronLibrary}, {patron}'
  expect(rendered(script, names)).toBe('Jane: Rob of Larch for Wren, Jane')
})

it.each([
  ["Hi {patron}, I'm {librarian}", "Hi, I'm Rob"],
  ["Hi, {patron}, I'm {librarian}", "Hi, I'm Rob"],
  ['{patron}, hello', 'Hello'],
  ['Thank you {patron}!', 'Thank you!'],
  ["I'm still searching, {patron}; one minute", "I'm still searching; one minute"],
  ['Hello {patron}.', 'Hello.'],
])('R8 a missing name leaves clean text: %j is %j', (script, clean) => {
  expect(rendered(script, { librarian: 'Rob' })).toBe(clean)
})

it('R8 whatever is missing, no brace, no double space and no space before a comma is left', () => {
  const script = "Hi {patron}, I'm {librarian}, from {librarianLibrary}, answering for {patronLibrary}."
  const maybe = (name: string) => fc.constantFrom(name, '', undefined)
  fc.assert(
    fc.property(
      maybe('Rob'),
      maybe('Jane'),
      maybe('Wren'),
      maybe('Larch'),
      (librarian, patron, patronLibrary, librarianLibrary) => {
        const text = rendered(script, { librarian, patron, patronLibrary, librarianLibrary })
        expect(text).not.toMatch(/[{}]|\s\s|\s[,.;]|,,/)
      },
    ),
  )
})

it('R8 a name that looks like a field or a pattern is only a name', () => {
  const patron = '$& {librarian} {patronLibrary}'
  expect(rendered('Hi {patron}!', { ...names, patron })).toBe(`Hi ${patron}!`)
})
