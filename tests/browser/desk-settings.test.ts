import type { BrowserContextOptions } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settingsShown } from '../../lib/protocol/out/http.ts'
import { axeFinds, axeFindsInDark, beyondWindow } from './axe.ts'
import { type DeskScene, startDeskScene, troubles } from './desk-scene.ts'
import { mei, walkSettings } from './walk-settings.ts'

const [erin, luis] = ['erin@riverside-library.example.org', 'luis@great-lakes-library.example.org'] as const
const path = '/settings/libraries/riverside'

/** A refusal is an answer with an error's status, which a browser reports. */
const isRefusal = (text: string) => /status of (400|409)/.test(text)

describe('the settings at the desk’s page', () => {
  let scene: DeskScene
  beforeAll(async () => {
    scene = await startDeskScene()
  })
  afterAll(() => scene.stop())

  const asMei = async () => ({ authorization: `Bearer ${await scene.desk.cloud.signIn(mei)}` })
  const stands = async () => {
    const answer = await fetch(`${scene.desk.cloud.urls.http}${path}`, { headers: await asMei() })
    return v.parse(settingsShown, await answer.json())
  }

  it('an administrator changes hours, keeps what they typed when another was faster, invites and removes somebody', async () => {
    const { page, context } = await scene.librarian(erin)
    const part = (name: string) => page.locator('.parts').getByRole('link', { name }).click()
    const save = page.getByRole('button', { name: 'Save', exact: true })
    await page.getByRole('link', { name: 'Library', exact: true }).click()
    await part('Hours')
    const monday = page.getByLabel('Monday')
    expect(await monday.inputValue()).toBe('10:00-20:00')
    await monday.fill('17:00 – 09:00')
    await page.keyboard.press('Enter')
    const fault = page.locator('.weekday').filter({ hasText: 'Monday' }).locator('.fault')
    expect(await fault.textContent()).toContain('end before they begin')
    expect(await monday.inputValue()).toBe('17:00 – 09:00')
    await monday.fill('09:00-12:00, 13:00-20:00')
    await page.getByRole('button', { name: 'Add a day' }).click()
    await page.getByLabel('Date').fill('2026-12-25')
    await page.getByLabel('Name of the day').fill('Christmas Day')
    await save.click()
    await page.locator('.saving:visible').getByText('Saved.').waitFor()
    expect((await stands()).settings).toMatchObject({
      hours: { monday: ['09:00-12:00', '13:00-20:00'], friday: ['10:00-17:00'] },
      holidays: [{ date: '2026-12-25', name: 'Christmas Day' }],
    })

    await scene.desk.clock.advance(1_000)
    const { version } = await stands()
    await scene.desk.post(path, { version, change: { greeting: 'Welcome.' } }, await asMei())
    await part('Scripts')
    await page.getByLabel('Goodbye').fill('See you, {patron}.')
    await save.click()
    const stale = page.locator('.stale')
    expect(await stale.textContent()).toMatch(/Mei.*Greeting.*Welcome\./)
    expect(await page.getByLabel('Goodbye').inputValue()).toBe('See you, {patron}.')
    expect(await page.getByLabel('Greeting').inputValue()).not.toBe('Welcome.')
    await page.getByLabel('Greeting').fill('Welcome.')
    await page.getByRole('button', { name: 'Save mine all the same' }).click()
    await page.locator('.saving:visible').getByText('Saved.').waitFor()
    expect((await stands()).settings).toMatchObject({ greeting: 'Welcome.', goodbye: 'See you, {patron}.' })

    await part('People')
    const invite = page.locator('.invite')
    await invite.getByLabel('Name').fill('Zoe')
    await invite.getByLabel('Email address').fill('zoe@riverside-library.example.org')
    await invite.getByLabel('Patrons at once').fill('2')
    await invite.getByRole('button', { name: 'Invite' }).click()
    await invite.getByText('Zoe is invited.').waitFor()
    const zoe = page.locator('.person').filter({ hasText: 'Zoe' })
    await zoe.locator('summary').click()
    await zoe.getByRole('button', { name: 'Remove …' }).click()
    await page.getByRole('button', { name: 'Remove Zoe' }).click()
    await zoe.waitFor({ state: 'detached' })
    expect((await stands()).people.map(({ person }) => person.id)).toEqual(['erin'])
    await part('Changes')
    const changes = await page.locator('.part-of-library.of-changes .changes').textContent()
    expect(changes).toMatch(/removed zoe.*invited zoe.*Mei/)
    expect(troubles.filter(text => !isRefusal(text))).toEqual([])
    await context.close()
  })

  it('an administrator changes the time zone, naming, rereading, what patrons are asked, and whom somebody answers for', async () => {
    const { page, context } = await scene.librarian(erin)
    const part = (name: string) => page.locator('.parts').getByRole('link', { name }).click()
    const save = page.getByRole('button', { name: 'Save', exact: true })
    const saves = async () => {
      await save.click()
      await page.locator('.saving:visible').getByText('Saved.').first().waitFor()
    }
    await page.getByRole('link', { name: 'Library', exact: true }).click()
    await part('Time and names')
    await page.getByLabel('Time zone').fill('Mars/Base')
    await save.click()
    await page.locator('.fault:visible').waitFor()
    await page.getByLabel('Time zone').fill('America/Denver')
    await page.getByText('They do not name it').click()
    await page.getByLabel(/How many days/).fill('30')
    await saves()
    expect((await stands()).settings).toMatchObject({
      'time-zone': 'America/Denver',
      'names-institution': false,
      'reread-days': 30,
    })

    await part('Questions to patrons')
    await page.getByLabel('Email address', { exact: true }).locator('visible=true').selectOption('required')
    await page.getByRole('button', { name: 'Add a field' }).click()
    const field = page.locator('.ask-field').last()
    await field.getByLabel('What patrons read (English)').fill('You are')
    await field.getByLabel('Patrons choose from a list').check()
    await field.getByLabel('Choice 1 (English)').fill('A student')
    await field.getByRole('button', { name: 'Add a choice' }).click()
    await field.getByLabel('Choice 2 (English)').fill('A neighbour')
    await saves()
    const asked = v.object({ page: v.object({ form: v.object({ email: v.string(), fields: v.array(v.unknown()) }) }) })
    const { form } = v.parse(asked, (await stands()).settings).page
    expect(form.email).toBe('required')
    expect(form.fields.at(-1)).toMatchObject({
      label: { en: 'You are' },
      choices: [{ label: { en: 'A student' } }, { label: { en: 'A neighbour' } }],
    })

    await part('People')
    await page.locator('.person summary').filter({ hasText: 'Erin' }).click()
    await page.locator('.person[open]').getByText('The whole cooperative').click()
    await saves()
    const person = (await stands()).people.find(each => each.person.id === 'erin')?.person
    expect(person?.pools).toContain('library:riverside')
    expect(person?.pools).not.toContain('cooperative')
    await context.close()
  })

  it('a librarian who administers nothing sees no way there, and is refused at its address', async () => {
    const { page, context } = await scene.librarian(luis)
    const places = page.getByRole('navigation', { name: 'Screens' }).getByRole('link')
    expect(await places.allTextContents()).toEqual(['Desk', 'Follow-ups'])
    await page.evaluate(() => {
      location.hash = '#/library'
    })
    await page.getByRole('alert').getByText('administrator').waitFor()
    await context.close()
  })

  it.each<[string, BrowserContextOptions, boolean]>([
    ['on a wide page', {}, false],
    ['on a phone, in light and in dark', { viewport: { width: 390, height: 760 } }, true],
  ])('axe finds nothing on any of them, %s', async (_where, options, isDarkToo) => {
    const found: string[] = []
    const screens: string[] = []
    await walkSettings(
      scene,
      async (screen, page) => {
        screens.push(screen)
        const inDark = isDarkToo ? await axeFindsInDark(page) : []
        const texts = [...(await axeFinds(page)), ...inDark, ...(await beyondWindow(page))]
        found.push(...texts.map(text => `${screen}: ${text}`))
      },
      options,
    )
    expect(screens.length).toBeGreaterThan(11)
    expect(found).toEqual([])
  })
})
