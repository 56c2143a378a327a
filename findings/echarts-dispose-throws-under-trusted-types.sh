#!/usr/bin/env bash
# ECharts draws a chart under trusted types, and throws when the chart is removed.
#
# Expected: on a page with "require-trusted-types-for 'script'; trusted-types 'none'" a chart either cannot be drawn at all, or can
#   be drawn and removed.
# Seen with: echarts 6.1.0, SVG renderer, Chromium 153. init() and setOption() work without a violation. dispose() sets innerHTML
#   to an empty string, which the policy refuses with a TypeError. isDisposed() is then true, and the drawing stays in the page.
# Who is hurt: components that call dispose() when they are unmounted. React treats an error there as a broken tree and unmounts
#   everything: a librarian who leaves the page of reports loses the whole desk, although every look at the chart went well.
# Instead: before dispose(), give the chart's element and its SVG an innerHTML of their own (Object.defineProperty, with a setter
#   that calls replaceChildren()). Have a browser test that opens the page and leaves it, under the policy.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error \
  echarts@6.1.0 playwright-core@1.65.1 @sparticuz/chromium@153.0.0
cd "$folder"
cat > chart.js <<'JS'
window.drawAndDispose = async () => {
  const place = document.getElementById('chart')
  const chart = echarts.init(place, null, { renderer: 'svg' })
  chart.setOption({
    animation: false,
    xAxis: { type: 'category', data: ['Mon', 'Tue'] },
    yAxis: { type: 'value' },
    series: [{ type: 'bar', data: [3, 5] }],
  })
  await new Promise(resolve => setTimeout(resolve, 500))
  const drawn = place.querySelectorAll('svg path').length > 0
  let dispose = 'works'
  try {
    chart.dispose()
  } catch (error) {
    dispose = error.name
  }
  return { drawn, dispose, isDisposed: chart.isDisposed(), stillThere: place.querySelectorAll('svg').length > 0 }
}
JS
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
const version = JSON.parse(readFileSync('node_modules/echarts/package.json')).version
console.log('echarts', version, 'Chromium', browser.version())
const scripts = { '/echarts.js': 'node_modules/echarts/dist/echarts.min.js', '/chart.js': 'chart.js' }
const policy = "script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
const tags = Object.keys(scripts).map(path => `<script src="${path}"></script>`)
const html = `<!doctype html><title>Report</title><div id="chart"></div>${tags.join('')}`
const server = createServer((request, answer) => {
  if (scripts[request.url]) return answer.setHeader('content-type', 'text/javascript').end(readFileSync(scripts[request.url]))
  if (request.url === '/policy') answer.setHeader('content-security-policy', policy)
  answer.setHeader('content-type', 'text/html').end(html)
})
await new Promise(resolve => server.listen(0, 'localhost', resolve))
const seen = {}
for (const path of ['plain', 'policy']) {
  const page = await browser.newPage()
  await page.goto(`http://localhost:${server.address().port}/${path}`)
  await page.locator('#chart').evaluate(place => {
    place.style.width = '400px'
    place.style.height = '300px'
  })
  seen[path] = await page.evaluate(() => window.drawAndDispose())
  console.log(path, seen[path])
  await page.close()
}
await browser.close()
server.close()
const stated = {
  plain: { drawn: true, dispose: 'works', isDisposed: true, stillThere: false },
  policy: { drawn: true, dispose: 'TypeError', isDisposed: true, stillThere: true },
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: drawn, and not to be taken away.' : 'CHANGED: dispose() does something else under the policy.')
process.exitCode = same ? 0 : 1
JS
TMPDIR="$folder" node try.mjs
