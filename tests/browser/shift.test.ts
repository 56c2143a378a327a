import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AtDesk, type DeskScene, isChosen, startDeskScene, troubles } from './desk-scene.ts'
import type { Visitor } from './scene.ts'
import { strangerAnswers } from './walk-desk.ts'

const robs = 'rob@state-college.example.org'
const nancys = 'nancy@valley-university.example.edu'

/** A connection that was cut, and a request that was refused, are reported by the browser itself. */
const isExpected = (text: string) => /WebSocket|ERR_|Failed to load resource/.test(text)

/** The provider as the librarian's page meets it. */
interface Provider {
  /** It renews no sign-in any more. */
  hasEnded: boolean
  renewals: number
}

describe('a shift of two librarians and five patrons', () => {
  let scene: DeskScene
  let [rob, nancy]: AtDesk[] = []
  const patrons: Record<string, Visitor> = {}
  const provider: Provider = { hasEnded: false, renewals: 0 }
  const librarians = () => {
    if (!rob || !nancy) throw new Error('Nobody is at the desk.')
    return { rob, nancy }
  }
  const patron = (name: string) => {
    const visitor = patrons[name]
    if (!visitor) throw new Error(`${name} has not come.`)
    return visitor
  }

  beforeAll(async () => {
    scene = await startDeskScene()
    // Tokens that run out at once are renewed whenever the page needs one, as on a long shift.
    rob = await scene.librarian(robs, {}, async door => {
      await door.context().route(/\/token$/, async route => {
        if (route.request().postData()?.includes('grant_type=refresh_token')) {
          provider.renewals++
          const headers = { 'access-control-allow-origin': '*' }
          if (provider.hasEnded) return route.fulfill({ status: 400, headers, json: { error: 'invalid_grant' } })
        }
        const response = await route.fetch()
        await route.fulfill({ response, json: { ...(await response.json()), expires_in: 1 } })
      })
    })
    nancy = await scene.librarian(nancys)
    await rob.comesOnDuty()
    await nancy.comesOnDuty()
    // Until then, pages of libraries may be told what was true before.
    await scene.pass(10)
  })
  afterAll(() => scene.stop())

  const comes = async (name: string, question: string, library: Parameters<DeskScene['visitor']>[0]) => {
    const visitor = await scene.visitor(library)
    patrons[name] = visitor
    await visitor.asks(question, { name })
    await visitor.page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    return visitor
  }
  const turnTo = (at: AtDesk, name: string) => at.page.locator('.card').filter({ hasText: name }).click()
  const ends = (visitor: Visitor) => visitor.page.getByRole('heading', { name: 'The conversation has ended' }).waitFor()
  const count = async (at: Pick<AtDesk, 'lines'>, text: string) =>
    (await at.lines()).filter(line => line.includes(text)).length

  it('R4 a question nobody takes rolls over to the next library, and R35 is transferred to a colleague with a name', async () => {
    const { rob, nancy } = librarians()
    const amy = await comes('Amy Pond', 'When was the old bridge built?', 'state-college')
    await rob.slips.getByText('When was the old bridge built?').waitFor()
    expect(await nancy.slips.count()).toBe(0)
    await scene.pass(35)
    await nancy.slips.getByText('When was the old bridge built?').waitFor()
    await nancy.picksUp()
    await rob.slips.first().waitFor({ state: 'detached' })
    await nancy.words.press('Enter')
    await amy.thread.getByText(/Nancy.* has joined you/).waitFor()

    await nancy.page.getByRole('button', { name: 'Transfer' }).click()
    const dialogue = nancy.page.getByRole('dialog')
    await dialogue.locator('.person-here').filter({ hasText: 'Rob' }).click()
    await dialogue.getByLabel('What your colleague should know').fill('She asks about your county.')
    await dialogue.getByRole('button', { name: 'Offer', exact: true }).click()
    const offer = rob.page.locator('.offer.transfer')
    await offer.getByText('She asks about your county.').waitFor()
    await offer.getByRole('button', { name: 'Accept' }).click()
    await amy.thread.getByText(/Rob.* takes over from Nancy/).waitFor()
    await rob.words.waitFor()
    await nancy.page.locator('.ended').getByText('has taken over').waitFor()
    await nancy.page.getByRole('button', { name: 'Put away' }).click()
    await nancy.page.getByRole('heading', { name: 'Nobody is with you' }).waitFor()
  })

  it('R33 a librarian drops and returns: what both wrote meanwhile arrives once, and looked unsent until then', async () => {
    const { rob } = librarians()
    const amy = patron('Amy Pond')
    rob.line.cut()
    await rob.page.locator('.strip').getByText('The connection is lost').waitFor()
    await rob.says('It was built in 1871.')
    await rob.page.locator('.unsent').getByText('Goes out when you are connected again').waitFor()
    await amy.says('Are you there?')
    rob.line.mend()
    await rob.page.locator('.lines').getByText('Are you there?').waitFor()
    await amy.thread.getByText('It was built in 1871.').waitFor()
    await rob.page.locator('.unsent').waitFor({ state: 'detached' })
    await rob.page.locator('.strip').waitFor({ state: 'hidden' })
    expect([await count(rob, '1871'), await count(amy, '1871'), await count(rob, 'Are you there?')]).toEqual([1, 1, 1])
    // Whoever was away was signed in anew without noticing.
    expect(provider.renewals).toBeGreaterThan(1)
  })

  it('R20 words for another patron are stopped softly and may be insisted on, and R41 a second librarian joins and leaves', async () => {
    const { rob, nancy } = librarians()
    const ben = await comes('Ben Miller', 'Is there a bus to the archive?', 'riverside')
    await rob.slips.getByText('Is there a bus to the archive?').waitFor()
    await rob.page.keyboard.press('Alt+KeyN')
    await rob.page.locator('.session-head').getByText('Ben Miller').waitFor()
    await rob.words.press('Enter')
    await ben.thread.getByText(/Rob.* has joined you/).waitFor()
    await rob.says('Hello Amy Pond, the bus is number 7.')
    const stop = rob.page.locator('.prompt.stop')
    await stop.getByRole('button', { name: 'Send it all the same' }).click()
    await ben.thread.getByText('the bus is number 7').waitFor()

    await rob.page.getByRole('button', { name: 'Call for help' }).click()
    const dialogue = rob.page.getByRole('dialog')
    await dialogue.locator('.person-here').filter({ hasText: 'Nancy' }).click()
    await dialogue.getByRole('button', { name: 'Call', exact: true }).click()
    await nancy.page.locator('.offer.help').getByRole('button', { name: 'Join' }).click()
    await ben.thread.getByText(/Nancy.* has joined Rob/).waitFor()
    await nancy.says('It stops at the archive itself.')
    await ben.thread.getByText('It stops at the archive itself.').waitFor()
    await rob.page.locator('.words.colleague').waitFor()
    await nancy.page.getByRole('button', { name: 'Leave' }).click()
    await nancy.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
    await rob.page.getByRole('region', { name: 'Two librarians' }).waitFor({ state: 'hidden' })
  })

  it('R40 a sleeping page shows as asleep to all, R39 its patron is rescued, and it is awake when it wakes', async () => {
    const { rob, nancy } = librarians()
    const cid = await comes('Cid Moss', 'Where are the almanacs?', 'valley-university')
    await nancy.slips.getByText('Where are the almanacs?').waitFor()
    // Those on the rungs that a question has reached are asked to rescue.
    await scene.pass(35)
    await rob.slips.getByText('Where are the almanacs?').waitFor()
    await nancy.picksUp()
    await nancy.words.press('Enter')
    await cid.thread.getByText('ready to help').waitFor()
    await cid.says('On the third floor?')
    await nancy.page.locator('.lines').getByText('On the third floor?').waitFor()
    await scene.pass(5)
    nancy.line.sleep()
    await comes('Dora Hill', 'Do you have the census of 1910?', 'valley-university')
    await scene.pass(60)
    await rob.page.keyboard.press('Alt+KeyT')
    const dialogue = rob.page.getByRole('dialog')
    await dialogue.locator('.person-here').filter({ hasText: 'Nancy' }).getByText('asleep').waitFor()
    await rob.page.keyboard.press('Escape')
    await dialogue.waitFor({ state: 'hidden' })

    await scene.pass(320)
    const offer = rob.page.locator('.offer.rescue').filter({ hasText: 'page is asleep' })
    await offer.getByRole('button', { name: 'Take over' }).click()
    await cid.thread.getByText(/Rob.* takes over from Nancy/).waitFor()
    await rob.says('They are on the third floor, yes.')
    await cid.thread.getByText('They are on the third floor, yes.').waitFor()

    nancy.line.wake()
    await nancy.page.locator('.notice').getByText('is awake again').waitFor()
    await nancy.page.locator('.ended').getByText('has taken over').waitFor()
    expect(await nancy.page.locator('.duty').textContent()).toContain('On duty')
    await nancy.page.getByRole('button', { name: 'Put away' }).click()
  })

  it('R22 R24 a session closes with the suggested code, and R43 its follow-up is answered by the library that owes it', async () => {
    const { nancy } = librarians()
    const dora = patron('Dora Hill')
    const { page } = nancy
    await nancy.picksUp()
    await nancy.words.press('Enter')
    await dora.thread.getByText('ready to help').waitFor()
    await page.getByRole('button', { name: 'I made sure of it' }).click()
    await page.getByLabel('Email address').fill('dora@patrons.example.org')
    await page.keyboard.press('Enter')
    await page.getByText('attested by a librarian').waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    const dialogue = page.getByRole('dialog')
    await dialogue.getByText('Not yet').click()
    await dialogue.locator('.choice').filter({ hasText: 'suggested' }).getByText('Follow-up').waitFor()
    await dialogue.getByRole('button', { name: 'Close the session' }).click()
    await ends(dora)

    await page.getByRole('link', { name: 'Follow-ups' }).click()
    await page.locator('.slip a').filter({ hasText: 'Dora Hill' }).click()
    await page.getByLabel('Your answer to Dora Hill').fill('The census of 1910 is on film 12.')
    await page.getByRole('button', { name: 'Send to Dora Hill' }).click()
    await page.getByText('It is answered.').waitFor()
    await scene.pass(120)
    const mails = await scene.desk.cloud.mail()
    expect(mails.filter(({ text }) => text?.includes('on film 12')).length).toBeGreaterThan(0)
  })

  it('R43 an answer of a stranger is held, and is sent without the line that was left out', async () => {
    const { rob } = librarians()
    const { page } = rob
    await turnTo(rob, 'Amy Pond')
    await page.getByRole('button', { name: 'I made sure of it' }).click()
    await page.getByLabel('Email address').fill('amy@patrons.example.org')
    await page.keyboard.press('Enter')
    await page.getByText('attested by a librarian').waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    const dialogue = page.getByRole('dialog')
    await dialogue.getByText('Not yet').click()
    await dialogue.getByText('gets an email').waitFor()
    await dialogue.getByRole('button', { name: 'Close the session' }).click()
    await ends(patron('Amy Pond'))

    await strangerAnswers(scene, 'The plans are on the third floor.\n\nSent from my telephone')
    await page.getByRole('link', { name: 'Follow-ups' }).click()
    await page.locator('.slip a').filter({ hasText: 'Amy Pond' }).click()
    await page.locator('.held-lines button').last().click()
    await page.getByRole('button', { name: 'Send the rest to Amy Pond' }).click()
    await page.getByText('It is answered.').waitFor()
    await scene.pass(120)
    const sent = (await scene.desk.cloud.mail()).filter(
      ({ raw = '', text }) =>
        raw.includes('amy@patrons.example.org') && text?.includes('The plans are on the third floor.'),
    )
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.filter(({ text }) => text?.includes('Sent from my telephone'))).toEqual([])
    await page.getByRole('link', { name: 'Desk', exact: true }).click()
  })

  it('R42 stepping back ends an abusive session with one sentence', async () => {
    const { rob } = librarians()
    const eve = await comes('Eve Rude', 'You are all useless!', 'state-college')
    await rob.slips.getByText('You are all useless!').waitFor()
    await rob.picksUp()
    await rob.page.locator('.session-head').getByText('Eve Rude').waitFor()
    await rob.page.keyboard.press('Alt+KeyB')
    await rob.page.getByRole('dialog').getByRole('button', { name: 'Step back' }).click()
    await rob.page.locator('.notice').getByText('You have stepped back.').waitFor()
    await ends(eve)
  })

  it('a reload keeps the sign-in, the duty, the session and the draft; a sign-in that ends is renewed without losing a word', async () => {
    const { rob } = librarians()
    const { page } = rob
    const ben = patron('Ben Miller')
    await turnTo(rob, 'Ben Miller')
    await rob.words.fill('The timetable is')
    await page.reload()
    await turnTo(rob, 'Ben Miller')
    expect(await rob.words.inputValue()).toBe('The timetable is')
    await page.locator('.lines').getByText('It stops at the archive itself.').waitFor()
    await page.getByRole('button', { name: 'On duty' }).waitFor()

    rob.line.cut()
    await page.locator('.strip').waitFor()
    await rob.says('The timetable is at the door.')
    await page.locator('.unsent').waitFor()
    await rob.words.fill('And on Sundays')
    provider.hasEnded = true
    rob.line.mend()
    await page.locator('.strip').getByRole('button', { name: 'Sign in again' }).click()
    provider.hasEnded = false
    await isChosen(page, robs)
    await turnTo(rob, 'Ben Miller')
    expect(await rob.words.inputValue()).toBe('And on Sundays')
    await page.locator('.unsent').getByText('The page was loaded anew before the desk had it.').waitFor()
    await page.getByRole('button', { name: 'Send again' }).click()
    await ben.thread.getByText('The timetable is at the door.').waitFor()
    await page.locator('.unsent').waitFor({ state: 'detached' })
    expect([await count(rob, 'at the door.'), await count(ben, 'at the door.')]).toEqual([1, 1])
    expect(troubles.filter(text => !isExpected(text))).toEqual([])
  })
})
