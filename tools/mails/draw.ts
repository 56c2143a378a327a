import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { linkPages } from './link-pages.ts'
import { withPalette } from './png.ts'
import { type Sample, samples, type View } from './samples.ts'

const program = process.env.CHROMIUM ?? '/usr/bin/chromium'
const quiet = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
  // Grey letters that look the same at every position need fewer colours and make smaller pictures.
  ...['--disable-lcd-text', '--disable-font-subpixel-positioning'],
]

/** Draws one view of a page; a page that is wider than its view is an error. */
async function draw(browser: Browser, name: string, html: string, { name: view, width }: View): Promise<void> {
  const colorScheme = view === 'dark' ? 'dark' : 'light'
  const context = await browser.newContext({ viewport: { width, height: 200 }, colorScheme, offline: true })
  const page = await context.newPage()
  await page.setContent(html)
  const needed = await page.evaluate('document.documentElement.scrollWidth')
  if (needed !== width) throw new Error(`${name} needs ${needed} pixels where it has ${width}.`)
  const path = fileURLToPath(new URL(`../../docs/using/mails/${name}-${view}.png`, import.meta.url))
  writeFileSync(path, withPalette(await page.screenshot({ fullPage: true })))
  await context.close()
}

async function drawAll(mails: readonly Sample[]): Promise<void> {
  const browser = await chromium.launch({ executablePath: program, args: quiet })
  try {
    for (const { name, html, views } of mails) for (const view of views) await draw(browser, name, html, view)
    const [first] = await linkPages()
    if (first) await draw(browser, 'link', first.opened, { name: 'phone', width: 390 })
  } finally {
    await browser.close()
  }
}

if (existsSync(program)) await drawAll(samples())
else {
  console.error(
    `The pictures are drawn by Chromium, which is not at ${program}: install it, or say where it is in CHROMIUM.`,
  )
  process.exitCode = 1
}
