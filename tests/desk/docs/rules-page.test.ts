import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { citations, contradictions } from '../../../tools/rules/citations.ts'
import { statedRules } from '../../../tools/rules/stated.ts'
import type { TestTitle } from '../../../tools/rules/titles.ts'
import { rulesFile, rulesPage } from '../../../tools/rules/write.ts'

const titlesShape = v.array(v.strictObject({ file: v.string(), title: v.string() }))

describe('the rules of the desk', () => {
  let titles: readonly TestTitle[]

  // Every test file is loaded for its titles, and the tests of the template need it built, so this is not a unit test. They are
  // loaded in a separate process, since this file is one of them.
  beforeAll(async () => {
    const script = fileURLToPath(new URL('../../../tools/rules/titles.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 2 ** 26 })
    titles = v.parse(titlesShape, JSON.parse(stdout))
  }, 300_000)

  it('are all stated if they are cited, and tested unless they are marked as to come', () => {
    expect(contradictions(statedRules, citations(), titles)).toEqual([])
  })

  it('have a page that is current: if not, `npm run docs`', () => {
    expect(readFileSync(rulesFile, 'utf8') === rulesPage(titles), 'docs/internals/RULES.md is stale.').toBe(true)
  })

  it('are numbered without a gap, and each says where it comes from', () => {
    expect(statedRules.map(({ id }) => id)).toEqual(statedRules.map((_rule, at) => `R${at + 1}`))
    expect(statedRules.filter(({ source }) => source.trim() === '')).toEqual([])
  })
})
