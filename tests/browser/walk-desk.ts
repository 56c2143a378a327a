import { createTransport } from 'nodemailer'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Wire } from '../desk/desk.ts'
import type { DeskScene } from './desk-scene.ts'

/** One screen of the desk, as it is when somebody gets there. */
export type AtScreen = (screen: string, page: Page) => Promise<void>

const rob = 'rob@state-college.example.org'

/** A stranger answers the mail about a follow-up, so the answer waits for somebody to look at it. */
export async function strangerAnswers({ desk }: DeskScene, text: string): Promise<void> {
  await desk.clock.advance(60_000)
  const mail = (await desk.cloud.mail()).findLast(({ subject }) => /Follow-up \w+/.test(subject))
  const [to = ''] = /[\w-]+@replies\.hudson-lakes\.example\.org/.exec(mail?.raw ?? '') ?? []
  await createTransport(`${desk.cloud.urls.smtp}`).sendMail({
    ...{ from: 'eve@elsewhere.example.org', to, subject: 'Re: Follow-up', text },
  })
  await desk.clock.advance(20_000)
}

/** R41: a colleague is called, joins and leaves; then she calls this librarian, who joins her and leaves. */
async function twoTogether(page: Page, nancy: Wire, hers: string, at: AtScreen): Promise<void> {
  const dialogue = page.getByRole('dialog')
  const two = page.getByRole('region', { name: 'Two librarians' })
  await page.keyboard.press('Alt+KeyH')
  await dialogue.locator('.person-here').filter({ hasText: 'Nancy' }).click()
  await at('help', page)
  await dialogue.getByRole('button', { name: 'Call' }).click()
  await page.getByRole('button', { name: 'Take it back' }).waitFor()
  await at('help-called', page)
  const { session } = await nancy.push('help-wanted')
  await nancy.send({ action: 'join', session })
  await two.getByText('is here to help you').waitFor()
  await nancy.send({ action: 'say', session, n: 1, text: 'The almanacs have it, too. I am looking now.' })
  await page.locator('.words.colleague').waitFor()
  await two.scrollIntoViewIfNeeded()
  await at('helped', page)
  await nancy.send({ action: 'leave-session', session })
  await two.waitFor({ state: 'hidden' })

  await nancy.send({ action: 'call-for-help', session: hers, librarian: 'rob', note: 'I do not find our almanacs.' })
  await page.locator('.offer.help').waitFor()
  await at('help-wanted', page)
  await page.keyboard.press('Alt+KeyA')
  await two.getByText('You help Nancy').waitFor()
  await two.scrollIntoViewIfNeeded()
  await at('joined', page)
  await page.keyboard.press('Alt+KeyX')
  await dialogue.waitFor()
  await at('leave', page)
  await dialogue.getByRole('button', { name: 'Leave' }).click()
  await two.waitFor({ state: 'hidden' })
}

