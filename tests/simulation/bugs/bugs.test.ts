import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bugs } from './bugs.ts'
import { huntOne } from './hunt.ts'

describe('the planted bugs', () => {
  it('are more than thirty, each with a name of its own', () => {
    expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length)
    expect(bugs.length).toBeGreaterThan(30)
  })

  it.each(bugs.map(bug => [bug.name, bug] as const))('%s: its place stands exactly once in the code', (_name, bug) => {
    const source = readFileSync(bug.file, 'utf8')
    for (const { find } of [bug, ...(bug.also ? [bug.also] : [])]) expect(source.split(find)).toHaveLength(2)
  })

  it.each([
    ['a repeat is written again', 4],
    ['whoever hands over goes on holding', 1],
    ['a mail is recorded before it is sent', 11],
  ])(
    '%s: is caught by invariant %i',
    async (name, number) => {
      const bug = bugs.find(one => one.name === name)
      const { caught } = bug ? await huntOne(bug) : {}
      expect(caught?.by.map(violation => violation.number)).toContain(number)
    },
    120_000,
  )
})
