import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { fileShape } from '../../../lib/consortium/file-shape.ts'
import { parseConsortium } from '../../../lib/consortium/parse.ts'
import { keysOf } from '../../../tools/consortium/keys.ts'
import { schemaJson } from '../../../tools/consortium/schema.ts'
import { explainedAs, words } from '../../../tools/consortium/words.ts'
import { consortiumFile, consortiumPage, schemaFile } from '../../../tools/consortium/write.ts'

const keys = keysOf(fileShape)

type Branch = { [key: string]: unknown }
const branch = v.custom<Branch>(value => typeof value === 'object' && value !== null && !Array.isArray(value))

/** A file with every example, in which each list has one entry. `replaced` replaces one of them. */
function fileOfExamples(replaced: { readonly path?: string; readonly value?: unknown } = {}): string {
  const file: Branch = {}
  for (const { path } of keys) {
    const value = path === replaced.path ? replaced.value : words[explainedAs(path)]?.example
    if (value !== undefined) put(file, path, value)
  }
  return stringify(file)
}

function put(into: Branch, path: string, value: unknown): void {
  const [step = '', ...rest] = path.split('.')
  const key = step.replace('[]', '')
  if (rest.length === 0) into[key] = value
  else {
    const [held = {}] = [into[key] ?? []].flat()
    into[key] = step.endsWith('[]') ? [held] : held
    put(v.parse(branch, held), rest.join('.'), value)
  }
}

describe('the page of the consortium file', () => {
  it('is current, and so is the schema for editors: if not, `npm run docs`', () => {
    expect(readFileSync(consortiumFile, 'utf8')).toBe(consortiumPage())
    expect(readFileSync(schemaFile, 'utf8')).toBe(schemaJson())
  })

  it('explains every key, and no key that does not exist', () => {
    expect(Object.keys(words).toSorted()).toEqual([...new Set(keys.map(({ path }) => explainedAs(path)))].toSorted())
  })

  it('explains once only what is the same in every place', () => {
    for (const twins of Map.groupBy(keys, ({ path }) => explainedAs(path)).values()) {
      const said = twins.map(({ path: _where, ...same }) => same)
      expect(said).toEqual(said.map(() => said[0]))
    }
  })

  it('has an example for every key that holds no others', () => {
    const holders = new Set(keys.map(({ path }) => path.replace(/(?:\[\])?\.[^.]*$/, '')))
    const leaves = keys.filter(({ path }) => !holders.has(path))
    expect(leaves.filter(({ path }) => words[explainedAs(path)]?.example === undefined)).toEqual([])
  })

  it('has examples that make a valid file', () => {
    expect(parseConsortium(fileOfExamples())).toHaveProperty('consortium')
  })

  it.each(ranges())('names the bounds of $path: neither $below nor $above is accepted', ({ path, below, above }) => {
    for (const value of [below, above]) {
      const read = parseConsortium(fileOfExamples({ path, value }))
      expect('problems' in read && read.problems[0]?.sentence).toContain(`"${path.replace(/.*\./, '')}" must be`)
    }
  })
})

/** Every key with a least and a most, and the numbers just beyond them. */
function ranges() {
  return keys.flatMap(({ path, bounds }) => {
    const [, least, most] = /between (\d+) and (\d+)$/.exec(bounds.join()) ?? []
    return least === undefined ? [] : [{ path, below: Number(least) - 1, above: Number(most) + 1 }]
  })
}