/** Goes through every screen of the desk, as a librarian in their shift would, and stops at each. */
export async function walkDesk(scene: DeskScene, at: AtScreen, options: BrowserContextOptions = {}): Promise<void> {
  const { desk } = scene
  const { context, page, words, slips, says } = await scene.librarian(rob, options, door => at('door', door))
  const key = (name: string) => page.keyboard.press(`Alt+${name}`)
  const dialogue = page.getByRole('dialog')
  await at('begin', page)
  await page.locator('.nobody').getByRole('button', { name: 'Come on duty' }).click()
  await page.getByRole('heading', { name: 'Nobody is with you' }).waitFor()
  await at('nobody', page)
  await page.getByRole('button', { name: 'Staff room' }).click()
  for (const text of ['Good evening. Who knows the census?', 'Found it: volume 3.']) {
    await page.getByLabel('To everybody on duty').fill(text)
    await page.keyboard.press('Enter')
    await page.locator('.room .text').getByText(text).last().waitFor()
  }
  await at('staff-room', page)
  await page.getByRole('button', { name: 'Staff room' }).click()

  const jane = await desk.patron(
    'state-college',
    'I need figures on businesses owned by African Americans in New York before 1950. Which databases have them?',
    { name: 'Jane Doe', answers: { status: 'student' } },
  )
  await desk.clock.advance(40_000)
  await desk.patron('mesa', 'How do I renew my card?')
  await desk.patron('state-college', '¿Tienen libros en español sobre astronomía?', { name: 'Luz', language: 'es' })
  await desk.clock.advance(70_000)
  await slips.nth(2).waitFor()
  await slips.getByText('Your turn').first().waitFor()
  await at('waiting', page)
  await slips.nth(1).getByRole('button').click()
  await page.getByLabel('Why this patron, out of turn?').waitFor()
  await at('out-of-turn', page)
  await slips.nth(1).getByRole('button').first().click()
  await page.getByLabel('Why this patron, out of turn?').waitFor({ state: 'hidden' })

  await key('KeyN')
  await words.waitFor()
  await at('greeting', page)
  await words.press('Enter')
  await page.locator('.words.librarian:not(.unsent)').waitFor()
  const { session } = jane
  await jane.send({ action: 'say', session, n: 1, text: 'It is for a history class. So far I have only found novels.' })
  await page.locator('.words.patron').nth(1).waitFor()
  await key('KeyS')
  await says('"african americans" and business*  and "new york"')
  await page.locator('pre.statement').waitFor()
  await key('KeyR')
  await page.getByLabel('Link').fill('https://search.example.com/detail;jsessionid=0A1B2C3D4E5F')
  await page.getByLabel('Title').fill('Census of Business: 1948, volume 3')
  await page.getByLabel('How to find it again').fill('Databases › Business Source Complete › Census')
  await at('resource', page)
  await says('Table 103 has them by county and year.')
  await page.locator('.resource').waitFor()
  await key('KeyO')
  await says('She needs it by Friday.')
  await page.locator('.staff-note').waitFor()
  await says('We don’t have more than that.')
  await page.locator('.hints').waitFor()
  await jane.send({ action: 'typing', session })
  await page.locator('.typing:visible').waitFor()
  await at('conversation', page)

  await key('KeyN')
  await page.locator('.card').nth(1).waitFor()
  await words.fill('/')
  await page.locator('.script').first().waitFor()
  await at('scripts', page)
  await words.press('Escape')
  // R20: the name of another patron whom one serves.
  await says('Hello Jane Doe, here they are.')
  await page.locator('.prompt.stop').waitFor()
  await at('refused', page)
  await page.getByRole('button', { name: 'Change it' }).click()
  await words.fill('')
  await desk.clock.advance(155_000)
  await page.locator('.prompt').getByText('two and a half minutes').waitFor()
  await at('silence', page)
  await context.setOffline(true)
  await page.locator('.strip').waitFor()
  await says('One moment, please.')
  await page.locator('.unsent').waitFor()
  await at('offline', page)
  await context.setOffline(false)
  await page.locator('.unsent').waitFor({ state: 'hidden' })

  const nancy = await desk.librarian('nancy@valley-university.example.edu')
  const asked = await desk.patron('valley-university', 'Where are the almanacs?', { name: 'Ann' })
  await desk.clock.advance(1_000)
  await nancy.send({ action: 'pick-up', session: asked.session, reason: 'She is in my building.' })
  await nancy.send({
    action: 'transfer',
    session: asked.session,
    librarian: 'rob',
    note: 'She asks about your almanacs.',
  })
  await page.locator('.offer').waitFor()
  await at('offer', page)
  await page.getByRole('button', { name: 'Decline' }).click()
  await key('KeyT')
  await dialogue.locator('.person-here').filter({ hasText: 'Nancy' }).waitFor()
  await at('transfer', page)
  await page.keyboard.press('Escape')
  await dialogue.waitFor({ state: 'hidden' })
  await twoTogether(page, nancy, asked.session, at)
  await key('KeyI')
  await dialogue.waitFor()
  await at('wrong', page)
  await page.keyboard.press('Escape')
  await dialogue.waitFor({ state: 'hidden' })
  await key('KeyB')
  await dialogue.waitFor()
  await at('step-back', page)
  await page.keyboard.press('Escape')
  await dialogue.waitFor({ state: 'hidden' })
  await key('KeyK')
  await dialogue.waitFor()
  await at('keys', page)
  await page.keyboard.press('Escape')
  await dialogue.waitFor({ state: 'hidden' })
  await page.locator('.me').click()
  await dialogue.waitFor()
  await at('choices', page)
  await page.keyboard.press('Escape')
  await dialogue.waitFor({ state: 'hidden' })
  await page.locator('.duty button').click()
  await dialogue.waitFor()
  await at('duty', page)
  await page.keyboard.press('Escape')
  await dialogue.waitFor({ state: 'hidden' })

  await key('Digit1')
  await key('KeyE')
  await page.getByLabel('Email address').fill('jane@patrons.example.org')
  await at('attest', page)
  await page.keyboard.press('Enter')
  await page.getByText('attested by a librarian').waitFor()
  await key('KeyC')
  await dialogue.getByText('Not yet').click()
  await dialogue.getByText('gets an email').waitFor()
  await at('closing', page)
  await page.getByRole('button', { name: 'Close the session' }).click()
  await page.locator('.notice').getByText('the patron’s library answers').waitFor()
  await at('closed', page)

  await strangerAnswers(scene, 'The census is on the third floor.\n\nSent from my telephone')
  await key('KeyU')
  await page.locator('.slip a').waitFor()
  await at('follow-ups', page)
  await page.locator('.slip a').click()
  await page.locator('.held').waitFor()
  await page.locator('.held-lines button').last().click()
  await at('held', page)
  await page.getByRole('button', { name: 'Send the rest to Jane Doe' }).click()
  await page.getByText('It is answered.').waitFor()
  await at('answered', page)
  await page.locator('.me').click()
  await page.getByLabel('Language').selectOption({ label: 'Español' })
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'Seguimientos' }).or(page.getByText('Está respondido.')).first().waitFor()
  await at('spanish', page)
  await context.close()
}
