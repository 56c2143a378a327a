import type { BrowserContextOptions, Page } from 'playwright-core'
import { person, visit } from './browser.ts'
import { type Librarian, type Scene, sitePage, sites } from './scene.ts'

/** A library as it shows itself to its patrons, with everything that a card may have. */
export const card = {
  id: 'state-college',
  name: 'State College Library',
  timeZone: 'America/New_York',
  languages: ['en', 'es', 'fr', 'ar'],
  colours: { accent: '#1f5f99' },
  telephone: '+1 518 555 0137',
  mail: 'ask@state-college.example.org',
  website: 'https://library.state-college.example.org',
  words: {},
  form: { name: 'optional', email: 'optional', fields: [] },
  hours: [
    ...['monday', 'tuesday', 'wednesday', 'thursday'].map(day => ({ day, from: '08:00', to: '22:00' })),
    { day: 'friday', from: '08:00', to: '18:00' },
    { day: 'sunday', from: '12:00', to: '24:00' },
  ],
  closedDays: ['2026-12-25', '2027-01-01'],
}

export const staffed = { at: 0, open: true, staffed: true, answers: 'own', waiting: 2, expectedWait: 190 }
const nobody = { at: 0, open: false, staffed: false, waiting: 0, opensAt: Date.UTC(2026, 10, 25, 13) }

export interface WalkOptions {
  readonly context?: BrowserContextOptions
  readonly card?: object
  /** The library's page. @default - a plain one */
  readonly html?: string
  /** What the patron asks and both sides say. */
  readonly texts?: Partial<Texts>
}

interface Texts {
  readonly question: string
  readonly name: string
  readonly answer: string
  readonly reply: string
  readonly statement: string
  readonly resource: { readonly title: string; readonly url: string; readonly path: string }
  readonly about: string
}

const usual: Texts = {
  question:
    'I need figures on businesses owned by African Americans in New York before 1950. Which databases have them?',
  name: 'Jane',
  answer: "Hi Jane, I'm Rob from State College, and I'm ready to help. What is it for, and what have you found so far?",
  reply: 'It is for a history class. So far I have only found novels.',
  statement: '"african americans" and business* and "new york"',
  resource: {
    title: 'Census of Business: 1948, volume 3',
    url: 'https://search.example.com/detail;jsessionid=0A1B2C3D4E5F',
    path: 'Databases › Business Source Complete › Publications › Census › Volume 3',
  },
  about: 'Table 103 has them by county and year.',
}

/** One screen of the widget, as it is when somebody gets there. */
export type AtScreen = (screen: string, page: Page) => Promise<void>

