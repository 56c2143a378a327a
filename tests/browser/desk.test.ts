import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DeskScene, startDeskScene, troubles } from './desk-scene.ts'

const rob = 'rob@state-college.example.org'
const statement = '"african americans" and business*  and “new york” <b>&amp;</b>'

describe('a librarian at the desk’s page', () => {
  let scene: DeskScene
  beforeAll(async () => {
    scene = await startDeskScene()
  })
  afterAll(() => scene.stop())

  it('signs in by code with PKCE, comes on duty, picks up whose turn it is, and talks with them', async () => {
    const { page, slips, words, comesOnDuty, picksUp, says, lines } = await scene.librarian(rob)
    expect(await page.title()).toBe('Coopdesk')
    expect(page.url()).not.toContain('code=')
    await comesOnDuty()
    await scene.pass(10)
    const jane = await scene.visitor()
    await jane.asks('Figures on businesses before 1950?', { name: 'Jane' })
    await slips.getByText('Figures on businesses before 1950?').waitFor()
    await slips.getByText('Your turn').waitFor()
    expect(await page.title()).toBe('Your turn – Coopdesk')
    await picksUp()
    // R7: the greeting of the patron's library is ready to send.
    expect(await words.inputValue()).toContain('Hi Jane, I')
    await words.press('Enter')
    await jane.thread.getByText('ready to help').waitFor()
    await jane.says('It is for a class.')
    await page.locator('.lines').getByText('It is for a class.').waitFor()

    // R14: a search statement arrives byte for byte.
    await page.keyboard.press('Alt+KeyS')
    await says(statement)
    await jane.thread.locator('pre').waitFor()
    expect(await jane.thread.locator('pre').textContent()).toBe(statement)
    await page.keyboard.press('Alt+KeyR')
    await page.getByLabel('Link').fill('https://search.example.com/r;jsessionid=0A1B2C3D4E5F')
    await page.getByLabel('Title').fill('Census of Business')
    await says('Table 2 has them.')
    await jane.thread.getByRole('link', { name: 'Census of Business' }).waitFor()
    await page.keyboard.press('Alt+KeyO')
    await says('She is in a hurry.')
    await page.locator('.staff-note').getByText('She is in a hurry.').waitFor()
    await says('We don’t have more.')
    // R17: advice stops nothing, and can be ignored.
    await page.locator('.hints').getByRole('button', { name: 'Ignore' }).click()
    await jane.thread.getByText('We don’t have more.').waitFor()
    expect(await jane.lines()).not.toContainEqual(expect.stringContaining('hurry'))
    expect((await lines()).filter(line => line.includes('It is for a class.'))).toHaveLength(1)

    // R21: what was not asked is refused softly, and may be insisted on.
    await page.keyboard.press('Alt+KeyC')
    await page.getByText('Yes', { exact: true }).click()
    await page.getByRole('dialog').getByText('suggested').waitFor()
    await page.getByRole('button', { name: 'Close the session' }).click()
    await page.getByRole('alert').getByRole('button', { name: 'Do it all the same' }).click()
    await jane.page.getByRole('heading', { name: 'The conversation has ended' }).waitFor()
    await page.getByText('Jane: closed as answered.').waitFor()
    await page.getByRole('heading', { name: 'Nobody is with you' }).waitFor()
    expect(troubles).toEqual([])
  })
})
