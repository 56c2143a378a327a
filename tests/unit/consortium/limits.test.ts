import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { limitComplaints } from '../../../lib/consortium/limits.ts'
import { parseConsortium } from '../../../lib/consortium/parse.ts'

const example = readFileSync('examples/consortium.yaml', 'utf8')
const read = parseConsortium(example)
if ('problems' in read) throw new Error('The example has a fault.')
const { consortium } = read
const [[first], [someone]] = [consortium.libraries, consortium.librarians]
if (!first || !someone) throw new Error('The example has nobody.')

test('a library that DynamoDB would not keep in one item is named, with its line', () => {
  const scripts = Array.from(
    { length: 450 },
    (_, n) => `      - { id: s${n}, title: S${n}, text: "${'x'.repeat(950)}" }`,
  )
  const file = example.replace('  - id: mesa\n', `  - id: mesa\n    scripts:\n${scripts.join('\n')}\n`)
  const answer = parseConsortium(file)
  const line = file.slice(0, file.indexOf('  - id: mesa\n')).split('\n').length
  expect(answer).toEqual({
    problems: [
      {
        line,
        sentence: expect.stringMatching(
          /^This library takes 4\d\d KB, and DynamoDB keeps 399 KB in one item: shorten scripts or lists\.$/,
        ),
      },
    ],
  })
})

test('1,000 libraries with 20,000 librarians are taken', () => {
  const libraries = Array.from({ length: 1000 }, (_, n) => ({ ...first, id: `l${n}`, name: `Library number ${n}` }))
  const librarians = Array.from({ length: 20_000 }, (_, n) => ({
    ...someone,
    id: `p${n}`,
    name: `Person number ${n}`,
    email: `person-${n}@library-${n % 1000}.example.org`,
    library: `l${n % 1000}`,
  }))
  expect(limitComplaints({ ...consortium, libraries, librarians })).toEqual([])
})

test('more than the first deployment can load is said, and how to go on', () => {
  const text = 'x'.repeat(90_000)
  const libraries = Array.from({ length: 400 }, (_, n) => ({ ...first, id: `l${n}`, greeting: text }))
  const [complaint] = limitComplaints({ ...consortium, libraries })
  expect(complaint?.sentence).toMatch(/more than the first deployment can load \(32,768 KB\): deploy with some of them/)
})

test('more tags than CloudFormation takes are counted', () => {
  const tags = Object.fromEntries(Array.from({ length: 46 }, (_, n) => [`t${n}`, 'x']))
  const settings = { ...consortium.settings, deployment: { ...consortium.settings.deployment, tags } }
  expect(limitComplaints({ ...consortium, settings })).toEqual([
    { path: ['settings', 'tags'], sentence: 'These are 46 tags; CloudFormation takes 45.' },
  ])
})
