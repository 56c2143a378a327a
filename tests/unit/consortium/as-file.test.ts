import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { asFile } from '../../../lib/consortium/as-file.ts'
import { fileShape } from '../../../lib/consortium/file-shape.ts'
import { parseConsortium } from '../../../lib/consortium/parse.ts'

const example = readFileSync('examples/consortium.yaml', 'utf8')

function consortiumOf(file: string) {
  const read = parseConsortium(file)
  if ('problems' in read) throw new Error(read.problems[0]?.sentence)
  return read.consortium
}

const shape = (file: string) => v.parse(fileShape, parse(file))

/** The example with keys that it does not use, one of each kind. */
const odd = example
  .replace('monday: [08:00-22:00]', 'monday: [08:00-12:00, 20:00-02:00]')
  .replace('saturday: [10:00-18:00]', 'saturday: [10:00-24:00]')
  .replace(
    'limit: 4',
    'limit: 4\n    pools: [cooperative]\n    scripts: [{ id: hello, title: Hello, text: "Hello {patron}" }]',
  )

const withPage = example.replace(
  '      languages: [en, es]\n',
  '      languages: [en, es]\n      logo: https://library.state-college.example.org/logo.svg\n      words: { es: { open: Pregunte } }\n',
)

test.each([
  ['the example', example],
  ['a page with a logo and words of its own', withPage],
  ['a file with shifts over midnight, pools and scripts of a librarian', odd],
])('%s comes out of the directory with the same meaning', (_what, file) => {
  const consortium = consortiumOf(file)
  const again = consortiumOf(stringify(asFile(shape(file), consortium)))
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)
  expect([...again.libraries].sort(byId)).toEqual([...consortium.libraries].sort(byId))
  expect([...again.librarians].sort(byId)).toEqual([...consortium.librarians].sort(byId))
})

test('what comes out by itself is left out', () => {
  const { libraries, librarians } = asFile(shape(example), consortiumOf(example))
  const mesa = libraries.find(({ id }) => id === 'mesa')
  expect(Object.keys(mesa ?? {}).sort()).toEqual(['groups', 'hours', 'id', 'mailbox', 'name', 'origins', 'time-zone'])
  const rob = librarians.find(({ id }) => id === 'rob')
  expect(rob).not.toHaveProperty('pools')
})

test('a group that only the directory knows gets its id for a name', () => {
  const { libraries, librarians } = consortiumOf(example)
  const grouped = libraries.map(one => ({ ...one, groups: [...one.groups, 'northern'] }))
  expect(asFile(shape(example), { libraries: grouped, librarians }).groups).toContainEqual({
    id: 'northern',
    name: 'northern',
  })
})

test('pages of one machine are in no file', () => {
  const { libraries, librarians } = consortiumOf(example)
  const local = libraries.map(one => ({ ...one, origins: [...one.origins, 'http://localhost:4510'] }))
  expect(
    asFile(shape(example), { libraries: local, librarians })
      .libraries.flatMap(({ origins }) => origins)
      .join(),
  ).not.toContain('localhost')
})
