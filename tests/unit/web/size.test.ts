import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleWeb } from '../../../infra/bundle-web.ts'

const kilobyte = 1024

describe('the widget', () => {
  const to = mkdtempSync(join(tmpdir(), 'coopdesk-web-'))
  const folder = join(to, 'widget')
  const bytes = (name: string) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length
  let meta: Awaited<ReturnType<typeof bundleWeb>>
  beforeAll(async () => {
    meta = await bundleWeb({ to })
  })
  afterAll(() => rmSync(to, { recursive: true }))

  it('takes 3 KB before it opens', () => {
    expect(bytes('coopdesk.js')).toBeLessThanOrEqual(3 * kilobyte)
  })

  it('takes 40 KB in all, in whatever language', () => {
    const [opened] = meta
    const outputs = Object.entries(opened?.outputs ?? {})
    const nameOf = (path: string) => path.split('/').at(-1) ?? ''
    const words = outputs.filter(([, { inputs }]) => Object.keys(inputs).some(input => input.includes('/words/')))
    expect(words).toHaveLength(3)
    const largest = Math.max(...words.map(([path]) => bytes(nameOf(path))))
    // What compiles a library's own words is loaded only by a library that has any.
    const isExtra = (inputs: object) => Object.keys(inputs).some(input => /words\/|message-utils/.test(input))
    const rest = outputs.filter(([, { inputs }]) => !isExtra(inputs)).map(([path]) => bytes(nameOf(path)))
    const all = rest.reduce((sum, each) => sum + each, bytes('coopdesk.js') + largest)
    expect(all).toBeLessThanOrEqual(40 * kilobyte)
  })

  it('names nothing that is elsewhere, and makes no script or markup of a text', () => {
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8')
      const addresses = text.match(/https?:\/\/[^\s"'`)]+/g) ?? []
      expect(addresses.filter(address => !address.startsWith('http://www.w3.org/'))).toEqual([])
      expect(text).not.toMatch(/\beval\(|new Function|document\.write|insertAdjacentHTML|outerHTML/)
    }
  })
})

describe('the desk', () => {
  const to = mkdtempSync(join(tmpdir(), 'coopdesk-web-'))
  const folder = join(to, 'desk')
  let outputs: NonNullable<Awaited<ReturnType<typeof bundleWeb>>[number]>['outputs'] = {}
  beforeAll(async () => {
    outputs = (await bundleWeb({ to })).at(-1)?.outputs ?? {}
  })
  afterAll(() => rmSync(to, { recursive: true }))

  /** A file and everything that it loads at once. */
  function loadedBy(path: string, known = new Set<string>()): ReadonlySet<string> {
    if (known.has(path)) return known
    known.add(path)
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement') loadedBy(next, known)
    return known
  }

  it('takes 260 KB for its first screen', () => {
    const [[entry = ''] = []] = Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint?.endsWith('main.tsx'))
    const sizes = [...loadedBy(entry)].map(path => {
      const name = path.split('/').at(-1) ?? ''
      return gzipSync(readFileSync(join(folder, name)), { level: 9 }).length
    })
    expect(sizes.length).toBeGreaterThan(0)
    expect(sizes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(260 * kilobyte)
  })

  it('is named by its page under a name that holds a hash', () => {
    const page = readFileSync(join(to, 'index.html'), 'utf8')
    const [, script = ''] = /<script src="desk\/(desk-[A-Z0-9]{8}\.js)" type="module">/.exec(page) ?? []
    expect(readdirSync(folder)).toContain(script)
  })
})
