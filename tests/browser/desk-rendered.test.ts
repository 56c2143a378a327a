import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBrowser } from './browser.ts'
import { type PlayedDesk, patronWaiting, playDesk, sessionId } from './played-desk.ts'
import { countAnew } from './renders.ts'

const busy = { sessions: 20, messages: 300, waiting: 200 }

/** What a layout had to look at, as the browser's own trace tells it. */
interface Layout {
  readonly name: string
  readonly args: { readonly beginData?: { readonly dirtyObjects: number; readonly totalObjects: number } }
}

describe('what happens at a desk with 20 sessions of 300 messages and 200 who wait', () => {
  let browser: Browser
  let desk: PlayedDesk
  beforeAll(async () => {
    browser = await startBrowser()
    desk = await playDesk(browser, busy, { ticks: false })
  })
  afterAll(() => browser.close())

  /** What is rendered, where the document is changed, and what is laid out, while somebody does something. */
  async function costOf(act: () => Promise<void>) {
    const { page } = desk
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 100))))
    await page.evaluate(countAnew)
    await browser.startTracing(page, { categories: ['devtools.timeline'] })
    await act()
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 100))))
    const trace: { readonly traceEvents: readonly Layout[] } = JSON.parse(String(await browser.stopTracing()))
    const laidOut = trace.traceEvents.flatMap(({ name, args }) =>
      name === 'Layout' && args.beginData ? [args.beginData] : [],
    )
    const rendered: readonly string[] = await page.evaluate(() => Reflect.get(window, 'rendered'))
    const touched: readonly string[] = await page.evaluate(() => Reflect.get(window, 'touched'))
    return {
      rendered,
      touched,
      count: (name: string) => rendered.filter(each => each === name).length,
      dirty: laidOut.reduce((sum, { dirtyObjects }) => sum + dirtyObjects, 0),
      total: Math.max(0, ...laidOut.map(({ totalObjects }) => totalObjects)),
    }
  }

  it('a keystroke renders one component, touches no list, and lays out what is around the field', async () => {
    await desk.page.keyboard.press('a')
    const { rendered, touched, dirty } = await costOf(async () => {
      await desk.page.keyboard.press('b')
      await desk.page.keyboard.press('c')
    })
    expect(await desk.page.locator('#words').inputValue()).toBe('abc')
    expect(rendered).toEqual(['Field', 'Field'])
    expect(touched).toEqual([])
    expect(dirty).toBeLessThan(100)
  })

  it('a message renders itself, and none of the others', async () => {
    const message = { number: 301, from: 'patron', at: Date.now(), text: 'Message 301' }
    const { count, touched } = await costOf(async () => {
      desk.push({ type: 'message', session: sessionId(0), ...message })
      await desk.page.locator('.lines').getByText('Message 301').waitFor()
    })
    expect([count('Words'), count('Lines'), count('Slip'), count('Field'), count('Frame')]).toEqual([1, 1, 0, 0, 0])
    expect(touched.filter(where => where !== 'lines' && where !== '')).toEqual([])
  })

  it('a message in another session renders that session’s card alone', async () => {
    const message = { number: 301, from: 'patron', at: Date.now(), text: 'Elsewhere' }
    const { count } = await costOf(async () => {
      desk.push({ type: 'message', session: sessionId(7), ...message })
      await desk.page.locator('.card').nth(7).locator('.unread').waitFor()
    })
    const none = ['Words', 'Lines', 'Slip', 'Field', 'Frame', 'Session'].map(count)
    expect([count('Card'), ...none]).toEqual([1, 0, 0, 0, 0, 0, 0])
  })

  it('one more who waits renders their own slip', async () => {
    const { count } = await costOf(async () => {
      desk.push({ type: 'waiting', ...patronWaiting(busy.waiting, Date.now()) })
      await desk.page.locator('.slip').nth(busy.waiting).waitFor()
    })
    const none = ['Words', 'Lines', 'Card', 'Field', 'Frame', 'Session'].map(count)
    expect([count('Slip'), ...none]).toEqual([1, 0, 0, 0, 0, 0, 0])
  })

  it('a second renders only what shows it', async () => {
    const { rendered } = await costOf(async () => {
      await desk.page.evaluate(() => Reflect.get(window, 'tick')())
    })
    const shown = new Set(rendered)
    for (const name of ['Wait', 'Clock', 'Asked', 'LocalTime', 'Openness', 'Silence']) shown.delete(name)
    expect([...shown]).toEqual([])
    expect(rendered).toContain('Clock')
  })
})
