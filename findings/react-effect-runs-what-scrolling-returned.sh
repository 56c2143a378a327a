#!/usr/bin/env bash
# An effect that only scrolls takes the page down in a browser whose scrolling methods return promises.
#
# Expected: `useEffect(() => end.current.scrollIntoView(), [count])` scrolls to the newest line. scrollIntoView() returned nothing for
#   many years, so a short arrow function was a safe way to write the effect, and is how many chats are written.
# Seen with: react and react-dom 19.3.1, Chromium 153 (@sparticuz/chromium 153.0.0). There scrollIntoView(), scrollTo() and scrollBy()
#   return promises, as the CSSOM View draft says by now. React takes whatever an effect returns for its cleanup: the first line is
#   shown, at the second one React calls the promise, throws, and unmounts everything. The production build warns of nothing before.
# Who is hurt: librarians whose browser updated itself. The page of a chat that was never changed goes blank at the second message.
# Instead: braces around what an effect does, so that it returns nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error react@19.3.1 react-dom@19.3.1 \
  esbuild@0.28.2 playwright-core@1.65.1 @sparticuz/chromium@153.0.0
cd "$folder"
cat > page.mjs <<'JS'
import { createElement, useEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'

function Lines({ scroll }) {
  const end = useRef(null)
  const [count, setCount] = useState(1)
  useEffect(() => scroll(end.current), [count])
  const more = createElement('button', { onClick: () => setCount(count + 1) }, 'more')
  const lines = Array.from({ length: count }, (_, n) => createElement('p', { key: n }, `line ${n + 1}`))
  return createElement('main', null, more, ...lines, createElement('div', { ref: end }))
}

const scrolls = {
  short: end => end.scrollIntoView(),
  braces: end => {
    end.scrollIntoView()
  },
}
for (const [id, scroll] of Object.entries(scrolls))
  createRoot(document.getElementById(id)).render(createElement(Lines, { scroll }))
JS
cat > try.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util'
import chromium from '@sparticuz/chromium'
import { build } from 'esbuild'
import { chromium as playwright } from 'playwright-core'

const { outputFiles } = await build({
  entryPoints: ['page.mjs'],
  bundle: true,
  write: false,
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
})
const launching = playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] })
const browser = await launching.catch(error => {
  console.log(`The browser does not start on this machine: ${error.message.split('\n')[0]}`)
  process.exit(2)
})
console.log('Chromium', browser.version())
const page = await browser.newPage()
await page.setContent('<!doctype html><div id="short"></div><div id="braces"></div>')
await page.addScriptTag({ content: outputFiles[0].text })
const seen = {
  returned: await page.evaluate(() =>
    ['scrollIntoView', 'scrollTo', 'scrollBy'].map(name => typeof document.body[name]()?.then),
  ),
}
const lines = id => page.locator(`#${id} p`).count()
for (const id of ['short', 'braces']) {
  await page.locator(`#${id} p`).first().waitFor()
  const before = await lines(id)
  await page.locator(`#${id} button`).click()
  await new Promise(resolve => setTimeout(resolve, 500))
  seen[id] = [before, await lines(id)]
  console.log(`an effect with ${id}: ${before} line, then ${seen[id][1]}`)
}
console.log('scrolling returns something with a then:', seen.returned.join(', '))
await browser.close()
const stated = { returned: ['function', 'function', 'function'], short: [1, 0], braces: [1, 2] }
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: what scrolling returned was run as the cleanup.' : 'CHANGED: the page stays.')
process.exitCode = same ? 0 : 1
JS
TMPDIR="$folder" node try.mjs
