import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { directoryEntries } from '../../../lib/consortium/entries.ts'
import { parseConsortium } from '../../../lib/consortium/parse.ts'

const read = parseConsortium(readFileSync('examples/consortium.yaml', 'utf8'))
const entries = 'consortium' in read ? directoryEntries(read.consortium) : []

test('every library, every librarian and every sign-in has an entry of its own', () => {
  const keys = entries.map(({ entry }) => entry)
  expect(keys.filter(key => !key.startsWith('staff-name:'))).toHaveLength(5 + 6 + 6)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys).toEqual(
    expect.arrayContaining(['library:state-college', 'librarian:rob', 'sign-in:rob@state-college.example.org']),
  )
})

test('a sign-in leads to its librarian', () => {
  expect(entries.find(({ entry }) => entry === 'sign-in:nancy@valley-university.example.edu')).toEqual({
    entry: 'sign-in:nancy@valley-university.example.edu',
    librarian: 'nancy',
  })
})

test('entries are what JSON can carry, and fit into an item of 400 KB', () => {
  expect(JSON.parse(JSON.stringify(entries))).toEqual(entries)
  expect(Math.max(...entries.map(entry => Buffer.byteLength(JSON.stringify(entry))))).toBeLessThan(400 * 1024)
})
