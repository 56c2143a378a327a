import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { person, startBrowser, visit } from './browser.ts'
import { type Pages, servePages } from './pages.ts'

const card = {
  id: 'state-college',
  name: 'State College Library',
  timeZone: 'America/New_York',
  languages: ['en', 'es', 'fr'],
  colours: { accent: '#1f5f99' },
  words: {},
  form: { name: 'optional', email: 'optional', fields: [] },
  hours: [],
  closedDays: [],
}

describe('the button tells the truth', () => {
  let browser: Browser
  let pages: Pages
  beforeAll(async () => {
    pages = await servePages('http://127.0.0.1:1', { card })
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await pages.stop()
  })

  async function button(availability: object | undefined, locale = 'en-US'): Promise<string> {
    pages.says.availability = availability ?? 'away'
    const context = await person(browser, { locale })
    const html = `<!doctype html><html><title>Library</title><h1>Library</h1>
<script src="${pages.url}/widget/coopdesk.js" data-library="state-college" defer></script>`
    const page: Page = await visit(context, { at: 'https://library.state-college.example.org/', html })
    await page.getByRole('button').waitFor()
    const words = await page.getByRole('button').locator('b, small').allTextContents()
    await context.close()
    return words
      .join(' ')
      .replace(/[\s\u202f]+/g, ' ')
      .trim()
  }

  it('somebody is here', async () => {
    expect(await button({ open: true, staffed: true, waiting: 0 })).toBe('Ask a librarian Somebody is here')
  })
  it('how long it takes', async () => {
    expect(await button({ open: true, staffed: true, waiting: 3, expectedWait: 400 })).toBe(
      'Ask a librarian About 7 min wait',
    )
  })
  it('nobody is here, and when somebody will be, in the time of the library and the language of the reader', async () => {
    const opensAt = Date.UTC(2026, 10, 30, 13)
    expect(await button({ open: false, staffed: false, waiting: 0, opensAt })).toBe('Leave a question Open Mon 8:00 AM')
    expect(await button({ open: false, staffed: false, waiting: 0, opensAt }, 'es-MX')).toBe(
      'Deje su pregunta Abre: lun, 8:00',
    )
  })
  it('nothing about who is here, if the desk itself is away', async () => {
    expect(await button(undefined)).toBe('Ask a librarian')
  })
})
