import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cell, columns, counted } from '../../bench/growth/table.ts'

const few = 100
const many = 300

/** What is counted of those who wait ends at a hundred behind the page; pages of DynamoDB begin where they begin. */
const rounding = 2

const kinds = ['calls', 'readUnits', 'writeUnits', 'posts'] as const

describe.each(columns)('what grows: $title', column => {
  it('what is flat costs the same with a hundred and with three hundred, and nothing else grows beyond its reason, or costs more than it may', async () => {
    const costs = await counted(column, [few, many])
    const [before, after] = [costs.get(few), costs.get(many)]
    const grown = [...(after ?? [])].flatMap(([name, cost]) => {
      const was = before?.get(name)
      const each = column.growing[name]?.each ?? {}
      return kinds.flatMap(kind => {
        const allowed = (each[kind] ?? 0) * (many - few) + (kind.endsWith('Units') ? rounding : 0)
        const more = was ? cost[kind] - was[kind] : cost[kind]
        return more > allowed ? [`${name}: ${kind} ${was?.[kind]} became ${cost[kind]}`] : []
      })
    })
    expect(grown).toEqual([])
    const tooMuch = Object.entries(column.atMost ?? {}).flatMap(([name, most]) => {
      const cost = after?.get(name)
      if (!cost) return [`${name} is not tried`]
      return kinds.flatMap(kind => (cost[kind] > (most[kind] ?? cost[kind]) ? [`${name}: ${kind} ${cost[kind]}`] : []))
    })
    expect(tooMuch).toEqual([])

    const page = readFileSync('docs/internals/growth.md', 'utf8')
    const rows = page.split(`## ${column.title}\n`)[1]?.split('\n## ')[0]?.split('\n') ?? []
    for (const [name, cost] of before ?? [])
      expect(
        rows.find(row => row.startsWith(`| ${name} |`)),
        'docs/internals/growth.md is stale: `npm run growth`',
      ).toContain(`| ${cell(cost)} |`)
  })
})
