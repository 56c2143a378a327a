import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contrast } from '../../web/shared/contrast.ts'
import { grounds } from '../../web/shared/grounds.ts'
import { person } from './browser.ts'
import { lineOf } from './line.ts'
import { type Librarian, type Scene, startScene } from './scene.ts'
import { card, staffed, walk } from './walk.ts'

/** Everything that axe knows, and not only what the law asks for. */
async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).include('coopdesk-ask').analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Elements of the widget that stand out of the window to the side, or below it where nothing scrolls. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const all = document.querySelector('coopdesk-ask')?.shadowRoot?.querySelectorAll('dialog *, aside *') ?? []
    return [...all]
      .filter(each => each.checkVisibility() && !each.closest('.unseen'))
      .filter(each => {
        const { left, right, width, bottom } = each.getBoundingClientRect()
        if (width > 0 && (left < -1 || right > innerWidth + 1)) return true
        if (width === 0 || bottom <= innerHeight + 1) return false
        for (let around: Element | null = each; around; around = around.parentElement)
          if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return false
        return true
      })
      .map(each => each.outerHTML.slice(0, 120))
  })
}

/** Fields and buttons without an edge, where the machine's colours are all that there is, and what moves where nothing should. */
function bareOrMoving(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('coopdesk-ask')?.shadowRoot
    const all =
      root?.querySelectorAll(
        '.main, .send, .round, .choice, input:not([type="checkbox"]), textarea, select, .words.patron > .text',
      ) ?? []
    const bare = [...all]
      .filter(each => each.checkVisibility())
      .filter(each => {
        const { borderTopStyle, borderTopWidth } = getComputedStyle(each)
        return borderTopStyle === 'none' || borderTopWidth === '0px'
      })
      .map(each => `has no edge: ${each.outerHTML.slice(0, 120)}`)
    return [...bare, ...(root?.getAnimations() ?? []).map(() => 'moves')]
  })
}

const regions = '[role="status"], [role="alert"], [role="log"], [aria-live]'

/** Notes what is put into a live region, which is what is read out by itself, also into one that has only just come. */
function listen(page: Page): Promise<void> {
  return page.evaluate(regions => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const root = document.querySelector('coopdesk-ask')?.shadowRoot
    const noted = (changes: readonly MutationRecord[]) => {
      const spoken = new Set<Element>()
      for (const { target, addedNodes } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        const region = element?.closest(regions)
        if (region) spoken.add(region)
        for (const added of addedNodes)
          if (added instanceof Element)
            for (const each of [added, ...added.querySelectorAll('*')]) if (each.matches(regions)) spoken.add(each)
      }
      for (const each of spoken) if (each.textContent) heard.push(each.textContent)
    }
    if (root) new MutationObserver(noted).observe(root, { childList: true, subtree: true, characterData: true })
  }, regions)
}

const heard = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'heard'))

/** A name that is as long as names get, in one word. */
const long = 'Donaudampfschifffahrtsgesellschaftsbibliothek'.repeat(2)

