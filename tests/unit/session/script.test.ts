import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { rendered } from '../../../lib/session/script.ts'
import { tries } from '../tries.ts'

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

it.each([
  ["Hello! {patron}, I'm {librarian}", "Hello! I'm Rob"],
  ['Thank you. {patron}, come back soon.', 'Thank you. Come back soon.'],
  ['{patron}! Welcome.', 'Welcome.'],
  ['Good bye. {patron}!', 'Good bye.'],
  ["I'm {librarian} from {librarianLibrary}, answering for {patronLibrary}.", "I'm Rob, answering."],
  ["I'm {librarian} ({librarianLibrary}).", "I'm Rob."],
  ['Welcome to {patronLibrary}!', 'Welcome!'],
  ['Yours,\n{patron}', 'Yours'],
  ["{patron}'s question", 'Question'],
  ['Thank you, {patron}!, come back', 'Thank you! come back'],
  ['From {librarianLibrary}: hello', 'Hello'],
  ['Good morning. For {patron}, a map.', 'Good morning. A map.'],
])('R8 nothing that led to a missing name is left dangling: %j is %j', (script, clean) => {
  expect(rendered(script, { librarian: 'Rob' })).toBe(clean)
})

/** Every way in which the four names can be missing: not there, or empty. */
const combinations = [0, 1, 2, 3].reduce<readonly (readonly (boolean | 'empty')[])[]>(
  known => known.flatMap(some => [true, false, 'empty' as const].map(next => [...some, next])),
  [[]],
)

const unclean = /[{}]| {2}|\s[,.;:!?]|,,|^[\s,.;:!?]|\s$|[.!?],|\(\)/

it.each(combinations.map(known => ({ known })))('R8 clean text with these names known: $known', ({ known }) => {
  const [librarian, patron, patronLibrary, librarianLibrary] = Object.values(names).map((name, i) =>
    known[i] === true ? name : known[i] === 'empty' ? '' : undefined,
  )
  const scripts = [
    "Hi {patron}, I'm {librarian}, from {librarianLibrary}, answering for {patronLibrary}.",
    '{patron}, thank you for asking {patronLibrary}. {librarian} of {librarianLibrary} wishes you well!',
    'Welcome to {patronLibrary}! {patron}, I am {librarian} ({librarianLibrary}). Is that all, {patron}?',
  ]
  for (const script of scripts)
    expect(rendered(script, { librarian, patron, patronLibrary, librarianLibrary })).not.toMatch(unclean)
})

it('R8 whatever a script says and whatever is missing, no brace, no gap, no stray comma is left', () => {
  const field = fc.constantFrom('{librarian}', '{patron}', '{patronLibrary}', '{librarianLibrary}')
  const phrase = fc.constantFrom('thank you', 'I am here', 'welcome to', 'this is from', 'one moment', 'we have it')
  const sentence = fc.oneof(
    fc.tuple(phrase, field).map(([words, name]) => `${words} ${name}`),
    fc.tuple(phrase, field, phrase).map(([words, name, more]) => `${words}, ${name}, ${more}`),
    fc.tuple(field, phrase).map(([name, words]) => `${name}, ${words}`),
    fc.tuple(phrase, field, field).map(([words, one, two]) => `${words} ${one} (${two})`),
    fc.tuple(field, field, phrase).map(([one, two, words]) => `${one} and ${two}: ${words}`),
    phrase,
  )
  const script = fc
    .array(fc.tuple(sentence, fc.constantFrom('. ', '! ', '? ', '.\n')), { minLength: 1, maxLength: 5 })
    .map(sentences => sentences.flat().join('').trim())
  const maybe = (name: string) => fc.constantFrom(name, '', undefined)
  fc.assert(
    fc.property(
      script,
      fc.record({
        librarian: maybe('Rob'),
        patron: maybe('Jane'),
        patronLibrary: maybe('Wren'),
        librarianLibrary: maybe('Larch'),
      }),
      (script, some) => {
        expect(rendered(script, some)).not.toMatch(unclean)
      },
    ),
    { numRuns: tries(300) },
  )
})

it('R8 a script whose names are all known is sent as it was written', () => {
  const script = '  *Hi*  {patron} ,\n{librarian}  '
  expect(rendered(script, names)).toBe('  *Hi*  Jane ,\nRob  ')
})

it('R8 a name that ends with a full stop ends the sentence', () => {
  expect(rendered('Thank you, {patron}.', { ...names, patron: 'Jane D.' })).toBe('Thank you, Jane D.')
  expect(rendered('Hi {patron}, welcome.', { ...names, patron: 'Jane D.' })).toBe('Hi Jane D., welcome.')
})

it('R8 a name that looks like a field or a pattern is only a name', () => {
  const patron = '$& {librarian} {patronLibrary}'
  expect(rendered('Hi {patron}!', { ...names, patron })).toBe(`Hi ${patron}!`)
})
