import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { browserEnvironment, unpacked } from './unpack.ts'

/** A real browser from npm. It runs without its sandbox, which needs rights that a container does not give, and with all else. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: join(unpacked, 'chromium'),
    args: ['--no-sandbox'],
    env: browserEnvironment(),
  })
}

/** Somebody at a browser of their own: cookies, storage and windows are theirs alone. */
export async function person(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'America/New_York',
    viewport: { width: 1280, height: 800 },
    ...options,
  })
  await context.grantPermissions(['local-network-access'])
  return context
}

/** Opens this HTML as a page of a library's site, at an address on the library's list. */
export async function visit(
  context: BrowserContext,
  { at, html, headers = {} }: { readonly at: string; readonly html: string; readonly headers?: Record<string, string> },
): Promise<Page> {
  await context.route(at, route => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html, headers }))
  const page = await context.newPage()
  await page.goto(at)
  return page
}
