#!/usr/bin/env bash
# Looking at a page with Playwright gives the page the rights of one that a person has touched.
#
# Expected: a test that only reads (a title, whether something is visible, a screenshot) leaves the page as it is before the first
#   click: sound is blocked, and navigator.userActivation.hasBeenActive is false.
# Seen with: playwright-core 1.65.1 and Chromium 153 (@sparticuz/chromium 153.0.0). title(), isVisible(), textContent(), waitFor(),
#   evaluate(), content() and screenshot() all run script in the page as if a person had acted. From then on the page counts as
#   touched, and an AudioContext runs that would have stayed suspended.
# Who is hurt: librarians. The test says that the alarm for a waiting patron sounds on a page that nobody has touched. For a
#   librarian who opened the tab and turned away it is silent.
# Instead: until the test has clicked on purpose, read with CDP's Runtime.evaluate and userGesture: false, or let the page report by
#   itself, in a request to the test's server.
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
const html = `<!doctype html><title>Desk</title><p>Nobody waits.</p><script>
  async function sound() {
    const audio = new AudioContext()
    await Promise.race([audio.resume(), new Promise(resolve => setTimeout(resolve, 300))])
    return audio.state
  }
</script>`
const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(html))
await new Promise(resolve => server.listen(0, 'localhost', resolve))
const looks = {
  'no look': async () => {},
  'title()': page => page.title(),
  'isVisible()': page => page.isVisible('p'),
  'textContent()': page => page.textContent('p'),
  'waitFor()': page => page.locator('p').waitFor(),
  'evaluate()': page => page.evaluate(() => 1),
  'content()': page => page.content(),
  'screenshot()': page => page.screenshot(),
}
const seen = {}
for (const [name, look] of Object.entries(looks)) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`http://localhost:${server.address().port}/`)
  await look(page)
  const cdp = await context.newCDPSession(page)
  const ask = { expression: '(async () => [navigator.userActivation.hasBeenActive, await sound()])()', userGesture: false }
  const answer = await cdp.send('Runtime.evaluate', { ...ask, awaitPromise: true, returnByValue: true })
  seen[name] = answer.result.value
  console.log(`${name}: touched ${seen[name][0]}, sound ${seen[name][1]}`)
  await context.close()
}
await browser.close()
server.close()
const stated = Object.fromEntries(Object.keys(looks).map(name => [name, [true, 'running']]))
stated['no look'] = [false, 'suspended']
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: every look counts as a touch.' : 'CHANGED: other looks count than stated.')
process.exitCode = same ? 0 : 1
JS
TMPDIR="$folder" node try.mjs
