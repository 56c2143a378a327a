#!/usr/bin/env bash
# In a browser started with @sparticuz/chromium's own args, nothing keeps one origin from another.
#
# Expected: chromium.args, which the package recommends and its examples hand to Puppeteer and Playwright, make the browser run on
#   a small machine. What a page may do stays as it is in people's browsers.
# Seen with: @sparticuz/chromium 153.0.0, playwright-core 1.65.1. Among the args are --disable-web-security, --single-process and
#   --allow-running-insecure-content. A page reads what another origin answers although that origin has not allowed it. With
#   --no-sandbox alone it does not.
# Who is hurt: tests of a page that talks to an API of another origin. A missing or wrong Access-Control-Allow-Origin is green in the
#   test, and in people's browsers nothing works.
# Instead: start with --no-sandbox alone, and have one test that expects a refusal between origins, so that the flags cannot come
#   back unnoticed.
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

const version = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json')).version
const serve = (type, body) =>
  new Promise(resolve => {
    const server = createServer((_, answer) => answer.setHeader('content-type', type).end(body))
    server.listen(0, 'localhost', () => resolve(server))
  })
const address = server => `http://localhost:${server.address().port}/`
const page = await serve('text/html', '<!doctype html><title>Page</title>')
const api = await serve('application/json', '{"open":true}')
const seen = {}
for (const [name, args] of Object.entries({ 'its own args': chromium.args, '--no-sandbox alone': ['--no-sandbox'] })) {
  const launching = playwright.launch({ executablePath: await chromium.executablePath(), args })
  const browser = await launching.catch(error => {
    console.log(`The browser does not start on this machine: ${error.message.split('\n')[0]}`)
    process.exit(2)
  })
  const tab = await browser.newPage()
  await tab.goto(address(page))
  const read = async url => {
    try {
      return await (await fetch(url)).text()
    } catch (error) {
      return error.name
    }
  }
  seen[name] = await tab.evaluate(read, address(api))
  console.log(`@sparticuz/chromium ${version} with ${name}: another origin's answer is ${seen[name]}`)
  await browser.close()
}
page.close()
api.close()
const stated = { 'its own args': '{"open":true}', '--no-sandbox alone': 'TypeError' }
const same = isDeepStrictEqual(seen, stated) && chromium.args.includes('--disable-web-security')
console.log(same ? 'As stated.' : 'CHANGED: the args keep origins apart, or nothing does.')
process.exitCode = same ? 0 : 1
JS
TMPDIR="$folder" node try.mjs
