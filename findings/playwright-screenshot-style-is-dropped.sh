#!/usr/bin/env bash
# Under a content security policy Playwright's screenshot({ style }) takes the picture without the style, and says nothing.
#
# Expected: the style is applied; or screenshot() throws where the page's policy forbids it, as addStyleTag() does.
# Seen with: playwright-core 1.65.1 and Chromium 153 (@sparticuz/chromium 153.0.0). On a page with "style-src 'self'" the picture
#   is the same to the byte as one without the option. On the same page without the policy it differs.
# Who is hurt: tests that compare pictures. What the style was meant to hide (a clock, a name, a cursor) stays in them: once the page
#   has a policy, a steady test becomes flaky, or a picture shows what it should not.
# Instead: use mask, page.clock or a class of the page's own stylesheet; or a context with bypassCSP, if the test is not about the
#   policy.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error playwright-core@1.65.1 @sparticuz/chromium@153.0.0
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import chromium from '@sparticuz/chromium'
import { chromium as playwright } from 'playwright-core'

const launching = playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] })
const browser = await launching.catch(error => {
  console.log(`The browser does not start on this machine: ${error.message.split('\n')[0]}`)
  process.exit(2)
})
const version = JSON.parse(readFileSync('node_modules/playwright-core/package.json')).version
console.log('playwright-core', version, 'Chromium', browser.version())
const server = createServer((request, answer) => {
  if (request.url === '/policy') answer.setHeader('content-security-policy', "default-src 'self'; style-src 'self'")
  answer.setHeader('content-type', 'text/html').end('<!doctype html><title>Desk</title><body>')
})
await new Promise(resolve => server.listen(0, 'localhost', resolve))
const style = 'body { background: black }'
const seen = {}
for (const path of ['plain', 'policy']) {
  const page = await browser.newPage()
  await page.goto(`http://localhost:${server.address().port}/${path}`)
  const without = await page.screenshot()
  const styled = await page.screenshot({ style })
  const added = await page.addStyleTag({ content: style }).then(() => 'works', () => 'throws')
  seen[path] = { style: styled.equals(without) ? 'no effect' : 'applied', addStyleTag: added }
  console.log(`${path}: screenshot({ style }) ${seen[path].style}, addStyleTag() ${added}`)
  await page.close()
}
await browser.close()
server.close()
const stated = { plain: { style: 'applied', addStyleTag: 'works' }, policy: { style: 'no effect', addStyleTag: 'throws' } }
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: dropped without a word.' : 'CHANGED: the style is applied, or refused.')
process.exitCode = same ? 0 : 1
JS
TMPDIR="$folder" node try.mjs
