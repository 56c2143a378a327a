import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundleWeb } from '../infra/bundle-web.ts'

/**
 * `npm run bench:widget`: what a page of a library loads for the desk, and what it would load for Rocket.Chat's livechat, from its
 * package. Both are counted after gzip at its highest level. The package is fetched with npm, and nothing of it is run.
 */
const rival = '@rocket.chat/livechat@1.13.3'

const folder = mkdtempSync(join(tmpdir(), 'coopdesk-bench-'))
const bytes = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length
const sum = (paths: readonly string[]) => paths.reduce((all, path) => all + bytes(path), 0)
const kilobytes = (count: number) => `${(count / 1024).toFixed(1)} KB`.padStart(10)

try {
  const [opened] = await bundleWeb({ to: folder })
  const widget = join(folder, 'widget')
  const named = (pattern: RegExp) =>
    Object.entries(opened?.outputs ?? {})
      .filter(([, { inputs }]) => Object.keys(inputs).some(input => pattern.test(input)))
      .map(([path]) => join(widget, path.split('/').at(-1) ?? ''))
  const [closed, words] = [join(widget, 'coopdesk.js'), named(/words\//)]
  const compiler = named(/message-utils/)
  const rest = readdirSync(widget)
    .filter(name => /^(opened|part)-/.test(name))
    .map(name => join(widget, name))
    .filter(path => !words.includes(path) && !compiler.includes(path))
  const all = bytes(closed) + sum(rest) + Math.max(...words.map(bytes))
  console.log(`Coopdesk, before it opens   ${kilobytes(bytes(closed))}`)
  console.log(`Coopdesk, in all            ${kilobytes(all)}   in one language`)
  console.log(`  with a library's own words${kilobytes(all + sum(compiler))}`)

  const [tarball = ''] = execFileSync('npm', ['pack', rival, '--silent', '--pack-destination', folder], {
    encoding: 'utf8',
  }).split('\n')
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder])
  const theirs = readdirSync(join(folder, 'package', 'build'), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(js|css)$/.test(name))
    .map(name => join(folder, 'package', 'build', name))
  // Their chunks with a number above 9 are words of languages, of which a page loads one.
  const languages = theirs.filter(path => /\/\d\d\.chunk\./.test(path))
  const other = sum(theirs.filter(path => !languages.includes(path)))
  console.log(`${rival}${kilobytes(other)}   without its words`)
  console.log(`The ratio                   ${`${(other / all).toFixed(1)} : 1`.padStart(10)}`)
} finally {
  rmSync(folder, { recursive: true })
}
