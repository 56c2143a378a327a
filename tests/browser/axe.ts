import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds on a page as it is now, each as one text. Nothing of the desk stands in a frame. */
export async function axeFinds(page: Page): Promise<readonly string[]> {
  // React Aria puts hidden buttons that close a popover beside it, outside of every landmark.
  await stands(page)
  return found(new AxeBuilder({ page }).disableRules(['region']))
}

/** Waits until nothing that comes onto the page is still fading in. */
async function stands(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(passing.map(({ finished }) => finished))
  })
}

/** What axe finds when the machine turns dark, where only colours are other ones. Afterwards it is light. */
export async function axeFindsInDark(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await stands(page)
  const texts = await found(new AxeBuilder({ page }).withRules(['color-contrast']))
  await page.emulateMedia({ colorScheme: 'light' })
  return texts.map(text => `in dark: ${text}`)
}

async function found(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await axe.setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** How far a page is larger than its window, pixels. Only parts of it scroll. */
export async function beyondWindow(page: Page): Promise<readonly string[]> {
  const [wide, tall] = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return [scrollWidth - clientWidth, scrollHeight - clientHeight]
  })
  return [...(wide > 0 ? [`${wide} pixels too wide`] : []), ...(tall > 0 ? [`${tall} pixels too tall`] : [])]
}
