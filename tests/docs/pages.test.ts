import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { keptRules, rulesFile, rulesPage } from '../../docs/rules/write.ts'
import { sessionFile, sessionPage } from '../../docs/session/write.ts'

describe('the pages that are written from the code are current: if not, `npm run docs`', () => {
  it('the states of a session', () => {
    expect(readFileSync(sessionFile, 'utf8')).toBe(sessionPage())
  })

  it('which tests prove which rule', () => {
    expect(readFileSync(rulesFile, 'utf8')).toBe(rulesPage())
  })
})

it.each(keptRules)('%s is named in the title of at least one test', rule => {
  const [, section = ''] = rulesPage().split(`## ${rule}\n`)
  expect(section.split('\n## ')[0]).toMatch(/^- /m)
})
