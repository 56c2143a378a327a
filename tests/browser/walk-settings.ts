import type { BrowserContextOptions } from 'playwright-core'
import type { DeskScene } from './desk-scene.ts'
import type { AtScreen } from './walk-desk.ts'

/** Administrators' emails: of one library, and of the consortium. */
const rob = 'rob@state-college.example.org'
export const mei = 'mei@hudson-lakes.example.org'

/** Goes through the pages of settings, as administrators would, and stops at each. */
export async function walkSettings(scene: DeskScene, at: AtScreen, options: BrowserContextOptions = {}): Promise<void> {
  const { desk } = scene
  const { context, page } = await scene.librarian(rob, options)
  await page.getByRole('link', { name: 'Library', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'State College Library' }).waitFor()
  await at('library', page)
  const part = async (name: string) => {
    const back = page.locator('.settings .back')
    if (await back.isVisible()) await back.click()
    await page.locator('.parts').getByRole('link', { name }).click()
    await page.locator('.part-of-library:visible').getByRole('heading', { level: 1, name }).waitFor()
  }
  await part('People')
  await page.locator('.person summary').filter({ hasText: 'John' }).click()
  await at('library-people', page)
  await page.getByRole('button', { name: 'Remove …' }).click()
  await page.getByRole('alertdialog').waitFor()
  await at('library-removal', page)
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' })

  await part('Hours')
  await page.getByLabel('Tuesday').fill('17:00-09:00')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('.fault:visible').waitFor()
  await at('library-hours', page)
  await part('Time and names')
  await page.getByText('They do not name it').click()
  await at('library-rules', page)
  await part('Scripts')
  await at('library-scripts', page)
  await part('Policy page')
  await page.locator('.statements-edited summary').first().click()
  await at('library-policy', page)
  await part('Button and form')
  await page.getByLabel('Your colour', { exact: true }).fill('#f2d24b')
  await page.locator('.corrected').getByText('too pale').waitFor()
  await at('library-widget', page)
  await part('Questions to patrons')
  await page.getByRole('button', { name: 'Add a field' }).click()
  await at('library-form', page)
  await part('Mailbox')
  await at('library-mailbox', page)

  const headers = { authorization: `Bearer ${await desk.cloud.signIn(mei)}` }
  const path = '/settings/libraries/state-college'
  const shown = await (await fetch(`${desk.cloud.urls.http}${path}`, { headers })).json()
  const { status } = await desk.post(path, { version: shown.version, change: { goodbye: 'Come again.' } }, headers)
  if (status !== 200) throw new Error(`The desk answered ${status}.`)
  await part('Scripts')
  // Another walk on the same desk has to change it again.
  await page.getByLabel('Goodbye').fill(`Come back soon, {patron}. ${options.viewport?.width ?? ''}`)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('.stale .differences ins').getByText('Come again.').waitFor()
  await at('library-stale', page)
  await page.getByRole('button', { name: 'Save mine all the same' }).click()
  await page.locator('.saving:visible').getByText('Saved.').waitFor()
  await part('Changes')
  await at('library-changes', page)
  await context.close()

  const other = await scene.librarian(mei, options)
  await other.comesOnDuty()
  await other.page.getByRole('link', { name: 'Consortium' }).click()
  await other.page.locator('.one-library .rung').nth(4).waitFor()
  await other.page.locator('.on-rung').getByText('Mei').waitFor()
  await at('consortium', other.page)
  await other.context.close()
}
