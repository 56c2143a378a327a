import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AtDesk, type DeskScene, startDeskScene, troubles } from './desk-scene.ts'

const robs = 'rob@state-college.example.org'
const meis = 'mei@hudson-lakes.example.org'
const erins = 'erin@riverside-library.example.org'
const nancys = 'nancy@valley-university.example.edu'
const luiss = 'luis@great-lakes-library.example.org'
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

/** What is seen on the screen of a part of the page, without scrolling. */
async function isInView({ page }: AtDesk, selector: string): Promise<boolean> {
  return page
    .locator(selector)
    .first()
    .evaluate(part => {
      const { top, bottom } = part.getBoundingClientRect()
      return top >= 0 && bottom <= innerHeight
    })
}

describe('a librarian on her first evening', () => {
  let scene: DeskScene
  beforeAll(async () => {
    scene = await startDeskScene()
  })
  afterAll(() => scene.stop())

  it('sees which of two is writing, her colleague or the patron, and is not told twice where the colleague is from', async () => {
    const rob = await scene.librarian(robs)
    await rob.comesOnDuty()
    const jane = await scene.desk.patron('state-college', 'Where are the almanacs?', { name: 'Jane' })
    await rob.picksUp()
    const mei = await scene.librarian(meis)
    await mei.comesOnDuty()
    await rob.page.keyboard.press('Alt+KeyH')
    await rob.page.getByRole('dialog').getByText('Mei (night desk)').click()
    await rob.page.getByRole('dialog').getByRole('button', { name: 'Call', exact: true }).click()
    await mei.page.getByRole('button', { name: 'Join' }).click()
    await mei.words.waitFor()
    expect(await mei.page.locator('.together .fine').first().textContent()).not.toContain('State College Library')
    await rob.page.locator('.together').getByText('Mesa City Library').waitFor()

    await mei.words.pressSequentially('Look')
    await rob.page.locator('.typing:visible').getByText('Mei (night desk) is writing').waitFor()
    await mei.words.press('Enter')
    await rob.page.locator('.typing').waitFor({ state: 'hidden' })
    await jane.send({ action: 'typing', session: jane.session })
    await rob.page.locator('.typing:visible').getByText('Jane is writing').waitFor()
    await mei.page.keyboard.press('Alt+KeyX')
    await mei.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()

    // A patron who is offered keeps the name above the conversation, and the offer says to whom.
    await rob.page.locator('.event').getByText('has left the session').waitFor()
    await rob.page.keyboard.press('Alt+KeyT')
    await rob.page.getByRole('dialog').getByText('Hudson Academic Libraries').waitFor()
    await rob.page.getByRole('dialog').getByText('Mei (night desk)').click()
    await rob.page.getByRole('dialog').getByRole('button', { name: 'Offer' }).click()
    await rob.page.getByText('You have offered Jane to Mei (night desk).').waitFor()
    expect((await rob.page.locator('.session-head').boundingBox())?.height).toBeLessThan(100)
    await mei.page.getByRole('button', { name: 'Decline' }).click()
    await rob.page.locator('.event').getByText('The transfer to Mei (night desk) was declined.').waitFor()
    expect(troubles).toEqual([])
    await rob.context.close()
    await mei.context.close()
  })

  it('finds what she has begun: a note, the note of a transfer, and an answer that is owed', async () => {
    const erin = await scene.librarian(erins)
    const { page, words } = erin
    await erin.comesOnDuty()
    await scene.desk.patron('riverside', 'Where are the maps?', { name: 'Ana' })
    await erin.picksUp()
    await page.keyboard.press('Alt+KeyO')
    await words.fill('She sounds upset.')
    await page.getByRole('link', { name: 'Follow-ups' }).click()
    await page.getByRole('link', { name: 'Desk', exact: true }).click()
    await page.locator('.composer.note').waitFor()
    expect(await words.inputValue()).toBe('She sounds upset.')
    await words.press('Enter')
    await page.locator('.staff-note').getByText('She sounds upset.').waitFor()

    await page.keyboard.press('Alt+KeyT')
    await page.getByLabel('What your colleague should know').fill('She looks for the survey of 1890.')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('Alt+KeyT')
    expect(await page.getByLabel('What your colleague should know').inputValue()).toContain('1890')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    // Nobody can be written to yet. The dialogue says so before it is closed, and asks for the address itself.
    await page.keyboard.press('Alt+KeyC')
    const closing = page.getByRole('dialog')
    await closing.getByText('Not yet').click()
    await closing.getByText('Follow-up by me').click()
    await closing.getByText('Ana has given no email address').waitFor()
    expect(await isInView(erin, '[role="dialog"] [type="submit"]')).toBe(true)
    await closing.getByRole('button', { name: 'Ask for the address' }).click()
    await closing.getByText('Ana sees the form').waitFor()
    // The button is gone, and the keys still work.
    await page.keyboard.press('Escape')
    await closing.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'I made sure of it' }).click()
    await page.getByRole('dialog').getByLabel('Email address').fill('ana@example.com')
    // The desk answers when she is in another dialogue already, which stays.
    erin.line.cut()
    await page.getByRole('dialog').getByRole('button', { name: 'I made sure of it' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('Alt+KeyC')
    await closing.waitFor()
    erin.line.mend()
    await page.locator('.about').getByText('ana@example.com').waitFor()
    await closing.getByText('Not yet').click()
    await closing.getByText('Follow-up by me').click()
    await closing.getByText('I have at hand').click()
    await closing.getByRole('button', { name: 'Close the session' }).click()
    await page.getByText('Ana: you owe the answer. It is in your follow-ups.').waitFor()

    await page.getByRole('link', { name: 'Follow-ups' }).click()
    await page.locator('.owed-list .question').click()
    await page.getByText('You owe it.').waitFor()
    expect(await page.locator('.one-head').textContent()).not.toContain('Nobody has it')
    const answer = page.getByLabel('Your answer to Ana')
    await answer.fill('They are in the basement.')
    await page.getByRole('link', { name: 'Desk', exact: true }).click()
    await page.getByRole('link', { name: 'Follow-ups' }).click()
    await page.locator('.owed-list .question').click()
    expect(await answer.inputValue()).toBe('They are in the basement.')
    expect(troubles).toEqual([])
    await erin.context.close()
  })

  it('who sends a resource begins with its link, and may leave out how a web address begins', async () => {
    const nancy = await scene.librarian(nancys)
    const { page } = nancy
    await nancy.comesOnDuty()
    const cy = await scene.desk.patron('valley-university', 'Where is the census?', { name: 'Cy' })
    await nancy.picksUp()
    await page.keyboard.press('Alt+KeyR')
    await expect.poll(() => page.getByLabel('Link').evaluate(link => link === document.activeElement)).toBe(true)
    await page.keyboard.type('on the shelf')
    await page.getByText('This is not a web address.').waitFor()
    await page.getByLabel('Link').fill('library.example.org/census')
    await page.keyboard.press('Enter')
    const sent = await cy.push('message', ({ kind }) => kind === 'resource')
    expect(sent.resource).toMatchObject({ url: 'https://library.example.org/census' })
    expect(troubles).toEqual([])
    await nancy.context.close()
  })

  it('who administers the library is called away and finds her hours as she typed them, and the field that is wrong has the focus', async () => {
    const erin = await scene.librarian(erins)
    const { page } = erin
    await page.getByRole('link', { name: 'Library', exact: true }).click()
    // A group has a name, which is not the id in the file.
    await page.locator('.invite').getByText('Lakes Public Libraries').waitFor()
    await page.getByRole('link', { name: 'Hours' }).click()
    const [monday, sunday] = [page.getByLabel('Monday'), page.getByLabel('Sunday')]
    await monday.fill('9-17')
    await sunday.fill('in the afternoon')
    await page.getByRole('link', { name: 'Desk', exact: true }).click()
    await page.getByRole('link', { name: 'Library', exact: true }).click()
    await page.getByRole('link', { name: 'Hours' }).click()
    expect([await monday.inputValue(), await sunday.inputValue()]).toEqual(['9-17', 'in the afternoon'])
    const save = page.locator('.of-hours').getByRole('button', { name: 'Save' })
    await save.click()
    await page.getByText('Nothing is saved yet.').waitFor()
    await expect.poll(() => sunday.evaluate(field => field === document.activeElement)).toBe(true)
    await sunday.fill('')
    await save.click()
    await page.getByText('Saved. It counts within a minute.').waitFor()
    expect(await monday.inputValue()).toBe('09:00-17:00')
    // A browser notes what was refused, and nothing else went wrong.
    expect(troubles.splice(0)).toEqual([expect.stringContaining('400')])
    await erin.context.close()
  })

  it('with a phone has the newest patron in view, one press leads to whoever waits and back, and a keyboard leaves room', async () => {
    const luis = await scene.librarian(luiss, phone)
    const { page } = luis
    await luis.comesOnDuty()
    await scene.desk.patron('great-lakes', 'Are you open on Sunday?', { name: 'Dee' })
    await luis.slips.getByText('Are you open on Sunday?').waitFor()
    await luis.picksUp()
    await scene.desk.patron('great-lakes', 'Do you lend telescopes?', { name: 'Eli' })
    await page.getByRole('button', { name: '1 waits' }).tap()
    await expect.poll(() => isInView(luis, '.slip')).toBe(true)
    await page.getByRole('button', { name: 'Pick up the next' }).tap()
    await page.getByRole('heading', { name: 'Eli', level: 1 }).waitFor()
    await expect.poll(() => isInView(luis, '.session-head')).toBe(true)
    await page.getByRole('button', { name: 'About' }).tap()
    await expect.poll(() => isInView(luis, '.today h2')).toBe(true)
    await page.locator('.card').filter({ hasText: 'Dee' }).tap()
    await page.getByRole('heading', { name: 'Dee', level: 1 }).waitFor()
    await expect.poll(() => isInView(luis, '.composer')).toBe(true)
    await luis.words.tap()
    await page.setViewportSize({ width: 390, height: 500 })
    await expect.poll(() => isInView(luis, '.composer')).toBe(true)
    await expect.poll(async () => (await page.locator('.scroll').boundingBox())?.height ?? 0).toBeGreaterThan(180)
    expect(troubles).toEqual([])
    await luis.context.close()
  })
})
