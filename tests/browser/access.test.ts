import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Librarian, type Scene, startScene } from './scene.ts'
import { card, staffed, walk } from './walk.ts'

/** Everything that axe knows, and not only what the law asks for. */
async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).include('coopdesk-ask').analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Elements of the widget that stand out of the window to the side, or whose words are cut off. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const all = document.querySelector('coopdesk-ask')?.shadowRoot?.querySelectorAll('dialog *, aside *') ?? []
    return [...all]
      .filter(each => each.checkVisibility() && !each.closest('.unseen'))
      .filter(each => {
        const { left, right, width } = each.getBoundingClientRect()
        return width > 0 && (left < -1 || right > innerWidth + 1)
      })
      .map(each => each.outerHTML.slice(0, 120))
  })
}

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

  it('at 200 % from right to left, in forced colours and without motion, nothing is cut off', () =>
    everyScreen(
      { viewport: { width: 640, height: 400 }, forcedColors: 'active', reducedMotion: 'reduce', locale: 'ar' },
      cutOff,
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
    // What is put into a live region is what is read out.
    await page.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      const regions =
        document
          .querySelector('coopdesk-ask')
          ?.shadowRoot?.querySelectorAll('[role="status"], [role="alert"], [role="log"], [aria-live]') ?? []
      for (const region of regions)
        new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
          childList: true,
          subtree: true,
          characterData: true,
        })
    })
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
    const heard = await page.evaluate(() => Reflect.get(window, 'heard'))
    expect(heard).toEqual([
      'Rob from State College has joined you.',
      'Rob from State College: At nine.',
      'Rob from State College: At nine.',
      'You are asked for your email address.',
      'The conversation has ended.',
    ])
    Object.assign(scene.pages.says, { card: undefined, availability: undefined })
  })
})
