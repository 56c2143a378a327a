import { setup as prepare } from './browser.setup.ts'
import { startBrowser } from './browser.ts'
import { type Busy, type PlayedDesk, playDesk } from './played-desk.ts'

/**
 * `npm run bench:desk-pages`: the memory of the desk's page after a collection, the elements on it, and the frames that it shows while
 * somebody types for some seconds and every clock on it runs: of an empty desk, and of one with 20 sessions of 300 messages and 200
 * patrons who wait. The desk is played, and the browser is the one of the tests, without a screen or a graphics card.
 */
const seconds = 8
const empty: Busy = { sessions: 0, messages: 0, waiting: 0 }
const busy: Busy = { sessions: 20, messages: 300, waiting: 200 }

await prepare()
const browser = await startBrowser()
try {
  for (const [name, of] of [['empty', empty] as const, ['busy', busy] as const]) {
    const desk = await playDesk(browser, of, { ticks: true })
    await measure(name, desk)
    await desk.close()
  }
} finally {
  await browser.close()
}

async function measure(name: string, { page }: PlayedDesk): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const metric = async (wanted: string) => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(each => each.name === wanted)?.value ?? 0
  }
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const elements = await page.evaluate(() => document.querySelectorAll('*').length)
  const before = { layouts: await metric('LayoutCount'), task: await metric('TaskDuration') }
  const frames = page.evaluate(framesFor, seconds * 1_000)
  for (let press = 0; press < seconds * 5; press++) {
    await page.keyboard.press('a')
    await page.waitForTimeout(150)
  }
  const { shown, longestMs } = await frames
  const layouts = (await metric('LayoutCount')) - before.layouts
  const share = (((await metric('TaskDuration')) - before.task) / seconds) * 100
  console.log(
    `desk, ${name.padEnd(5)}  ${(usedSize / 1_048_576).toFixed(1)} MB  ${elements} elements  ${(shown / seconds).toFixed(1)} frames/s  longest ${longestMs.toFixed(0)} ms  ${layouts} layouts  busy ${share.toFixed(0)} %`,
  )
}

/** Runs in the page: counts the frames that it shows, and the longest pause between two. */
function framesFor(ms: number): Promise<{ readonly shown: number; readonly longestMs: number }> {
  return new Promise(resolve => {
    const began = performance.now()
    let [shown, longestMs, last] = [0, 0, began]
    const frame = (now: number) => {
      shown++
      longestMs = Math.max(longestMs, now - last)
      last = now
      if (now - began < ms) requestAnimationFrame(frame)
      else resolve({ shown, longestMs })
    }
    requestAnimationFrame(frame)
  })
}
