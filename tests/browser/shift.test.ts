import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AtDesk, type DeskScene, startDeskScene } from './desk-scene.ts'
import type { sites, Visitor } from './scene.ts'
import { strangerAnswers } from './walk-desk.ts'

const robs = 'rob@state-college.example.org'
const nancys = 'nancy@valley-university.example.edu'

describe('a shift of two librarians', () => {
  let scene: DeskScene
  let [rob, nancy]: AtDesk[] = []
  const patrons: Record<string, Visitor> = {}
  let renewals = 0
  const librarians = () => {
    if (!rob || !nancy) throw new Error('Nobody is at the desk.')
    return { rob, nancy }
  }

  beforeAll(async () => {
    scene = await startDeskScene()
    // Tokens that run out at once are renewed whenever the page needs one, as on a long shift.
    rob = await scene.librarian(robs, {}, async door => {
      await door.context().route(/\/token$/, async route => {
        if (route.request().postData()?.includes('grant_type=refresh_token')) renewals++
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

  const comes = async (name: string, question: string, library: keyof typeof sites) => {
    const visitor = await scene.visitor(library)
    patrons[name] = visitor
    await visitor.asks(question, { name })
    await visitor.page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    return visitor
  }
  /** This patron is with this librarian, since before or from now on. */
  const isWith = async (at: AtDesk, name: string, question: string, library: keyof typeof sites) => {
    const before = patrons[name]
    if (before) {
      await at.page.locator('.card').filter({ hasText: name }).click()
      return before
    }
    const visitor = await comes(name, question, library)
    await at.slips.getByText(question).waitFor()
    await at.picksUp()
    await at.page.locator('.session-head').getByText(name).waitFor()
    await at.words.press('Enter')
    await visitor.thread.getByText(/has joined you/).waitFor()
    return visitor
  }
  const attests = async ({ page }: AtDesk, email: string) => {
    await page.getByRole('button', { name: 'I made sure of it' }).click()
    await page.getByLabel('Email address').fill(email)
    await page.keyboard.press('Enter')
    await page.getByText('attested by a librarian').waitFor()
  }
  /** Closes what is not answered yet as the desk suggests, and returns what the dialogue says will be sent. */
  const closesAsSuggested = async ({ page }: AtDesk, visitor: Visitor) => {
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    const dialogue = page.getByRole('dialog')
    await dialogue.getByText('Not yet').click()
    await dialogue.locator('.choice').filter({ hasText: 'suggested' }).getByText('Follow-up by').waitFor()
    const sent = await dialogue.locator('.sent').textContent()
    await dialogue.getByRole('button', { name: 'Close the session' }).click()
    await ends(visitor)
    return sent
  }
  const ends = (visitor: Visitor) => visitor.page.getByRole('heading', { name: 'The conversation has ended' }).waitFor()
  const mailsTo = async (address: string, text: string) =>
    (await scene.desk.cloud.mail()).filter(mail => mail.raw?.includes(`To: ${address}`) && mail.text?.includes(text))
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
    const amy = await isWith(rob, 'Amy Pond', 'When was the old bridge built?', 'state-college')
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
    expect(renewals).toBeGreaterThan(1)
  })

  it('R20 words for another patron are stopped softly and may be insisted on, and R41 a second librarian joins and leaves', async () => {
    const { rob, nancy } = librarians()
    const ben = await comes('Ben Miller', 'Is there a bus to the archive?', 'riverside')
    // The circle of those who are called has become wider.
    await scene.pass(16)
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
  const doraIsWith = (at: AtDesk) => isWith(at, 'Dora Hill', 'Do you have the census of 1910?', 'valley-university')

  it('R22 R25 a session closes with the code that is suggested, and what was said to be sent is sent', async () => {
    const { nancy } = librarians()
    const dora = await doraIsWith(nancy)
    await attests(nancy, 'dora@patrons.example.org')
    const sent = await closesAsSuggested(nancy, dora)
    expect(sent).toMatch(/Valley.* gets an email with the question.*\(dora@patrons\.example\.org\)/)
    await nancy.page.locator('.notice').getByText('Dora Hill: the patron’s library answers.').waitFor()
    await scene.pass(60)
    const mails = (await scene.desk.cloud.mail()).filter(({ text }) => text?.includes('dora@patrons.example.org'))
    expect(mails.length).toBe(1)
    expect(mails[0]?.text).toContain('Do you have the census of 1910?')
  })

  it('R43 a follow-up is answered at the desk by the library that owes it, and the patron gets the answer', async () => {
    const { nancy } = librarians()
    const { page } = nancy
    if (!patrons['Dora Hill']) {
      const dora = await doraIsWith(nancy)
      await attests(nancy, 'dora@patrons.example.org')
      await closesAsSuggested(nancy, dora)
    }
    await page.getByRole('link', { name: 'Follow-ups' }).click()
    await page.locator('.slip a').filter({ hasText: 'Dora Hill' }).click()
    await page.getByLabel('Your answer to Dora Hill').fill('The census of 1910 is on film 12.')
    await page.getByRole('button', { name: 'Send to Dora Hill' }).click()
    await page.getByText('It is answered.').waitFor()
    await scene.pass(120)
    expect((await mailsTo('dora@patrons.example.org', 'on film 12')).length).toBe(1)
    await page.getByRole('link', { name: 'Desk', exact: true }).click()
  })

  it('R43 an answer of a stranger is held, and is sent without the line that was left out', async () => {
    const { rob } = librarians()
    const { page } = rob
    const amy = await isWith(rob, 'Amy Pond', 'When was the old bridge built?', 'state-college')
    await attests(rob, 'amy@patrons.example.org')
    await closesAsSuggested(rob, amy)
    await strangerAnswers(scene, 'The plans are on the third floor.\n\nSent from my telephone')
    await page.getByRole('link', { name: 'Follow-ups' }).click()
    await page.locator('.slip a').filter({ hasText: 'Amy Pond' }).click()
    await page.locator('.held-lines button').filter({ hasText: 'Sent from my telephone' }).click()
    await page.getByRole('button', { name: 'Send the rest to Amy Pond' }).click()
    await page.getByText('It is answered.').waitFor()
    await scene.pass(120)
    const sent = await mailsTo('amy@patrons.example.org', 'The plans are on the third floor.')
    expect(sent.length).toBe(1)
    expect(sent[0]?.text).not.toContain('Sent from my telephone')
    await page.getByRole('link', { name: 'Desk', exact: true }).click()
  })

  it('R42 stepping back ends an abusive session, and the patron reads one sentence', async () => {
    const { rob } = librarians()
    const eve = await isWith(rob, 'Eve Rude', 'You are all useless!', 'state-college')
    await rob.page.keyboard.press('Alt+KeyB')
    await rob.page.getByRole('dialog').getByRole('button', { name: 'Step back' }).click()
    await rob.page.locator('.notice').getByText('You have stepped back.').waitFor()
    await ends(eve)
  })
})
