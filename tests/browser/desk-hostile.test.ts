import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corpus } from './corpus.ts'
import { type AtDesk, type DeskScene, startDeskScene, troubles } from './desk-scene.ts'
import { foreignOf, hostileNames, hostileScripts, isHarmless, longHint, makeHostile, shows } from './hostile.ts'
import { strangerAnswers } from './walk-desk.ts'
import { mei } from './walk-settings.ts'

const [, image = ''] = corpus
const { rob: robsName, nancy: nancysName, college, patron: janesName } = hostileNames
/** As long as a question may be. */
const question = corpus.join(' ').slice(0, 3_900)

/** The words of notes are taken out of an answer that has them, so those of other texts are not theirs. */
const noteOf = (text: string) => `Note: ${text}`

describe('at the desk no text becomes a script or an element, and each is shown as it was written', () => {
  let scene: DeskScene
  let [rob, nancy]: AtDesk[] = []
  const foreign: (readonly string[])[] = []
  beforeAll(async () => {
    scene = await startDeskScene()
    await makeHostile(scene)
    rob = await scene.librarian('rob@state-college.example.org')
    nancy = await scene.librarian('nancy@valley-university.example.edu')
    for (const { page, comesOnDuty } of [rob, nancy]) {
      foreign.push(foreignOf(page))
      await comesOnDuty()
    }
    await scene.pass(10)
  })
  afterAll(() => scene.stop())

  const librarians = () => {
    if (!rob || !nancy) throw new Error('Nobody is at the desk.')
    return { rob, nancy }
  }
  const areHarmless = async (...at: readonly AtDesk[]) => {
    for (const { page } of at) await isHarmless(page)
    expect(foreign.flat()).toEqual([])
    expect(troubles).toEqual([])
  }

  it('what colleagues say in the staff room, and their names there', async () => {
    const { rob, nancy } = librarians()
    for (const { page } of [rob, nancy]) await page.getByRole('button', { name: 'Staff room' }).click()
    const line = nancy.page.getByLabel('To everybody on duty')
    for (const text of corpus) {
      await line.fill(text)
      await line.press('Enter')
      await expect.poll(() => line.inputValue()).toBe('')
    }
    await shows(rob.page.locator('.room .text'), ...corpus)
    await shows(rob.page.locator('.room .who bdi'), nancysName)
    await shows(rob.page.locator('.staff-room > .fine'), nancysName)
    await areHarmless(rob, nancy)
    for (const { page } of [rob, nancy]) await page.getByRole('button', { name: 'Staff room' }).click()
  })

  it('who waits and what they ask, their library’s card, its policy page, its scripts and its greeting', async () => {
    const { rob } = librarians()
    const { page } = rob
    const jane = await scene.desk.patron('state-college', question, { name: janesName, answers: { status: 'one' } })
    // Her library is closed today, so a colleague may be called before.
    await scene.pass(16)
    await shows(page.locator('.slip'), janesName, college)
    await rob.picksUp()
    await shows(page.locator('.session-head'), janesName, college)
    expect(await rob.words.inputValue()).toContain(image)
    await shows(page.locator('.card'), janesName, college)
    const today = page.locator('.today')
    await shows(today.locator('.statements .text'), ...corpus.slice(1, 6), corpus.join(' ').slice(0, 400))
    await shows(today.locator('.statements'), ...corpus.slice(0, 6))
    await shows(today, college, `Closed today: ${image}`)
    await shows(page.locator('.patron'), janesName, image, hostileNames.nancy.slice(6))
    await areHarmless(rob)

    await page.keyboard.press('Alt+KeyL')
    await shows(page.getByRole('dialog').locator('.statements .text'), ...corpus.slice(1, 20))
    await shows(page.getByRole('dialog').getByRole('heading'), college)
    await areHarmless(rob)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Alt+KeyI')
    await shows(page.getByRole('dialog'), college)
    await areHarmless(rob)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await rob.words.fill('/')
    await shows(page.locator('.script .name'), ...hostileScripts)
    await shows(page.locator('.script .text'), ...hostileScripts)
    await areHarmless(rob)
    await rob.words.press('Escape')
    await rob.says(image)
    await page.locator('.words.librarian:not(.unsent)').waitFor()
    for (const [index, text] of corpus.entries())
      await jane.send({ action: 'say', session: jane.session, n: index + 1, text })
    await shows(page.locator('.words.patron .text'), question, ...corpus)
    await areHarmless(rob)
  })

  it('what the librarian says, searches, names and notes, and what is refused of it', async () => {
    const { rob } = librarians()
    const { page } = rob
    for (const text of corpus.slice(0, 6)) {
      await page.keyboard.press('Alt+KeyS')
      await rob.says(text)
      await shows(page.locator('pre.statement'), text)
      await page.keyboard.press('Alt+KeyO')
      await rob.says(noteOf(text))
      await shows(page.locator('.staff-note .text'), noteOf(text))
    }
    await page.keyboard.press('Alt+KeyR')
    await page.getByLabel('Title').fill(image)
    await page.getByLabel('How to find it again').fill(image)
    await rob.says(question)
    await shows(page.locator('.resource'), image, question)
    rob.line.refuse()
    await rob.says(image)
    await shows(page.locator('.unsent.refused'), image)
    await areHarmless(rob)
    rob.line.take()
    await page.locator('.unsent').getByRole('button', { name: 'Throw away' }).click()
  })

  it('a transfer with its reason, a call for help, two together, and their names in the conversation', async () => {
    const { rob, nancy } = librarians()
    const { page } = nancy
    await rob.page.keyboard.press('Alt+KeyT')
    const dialogue = rob.page.getByRole('dialog')
    await shows(dialogue.getByRole('heading'), janesName)
    await shows(dialogue.locator('.person-here'), nancysName)
    await areHarmless(rob)
    await dialogue.locator('.person-here').filter({ hasText: 'Nancy' }).click()
    await dialogue.getByLabel('What your colleague should know').fill(noteOf(image))
    await dialogue.getByRole('button', { name: 'Offer', exact: true }).click()
    await shows(rob.page.locator('.together'), janesName, nancysName)
    const offer = page.locator('.offer.transfer')
    await shows(offer, janesName, robsName, college)
    await shows(offer.locator('.note'), noteOf(image))
    await areHarmless(rob, nancy)
    await offer.getByRole('button', { name: 'Decline' }).click()
    await rob.page.locator('.event').getByText('declined').waitFor()

    await rob.page.keyboard.press('Alt+KeyH')
    await shows(dialogue.locator('.person-here'), nancysName)
    await dialogue.locator('.person-here').filter({ hasText: 'Nancy' }).click()
    await dialogue.getByLabel('What your colleague should know').fill(noteOf(image))
    await dialogue.getByRole('button', { name: 'Call', exact: true }).click()
    await shows(rob.page.locator('.called-for'), nancysName)
    await shows(page.locator('.offer.help'), janesName, robsName)
    await shows(page.locator('.offer.help .note'), noteOf(image))
    await areHarmless(rob, nancy)
    await page.locator('.offer.help').getByRole('button', { name: 'Join' }).click()
    await shows(page.locator('.together'), robsName)
    await shows(rob.page.locator('.together'), nancysName)
    await shows(rob.page.locator('.card'), nancysName)
    await shows(page.locator('.words.patron .text'), question, ...corpus)
    await shows(page.locator('.staff-note'), noteOf(image), robsName)
    await nancy.says(image)
    await shows(rob.page.locator('.words.colleague'), nancysName, image)
    await shows(rob.page.locator('.event'), nancysName)
    await areHarmless(rob, nancy)
    await page.keyboard.press('Alt+KeyX')
    await shows(page.getByRole('dialog'), robsName)
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
    await shows(page.locator('.notice'), janesName, robsName)
    await areHarmless(rob, nancy)
  })

  it('the closing dialogue, the follow-up that comes of it, its held answer, and what became of it', async () => {
    const { rob } = librarians()
    const { page } = rob
    await page.getByRole('button', { name: 'I made sure of it' }).click()
    await page.getByLabel('Email address').fill('jane@patrons.example.org')
    await page.keyboard.press('Enter')
    await page.getByText('attested by a librarian').waitFor()
    await page.keyboard.press('Alt+KeyC')
    const dialogue = page.getByRole('dialog')
    await dialogue.getByText('Not yet').click()
    await shows(dialogue.getByRole('heading'), janesName)
    await shows(dialogue.locator('.choice'), college)
    await shows(dialogue.locator('.sent'), janesName, college, image)
    await dialogue.getByLabel('Note for staff (optional)').fill(noteOf(image))
    await areHarmless(rob)
    await dialogue.getByRole('button', { name: 'Close the session' }).click()
    await shows(page.locator('.notice'), janesName)
    await areHarmless(rob)

    // What stands in the desk's own mail would be taken for a quotation.
    const answer = corpus.map(text => `No: ${text}`)
    await strangerAnswers(scene, answer.join('\n'))
    await page.keyboard.press('Alt+KeyU')
    const slip = page.locator('.slip a')
    await shows(slip, janesName, college)
    await slip.click()
    const lines = page.locator('.held-lines button')
    await shows(lines, ...answer)
    await lines.first().click()
    await shows(page.locator('.held'), janesName, 'eve@elsewhere.example.org')
    await page.getByRole('button', { name: 'I’ll handle this' }).click()
    await shows(page.locator('.one-head'), janesName, robsName)
    await shows(page.locator('.said .text'), question, ...corpus)
    await shows(page.locator('.said .staff .text'), ...corpus.slice(0, 6).map(noteOf))
    await areHarmless(rob)
    await page.getByText('It was done in another way').click()
    await page.getByLabel(/^How/).fill(image)
    await page.getByRole('button', { name: 'Mark as done' }).click()
    await page.getByText('It is done.').waitFor()
    await shows(page.locator('.history'), robsName)
    await shows(page.locator('.history q'), image)
    await areHarmless(rob)
  })

  it('every part of a library’s settings with its previews, and the consortium’s page', async () => {
    const { page, comesOnDuty } = await scene.librarian(mei)
    const own = foreignOf(page)
    await comesOnDuty()
    await page.getByRole('link', { name: 'Consortium' }).click()
    await shows(page.locator('.one-library'), college)
    await shows(page.locator('.on-rung'), robsName, nancysName)
    await isHarmless(page)
    await page.locator('.one-library').filter({ hasText: 'State College' }).click()
    // All parts stand on the page, and one of them is shown.
    await shows(page.locator('.parts h1'), college)
    await shows(page.locator('.of-people .person'), robsName)
    await shows(page.locator('.of-scripts .as-read .text'), image, ...hostileScripts)
    await shows(page.locator('.of-widget .shown-button'), image)
    await shows(page.locator('.of-widget .shown-hint'), longHint)
    await shows(page.locator('.of-changes .changes'), 'Mei')
    await isHarmless(page)
    for (const part of [
      'Hours',
      'Time and names',
      'Scripts',
      'Policy page',
      'Button and form',
      'Questions to patrons',
      'Mailbox',
      'Changes',
    ]) {
      await page.locator('.parts').getByRole('link', { name: part }).click()
      await page.locator('.part-of-library:visible').getByRole('heading', { level: 1, name: part }).waitFor()
      await isHarmless(page)
    }
    // What is typed is previewed at once.
    await page.locator('.parts').getByRole('link', { name: 'Scripts' }).click()
    for (const text of corpus) {
      await page.getByLabel('Greeting').fill(text)
      await shows(page.locator('.of-scripts .as-read .text').first(), text)
    }
    await page.locator('.parts').getByRole('link', { name: 'Button and form' }).click()
    await page.getByLabel('Your colour', { exact: true }).fill('red;background:url(https://a.example)')
    await isHarmless(page)
    expect(own).toEqual([])
    expect(troubles).toEqual([])
  })
})
