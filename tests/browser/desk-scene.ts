import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { startDesk, type TestDesk } from '../desk/desk.ts'
import { person, startBrowser, visit } from './browser.ts'
import { type Line, lineOf } from './line.ts'
import { type Visitor, visitorOn } from './scene.ts'

/** A librarian in front of the desk's page. */
export interface AtDesk {
  readonly context: BrowserContext
  readonly page: Page
  /** The slips of those who wait. */
  readonly slips: Locator
  /** Where one writes. */
  readonly words: Locator
  /** Comes on duty for all of their pools. */
  comesOnDuty(): Promise<void>
  /** Picks up the patron whose turn it is. */
  picksUp(): Promise<void>
  says(text: string): Promise<void>
  /** The texts of the conversation on the screen, one for each line. */
  lines(): Promise<readonly string[]>
  readonly line: Line
}

interface AtOwnMachine extends BrowserContextOptions {
  /** @default - everybody shares one browser */
  readonly machine?: Browser
}

/** The desk with its own pages behind its CDN, patrons on pages of libraries, and librarians at the desk's page. */
export interface DeskScene {
  readonly desk: TestDesk
  readonly browser: Browser
  /** Opens the desk's page, looks at its door, and signs in by code with PKCE. */
  librarian(email: string, options?: AtOwnMachine, atDoor?: (page: Page) => Promise<unknown>): Promise<AtDesk>
  visitor(library?: keyof typeof sites, options?: BrowserContextOptions): Promise<Visitor>
  /** Lets time pass at the desk, seconds. */
  pass(seconds: number): Promise<void>
  stop(): Promise<void>
}

const sites = {
  'state-college': 'https://library.state-college.example.org/',
  'valley-university': 'https://libraries.valley-university.example.edu/',
  riverside: 'https://www.riverside-library.example.org/',
  mesa: 'https://library.mesa.example.org/',
} as const

/** What does not come within this time does not come, even on a busy machine, ms. */
const patience = 30_000

/** What the page says when something went wrong that nobody sees: refused by its policy, or thrown. */
export const troubles: string[] = []

export async function startDeskScene(): Promise<DeskScene> {
  const desk = await startDesk()
  const browser = await startBrowser()
  const { cdn = '' } = desk.cloud.urls

  const librarian: DeskScene['librarian'] = async (email, { machine = browser, ...options } = {}, atDoor) => {
    const context = await person(machine, options)
    context.setDefaultTimeout(patience)
    // An id token carries the time of the desk's clock, and the page compares it with its machine's.
    await context.clock.setSystemTime(desk.clock.now())
    const page = await context.newPage()
    page.on('console', message => {
      if (message.type() === 'error') troubles.push(message.text())
    })
    page.on('pageerror', error => troubles.push(String(error)))
    const line = await lineOf(page)
    await page.goto(`${cdn}/`)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await atDoor?.(page)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await saysWho(page, email)
    return atDesk(context, page, line)
  }

  return {
    desk,
    browser,
    librarian,
    visitor: async (library = 'state-college', options = {}) => {
      const context = await person(browser, options)
      context.setDefaultTimeout(patience)
      const html = `<!doctype html><html lang="en"><title>Library</title><main><h1>Library</h1></main>
<script src="${cdn}/widget/coopdesk.js" data-library="${library}" defer></script></html>`
      return visitorOn(context, await visit(context, { at: sites[library], html }))
    },
    pass: seconds => desk.clock.advance(seconds * 1000),
    stop: async () => {
      await browser.close()
      await desk.stop()
    },
  }
}

/** Says at the provider's page who they are. */
export async function saysWho(page: Page, email: string): Promise<void> {
  await page.getByLabel('Somebody else, by e-mail address').fill(email)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('.top').waitFor()
}

function atDesk(context: BrowserContext, page: Page, line: Line): AtDesk {
  const words = page.locator('#words')
  return {
    context,
    page,
    line,
    slips: page.locator('.slip'),
    words,
    comesOnDuty: async () => {
      await page.locator('.nobody').getByRole('button', { name: 'Come on duty' }).click()
      await page.getByRole('button', { name: 'On duty', exact: true }).waitFor()
    },
    picksUp: async () => {
      await page.getByRole('button', { name: 'Pick up the next' }).click()
      await words.waitFor()
    },
    says: async text => {
      await words.fill(text)
      await words.press('Enter')
    },
    lines: async () =>
      (await page.locator('.lines > li').allTextContents()).map(text => text.replace(/\s+/g, ' ').trim()),
  }
}
