import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { person } from './browser.ts'
import { type DeskScene, startDeskScene, troubles } from './desk-scene.ts'

const robs = 'rob@state-college.example.org'

/** Somebody without a mouse. */
function byKeyboard(page: Page) {
  const press = (key: string) => page.keyboard.press(key)
  /** What has the focus, as a screen reader would call it. */
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: found } = document
      if (!(found instanceof HTMLElement) || !found.matches('a, button, input, textarea, summary')) return ''
      const labels = 'labels' in found && found.labels instanceof NodeList ? [...found.labels] : []
      const label = labels.map(each => each.textContent).join(' ')
      return `${found.getAttribute('aria-label') ?? ''} ${label} ${found.textContent}`.replace(/\s+/g, ' ').trim()
    })
  /** Goes on with Tab until this has the focus. */
  const reach = async (name: string) => {
    for (let tabs = 0; tabs < 80; tabs++) {
      if ((await focused()).includes(name)) return
      await press('Tab')
    }
    throw new Error(`Tab does not reach “${name}”.`)
  }
  return {
    press,
    reach,
    type: (text: string) => page.keyboard.type(text),
    enter: async (name: string) => {
      await reach(name)
      await press('Enter')
    },
    /** The focus is somewhere, so that the next key does something. */
    isSomewhere: () => page.waitForFunction(() => document.activeElement !== document.body),
    isWriting: () => page.waitForFunction(() => document.activeElement?.id === 'words'),
    dialogue: () =>
      page.waitForFunction(() => document.activeElement?.closest('[role="dialog"], [role="alertdialog"]') !== null),
  }
}

describe('a whole shift by keyboard alone', () => {
  let scene: DeskScene
  beforeAll(async () => {
    scene = await startDeskScene()
  })
  afterAll(() => scene.stop())

  it('from signing in to going off duty, and the focus is never lost', async () => {
    const { desk, browser } = scene
    const context = await person(browser)
    context.setDefaultTimeout(30_000)
    await context.clock.setSystemTime(desk.clock.now())
    const page = await context.newPage()
    page.on('pageerror', error => troubles.push(String(error)))
    const { press, reach, type, enter, isSomewhere, isWriting, dialogue } = byKeyboard(page)
    await page.goto(`${desk.cloud.urls.cdn ?? ''}/`)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await enter('Sign in')
    await page.getByLabel('Somebody else, by e-mail address').waitFor()
    await reach('Somebody else')
    await type(robs)
    await press('Enter')

    const isOfAll = page.getByRole('checkbox', { name: 'The whole cooperative' })
    await page.locator('.nobody').waitFor()
    await enter('Come on duty')
    await page.getByRole('button', { name: 'On duty', exact: true }).waitFor()
    await isSomewhere()
    // One pool less, and again all of them.
    for (const has of [false, true]) {
      await press('Alt+KeyG')
      await dialogue()
      await reach('The whole cooperative')
      await press('Space')
      await enter('Answer for these')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await isSomewhere()
      // The form shows what the desk has confirmed, even if it was opened before.
      await press('Alt+KeyG')
      await dialogue()
      await expect.poll(() => isOfAll.isChecked(), { timeout: 30_000 }).toBe(has)
      await press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }

    const jane = await desk.patron('state-college', 'When was the old bridge built?', { name: 'Jane Doe' })
    await page.locator('.slip').waitFor()
    await press('Alt+KeyN')
    await isWriting()
    await press('Control+KeyA')
    await type('/greet')
    await page.locator('.script').waitFor()
    await press('Enter')
    await press('Enter')
    expect((await jane.push('message')).text).toContain('ready to help')
    await isWriting()
    await jane.send({ action: 'say', session: jane.session, n: 1, text: 'It is for a class.' })
    await type('It was built in 1871.')
    await press('Enter')
    expect((await jane.push('message', ({ text }) => text !== undefined && String(text).includes('1871'))).number).toBe(
      4,
    )

    const john = await desk.librarian('john@state-college.example.org')
    await press('Alt+KeyT')
    await dialogue()
    await page.locator('.person-here').filter({ hasText: 'John' }).waitFor()
    await reach('John')
    await press('Space')
    await enter('Offer')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await isWriting()
    await desk.clock.advance(40_000)
    await page.locator('.event').getByText('You go on.').waitFor()
    john.cut()

    await press('Alt+KeyE')
    await dialogue()
    await type('jane@patrons.example.org')
    await press('Enter')
    await page.getByText('attested by a librarian').waitFor()
    await isWriting()
    await press('Alt+KeyC')
    await dialogue()
    await reach('Yes')
    await press('ArrowRight')
    await page.getByRole('dialog').getByText('gets an email').waitFor()
    await enter('Close the session')
    await page.locator('.notice').waitFor()
    await isSomewhere()

    await desk.clock.advance(60_000)
    await press('Alt+KeyU')
    await page.locator('.slip a').waitFor()
    await isSomewhere()
    await enter('Jane Doe')
    await page.getByLabel('Your answer to Jane Doe').waitFor()
    await reach('Your answer to Jane Doe')
    await type('It was built in 1871, and widened in 1950.')
    await enter('Send to Jane Doe')
    await page.getByText('It is answered.').waitFor()
    await isSomewhere()
    await press('Alt+KeyD')
    await page.getByRole('heading', { name: 'Nobody is with you' }).waitFor()
    await press('Alt+KeyG')
    await dialogue()
    await enter('Go off duty')
    await page.getByRole('button', { name: 'Off duty', exact: true }).waitFor()
    await isSomewhere()
    expect(troubles).toEqual([])
    await context.close()
  })
})
