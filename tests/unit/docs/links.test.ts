import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }

const pages = [...globSync('*.md'), ...globSync('docs/**/*.md')].toSorted()
const read = (page: string) => readFileSync(page, 'utf8')
const found = (page: string, pattern: RegExp) => [...read(page).matchAll(pattern)].map(([, what = '']) => what)

/** The folders that pages name files of. */
const folders = 'bench|client|demo|docs|examples|functions|infra|lib|local|terminal|tests|tools|web'

describe('everything that a page refers to exists', () => {
  it.each(pages)('%s: links', page => {
    const links = found(page, /\]\(([^)#\s]+)(?:#[^)]*)?\)/g).filter(link => !/^[a-z]+:/.test(link))
    expect(links.filter(link => !existsSync(join(dirname(page), link)))).toEqual([])
  })

  it.each(pages)('%s: files and folders', page => {
    const paths = found(page, new RegExp(`\`((?:${folders})/[^\`\\s*]*)\``, 'g'))
    expect(paths.filter(path => !existsSync(path))).toEqual([])
  })

  it.each(pages)('%s: commands', page => {
    const scripts = found(page, /\bnpm run ([\w:-]*\w)/g)
    expect(scripts.filter(script => !Object.hasOwn(packageJson.scripts, script))).toEqual([])
  })
})
