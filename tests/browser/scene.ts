import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { startDesk, type TestDesk, type Wire } from '../desk/desk.ts'
import { person, startBrowser, visit } from './browser.ts'
import { type Pages, servePages } from './pages.ts'

/** A librarian at the desk, with the session that they picked up last. */
export interface Librarian extends Wire {
  /** Picks up the patron whose turn it is. */
  pickUp(): Promise<string>
  /** Says something in the session picked up last. */
  say(text: string, more?: object): Promise<void>
  /** Sends a frame about the session picked up last. */
  about(frame: object): Promise<Record<string, unknown>>
}

/** Somebody on a page of a library. */
export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** The conversation, without what is only read out. */
  readonly thread: Locator
  /** Opens the form, and asks. */
  asks(question: string, about?: { readonly name?: string; readonly email?: string }): Promise<void>
  says(text: string): Promise<void>
  /** The texts of the conversation, one for each line. */
  lines(): Promise<readonly string[]>
}

/** The whole desk behind its pages, on a clock that the test moves, and a browser in front of them. */
export interface Scene {
  readonly desk: TestDesk
  readonly pages: Pages
  readonly browser: Browser
  librarian(email: string): Promise<Librarian>
  /** Opens a page of this library's site, with the desk on it. */
  visitor(library?: keyof typeof sites, options?: BrowserContextOptions): Promise<Visitor>
  /** Lets time pass at the desk, seconds. */
  pass(seconds: number): Promise<void>
  stop(): Promise<void>
}

/** Pages of libraries, as the consortium file lists them. */
export const sites = {
  'state-college': 'https://library.state-college.example.org/',
  'valley-university': 'https://libraries.valley-university.example.edu/',
  riverside: 'https://www.riverside-library.example.org/',
  mesa: 'https://library.mesa.example.org/',
} as const

/** A plain page of a library with the one line that it needs. */
export function sitePage(pages: Pages, library: string): string {
  return `<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Library</title>
<main><h1>Library</h1><p>Search the <a href="#catalogue">catalogue</a>.</p></main>
<script src="${pages.url}/widget/coopdesk.js" data-library="${library}" defer></script>
</html>`
}

export async function startScene(): Promise<Scene> {
  const desk = await startDesk()
  const pages = await servePages(desk.cloud.urls.http)
  const browser = await startBrowser()

  const librarian = async (email: string): Promise<Librarian> => {
    const wire = await desk.librarian(email)
    let session = ''
    const counters = new Map<string, number>()
    return {
      ...wire,
      pickUp: async () => {
        const reply = await wire.send({ action: 'pick-up' })
        session = String(reply.session)
        return session
      },
      say: async (text, more = {}) => {
        const n = (counters.get(session) ?? 0) + 1
        counters.set(session, n)
        const reply = await wire.send({ action: 'say', session, n, text, ...more })
        if (reply.type !== 'said') throw new Error(`The desk answered ${JSON.stringify(reply)}.`)
      },
      about: frame => wire.send({ session, ...frame }),
    }
  }

  const visitor: Scene['visitor'] = async (library = 'state-college', options = {}) => {
    const context = await person(browser, options)
    const page = await visit(context, { at: sites[library], html: sitePage(pages, library) })
    return visitorOn(context, page)
  }
  return {
    desk,
    pages,
    browser,
    librarian,
    visitor,
    pass: seconds => desk.clock.advance(seconds * 1000),
    stop: async () => {
      await browser.close()
      await pages.stop()
      await desk.stop()
    },
  }
}

export function visitorOn(context: BrowserContext, page: Page): Visitor {
  const thread = page.getByRole('region', { name: 'Conversation' })
  return {
    context,
    page,
    thread,
    asks: async (question, { name, email } = {}) => {
      await page.getByRole('button', { name: /^(Ask a librarian|Leave a question)/ }).click()
      await page.getByLabel('What would you like to know?').fill(question)
      if (name) await page.getByLabel('Your name').fill(name)
      if (email) await page.getByLabel('Your email address').fill(email)
      await page.getByRole('button', { name: /^(Ask now|Send my question)$/ }).click()
    },
    says: async text => {
      await page.getByLabel(/^(Your message|Add something to your question)$/).fill(text)
      await page.keyboard.press('Enter')
    },
    lines: async () => (await thread.locator('.lines > li').allTextContents()).map(text => text.replace(/\s+/g, ' ')),
  }
}