describe('everybody can use every screen', () => {
  let scene: Scene
  let rob: Librarian
  beforeAll(async () => {
    scene = await startScene()
    rob = await scene.librarian('rob@state-college.example.org')
  })
  afterAll(() => scene.stop())

  async function everyScreen(
    context: BrowserContextOptions,
    look: (page: Page) => Promise<readonly string[]>,
    own = {},
  ) {
    const found: string[] = []
    const screens: string[] = []
    const at = async (screen: string, page: Page) => {
      screens.push(screen)
      for (const each of await look(page)) found.push(`${screen}: ${each}`)
    }
    await walk(scene, rob, at, { context, ...own })
    expect(screens.length).toBeGreaterThan(14)
    expect(found).toEqual([])
  }

  it('axe finds nothing on a wide page in light', () => everyScreen({}, findings))

  it('axe finds nothing on a phone in dark, with a colour that the desk had to correct', () =>
    everyScreen({ colorScheme: 'dark', viewport: { width: 390, height: 844 } }, findings, {
      card: { ...card, colours: { accent: '#ffe14d' } },
    }))

  it('at 320 pixels, which is 400 %, nothing is cut off, however long its words are', () =>
    everyScreen({ viewport: { width: 320, height: 256 } }, cutOff, {
      card: { ...card, name: long },
      texts: { answer: long, statement: long, about: `https://example.com/${long}`, reply: long },
    }))

  it('at 200 % from right to left, in forced colours and without motion, nothing is cut off, bare or moving', () =>
    everyScreen(
      { viewport: { width: 640, height: 400 }, forcedColors: 'active', reducedMotion: 'reduce', locale: 'ar' },
      async page => [...(await cutOff(page)), ...(await bareOrMoving(page))],
      { card: { ...card, languages: ['ar'], name: 'مكتبة الكلية', words: { ar: { 'form.question': 'ما سؤالك؟' } } } },
    ))

  it('by keyboard alone somebody asks, talks and ends, and the focus is never lost', async () => {
    Object.assign(scene.pages.says, { card, availability: staffed })
    const { page, thread } = await scene.visitor()
    const focus = () =>
      page.evaluate(
        () =>
          document.activeElement?.shadowRoot?.activeElement?.id ||
          document.activeElement?.shadowRoot?.activeElement?.className ||
          '',
      )
    await page.getByRole('button', { name: 'Ask a librarian' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByLabel('What would you like to know?').waitFor()
    expect(await focus()).toBe('question')
    await page.keyboard.press('Escape')
    expect(await focus()).toBe('')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.keyboard.press('Enter')
    await page.getByLabel('What would you like to know?').waitFor()
    await page.keyboard.type('When do you open?')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    expect(await focus()).toBe('say')
    await rob.pickUp()
    await thread.getByText('has joined you').waitFor()
    await page.keyboard.type('Hello')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('again')
    await page.keyboard.press('Enter')
    await rob.push('message', ({ text }) => text === 'Hello\nagain')
    expect(await focus()).toBe('say')
    await rob.about({ action: 'close', code: 'answered', despite: ['not-asked'] })
    await page.getByRole('heading', { name: 'The conversation has ended' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe(
      'The conversation has ended',
    )
    Object.assign(scene.pages.says, { card: undefined, availability: undefined })
  })

  it('a screen reader says what happens once, in a sentence, and nothing that the reader did', async () => {
    Object.assign(scene.pages.says, { card, availability: staffed })
    const { page, thread, asks, says } = await scene.visitor()
    await asks('When do you open?')
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    await listen(page)
    await rob.pickUp()
    await rob.say('At nine.')
    await thread.getByText('At nine.').waitFor()
    await rob.about({ action: 'typing' })
    await thread.getByText('is writing').waitFor()
    await says('Thank you')
    await rob.push('message', ({ text }) => text === 'Thank you')
    await rob.say('At nine.')
    await thread.getByText('At nine.').nth(1).waitFor()
    await rob.about({ action: 'ask-contact' })
    await page.getByRole('heading', { name: 'Where can your library write to you?' }).waitFor()
    await rob.about({ action: 'close', code: 'answered', despite: ['not-asked'] })
    await page.getByRole('heading', { name: 'The conversation has ended' }).waitFor()
    await page.getByRole('button', { name: 'Partly' }).click()
    const thanks = page.getByText('Thank you. It helps your library.')
    await expect.poll(() => thanks.evaluate(line => line.matches(':focus'))).toBe(true)
    expect(await heard(page)).toEqual([
      'Rob from State College has joined you.',
      'Rob from State College: At nine.',
      'Rob from State College: At nine.',
      'You are asked for your email address.',
      'The conversation has ended.',
    ])
    Object.assign(scene.pages.says, { card: undefined, availability: undefined })
  })

  it('a screen reader hears of a lost connection only if it lasts, and of each thing that is wanted once', async () => {
    Object.assign(scene.pages.says, { card, availability: staffed })
    const { page, thread, asks } = await scene.visitor()
    const line = await lineOf(page)
    await asks('When do you close?')
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    await listen(page)
    await scene.pass(125)
    await page.getByRole('heading', { name: 'You need not wait' }).waitFor()
    await rob.pickUp()
    await thread.getByText('has joined you').waitFor()
    // It is back before anybody is told.
    line.cut()
    line.mend()
    await page.locator('.strip').waitFor()
    await page.locator('.strip').waitFor({ state: 'hidden' })
    line.cut()
    await expect.poll(() => heard(page)).toContain('The connection is lost. Coming back …')
    line.mend()
    await page.locator('.strip').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'Email me this conversation' }).click()
    await page.getByLabel('Your email address').waitFor()
    expect(await heard(page)).toEqual([
      'You may leave your email address instead of waiting.',
      'Rob from State College has joined you.',
      'The connection is lost. Coming back …',
      'Connected again.',
    ])
    await rob.about({ action: 'close', code: 'answered', despite: ['not-asked'] })
    Object.assign(scene.pages.says, { card: undefined, availability: undefined })
  })

  it.each(['light', 'dark'] as const)(
    'a colour that cannot be read is corrected in %s, and the preview says so',
    async colorScheme => {
      Object.assign(scene.pages.says, { card: { ...card, colours: { accent: '#ffe14d' } }, availability: staffed })
      const context = await person(scene.browser, { colorScheme })
      const page = await context.newPage()
      await page.goto(`${scene.pages.url}/widget/ask.html?library=state-college&preview`)
      await page.getByText('Preview: this is how State College Library looks here.').waitFor()
      await page
        .getByText(/^Your colour is too pale to read on a light page. It is shown darker there: #[0-9a-f]{6}\.$/)
        .waitFor()
      const [accent, text] = await page.getByRole('button', { name: 'Ask now' }).evaluate(button => {
        const { backgroundColor, color } = getComputedStyle(button)
        return [backgroundColor, color].map(each => (each.match(/\d+/g) ?? []).slice(0, 3).map(Number))
      })
      expect(contrast(accent ?? [], text ?? [])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(accent ?? [], grounds[colorScheme])).toBeGreaterThanOrEqual(4.5)
      expect(String(accent) === '255,225,77').toBe(colorScheme === 'dark')
      await context.close()
      Object.assign(scene.pages.says, { card: undefined, availability: undefined })
    },
  )
})
