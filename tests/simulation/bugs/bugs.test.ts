import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bugs } from './bugs.ts'
import { definitionWith } from './definition.ts'
import { huntOne } from './hunt.ts'
import { planted } from './planted.ts'

/** What a piece of code names, without its strings, properties and words of the language. */
function namesIn(code: string): readonly string[] {
  const language = ['as', 'async', 'await', 'case', 'const', 'false', 'if', 'return', 'string', 'true']
  const bare = code.replaceAll(/'[^']*'|"[^"]*"|(?<!\?) \w+: |(?<=[{,]) \w+:/g, ' ')
  const own = [...bare.matchAll(/const (\w+)/g)].map(([, name]) => name)
  const names = [...bare.matchAll(/(?<![\w.])[a-z]\w*/gi)].map(String)
  return names.filter(name => !language.includes(name) && !own.includes(name))
}

describe('the planted bugs', () => {
  it('are more than thirty, each with its own name', () => {
    expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length)
    expect(bugs.length).toBeGreaterThan(30)
  })

  it.each(bugs.map(bug => [bug.name, bug] as const))('%s: its place exists in the code', (_name, bug) => {
    const { file, source } = planted(bug)
    expect(source).not.toBe(readFileSync(file, 'utf8'))
    expect(source).toContain(bug.replace)
    // A bug with an undefined name would fail at once, and be caught for the wrong reason.
    const known = new Set([...readFileSync(file, 'utf8').matchAll(/\w+/g)].map(String))
    for (const name of namesIn(`${bug.replace} ${bug.also?.replace ?? ''}`))
      expect(known.has(name) || bug.imports?.includes(name) || name in globalThis, name).toBe(true)
  })

  it('say which place is gone, and where it was looked for', () => {
    expect(() => definitionWith('sendOne', ['no such words'])).toThrow(
      /^This does not stand exactly once in sendOne \(lib\/.*\.ts\):\nno such words$/,
    )
    expect(() => definitionWith('noSuchName', [])).toThrow('There is no noSuchName at the top level of any file.')
  })

  it.each([
    ['a repeat is written again', 4],
    ['a librarian who transfers keeps holding', 1],
    ['a mail that was sent is not recorded', 11],
  ])('%s: is caught by invariant %i', async (name, number) => {
    const bug = bugs.find(one => one.name === name)
    const { caught, error } = bug ? await huntOne(bug) : {}
    expect(error).toBeUndefined()
    expect(caught?.by.map(violation => violation.number)).toContain(number)
  })
})