/** Goes through every screen of the widget, as people would, and stops at each. */
export async function walk(scene: Scene, rob: Librarian, at: AtScreen, options: WalkOptions = {}): Promise<void> {
  const { pages, browser } = scene
  const texts = { ...usual, ...options.texts }
  const context = await person(browser, options.context)
  pages.says.card = options.card ?? card
  pages.says.availability = nobody
  const page = await visit(context, {
    at: sites['state-college'],
    html: options.html ?? sitePage(pages, 'state-college'),
  })
  // Every language and every library's words come through here, so screens are found by what they are made of.
  const button = page.locator('coopdesk-ask aside button')
  const panel = page.locator('coopdesk-ask dialog')
  const fill = (name: string, text: string) => panel.locator(`[name="${name}"]`).fill(text)
  const submit = () => panel.locator('.form button[type="submit"]').last().click()
  const cut: (() => void)[] = []
  const late: (() => void)[] = []
  let network: 'up' | 'slow' | 'out' = 'up'
  await page.routeWebSocket(/^ws/, route => {
    if (network === 'out') return void route.close()
    route.connectToServer().onMessage(frame => {
      if (network === 'slow') late.push(() => route.send(frame))
      else route.send(frame)
    })
    cut.push(() => void route.close())
  })

  await button.waitFor()
  await at('button-nobody', page)
  await button.click()
  await panel.locator('.truth').waitFor()
  await at('form-nobody', page)
  pages.says.availability = 'away'
  await page.reload()
  await button.click()
  await panel.locator('.ways[open]').waitFor()
  await at('desk-away', page)

  pages.says.availability = staffed
  await page.reload()
  await button.waitFor()
  await at('button', page)
  await button.click()
  await panel.locator('.truth').waitFor()
  await at('form', page)
  await submit()
  await panel.locator('.wrong').first().waitFor()
  await at('form-missing', page)
  await fill('question', texts.question)
  await fill('name', texts.name)
  pages.says.isCut = true
  await submit()
  await panel.locator('.notice:not(.quiet)').waitFor()
  await at('busy', page)
  pages.says.isCut = false
  // It tries again by itself, and at once when the browser is online again. A try that is under way may still find the desk busy.
  while (!(await panel.locator('.waiting').isVisible())) await page.evaluate(() => dispatchEvent(new Event('online')))
  await panel.locator('.place').waitFor()
  await at('waiting', page)
  await scene.pass(125)
  await panel.locator('.offer').waitFor()
  await at('waiting-offer', page)

  await rob.pickUp()
  await panel.locator('.event').waitFor()
  await rob.say(texts.answer)
  await panel.locator('.words.librarian').waitFor()
  await panel.locator('#say').fill(texts.reply)
  await panel.locator('button.send').click()
  await panel.locator('.words.patron:not(.unsent)').nth(1).waitFor()
  await rob.say(texts.statement, { kind: 'statement' })
  await rob.say(texts.about, { kind: 'resource', resource: texts.resource })
  await panel.locator('.resource').waitFor()
  await rob.about({ action: 'typing' })
  await panel.locator('.typing:visible').waitFor()
  await at('conversation', page)
  await panel.locator('.head .round').first().click()
  await at('menu', page)
  await panel.locator('.menu .item').first().click()
  await panel.locator('.menu [name="address"]').waitFor()
  await at('address-missing', page)
  // Another address than below, since each gets ten mails a day at most.
  await fill('address', 'lee@example.org')
  await panel.locator('.menu .form button[type="submit"]').click()
  await panel.locator('.menu [name="code"]').waitFor()
  await at('code', page)
  await fill('code', '12')
  await panel.locator('.menu .form button[type="submit"]').click()
  await panel.locator('.menu .wrong').waitFor()
  await at('code-wrong', page)
  await panel.locator('.head .round').first().click()

  network = 'slow'
  await panel.locator('#say').fill(texts.reply)
  await panel.locator('button.send').click()
  await panel.locator('.unsent').waitFor()
  await at('slow', page)
  network = 'up'
  for (const arrive of late.splice(0)) arrive()
  await panel.locator('.unsent').waitFor({ state: 'hidden' })
  network = 'out'
  for (const each of cut.splice(0)) each()
  await panel.locator('.strip').waitFor()
  await panel.locator('#say').fill(texts.reply)
  await panel.locator('button.send').click()
  await panel.locator('.unsent').waitFor()
  await at('connection-lost', page)
  network = 'up'
  await panel.locator('.strip').waitFor({ state: 'hidden' })

  await rob.about({ action: 'ask-contact' })
  await panel.locator('.contact').waitFor()
  await at('contact', page)
  await fill('address', 'jane@example.org')
  await submit()
  await panel.locator('.contact').waitFor({ state: 'hidden' })

  const storage = await page.evaluate(() => JSON.stringify(sessionStorage))
  const other = await context.newPage()
  await other.addInitScript(kept => {
    for (const [name, value] of Object.entries(JSON.parse(kept))) sessionStorage.setItem(name, String(value))
  }, storage)
  await other.goto(sites['state-college'])
  await panel.locator(':scope > .notice .main').waitFor()
  await at('another-window', page)
  await other.close()
  await panel.locator('.notice .main').click()
  await panel.locator('.resource').waitFor()
  const closed = {
    action: 'close',
    code: 'follow-up-by-patrons-library',
    deadline: '2026-12-04',
    despite: ['not-asked'],
  }
  const reply = await rob.about(closed)
  if (reply.type !== 'closed') throw new Error(`The desk answered ${JSON.stringify(reply)}.`)
  await panel.locator('.goodbye').waitFor()
  await at('over', page)

  pages.says.availability = nobody
  await panel.locator('.notice .main').click()
  await panel.locator('.truth').waitFor()
  await page.reload()
  await button.click()
  await fill('question', texts.question)
  await fill('email', 'jane@example.org')
  await submit()
  await panel.locator('.notice .main').waitFor()
  await at('left-by-mail', page)
  await context.close()
  Object.assign(pages.says, { card: undefined, availability: undefined })
}
