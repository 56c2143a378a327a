import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Rule } from './rule.ts'
import type { TestTitle } from './titles.ts'

/** A rule that something names. */
export interface Citation {
  readonly rule: string
  /** Relative to the project. */
  readonly file: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const searched = ['{lib,functions,infra,client,terminal,local,demo,web}/**/*.{ts,tsx}', 'docs/**/*.md', '*.md']
const page = 'docs/internals/RULES.md'

/** The rules that a text names, each once: `R7`. */
function rulesIn(text: string): readonly string[] {
  return [...new Set(text.match(/\bR\d{1,2}\b/g))]
}

/** Every rule that the code and the pages name, file by file. */
export function citations(): readonly Citation[] {
  return globSync(searched, { cwd: root, exclude: ['**/node_modules/**', page] })
    .toSorted()
    .flatMap(file => rulesIn(readFileSync(`${root}${file}`, 'utf8')).map(rule => ({ rule, file })))
}

/** The tests that prove a rule: their titles name it. */
export function testsOf(rule: string, titles: readonly TestTitle[]): readonly TestTitle[] {
  return titles.filter(({ title }) => rulesIn(title).includes(rule))
}

/** The contradictions between the rules and their citations, in sentences. */
export function contradictions(
  rules: readonly Rule[],
  cited: readonly Citation[],
  titles: readonly TestTitle[],
): readonly string[] {
  const stated = new Set<string>(rules.map(({ id }) => id))
  const named = [...cited, ...titles.flatMap(({ file, title }) => rulesIn(title).map(rule => ({ rule, file })))]
  const unknown = named
    .filter(({ rule }) => !stated.has(rule))
    .map(({ rule, file }) => `${file} names ${rule}, which is not stated.`)
  const unproven = rules
    .filter(({ id, toCome }) => toCome !== 'all' && testsOf(id, titles).length === 0)
    .map(({ id }) => `${id} is not marked as to come, and no test names it.`)
  const early = rules
    .filter(({ id, toCome }) => toCome === 'all' && testsOf(id, titles).length > 0)
    .map(({ id }) => `${id} is marked as to come, and a test names it already.`)
  return [...new Set([...unknown, ...unproven, ...early])]
}
