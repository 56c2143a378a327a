import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AtDesk, type DeskScene, startDeskScene } from './desk-scene.ts'
import type { Visitor } from './scene.ts'

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

  const comes = async (name: string, question: string, library: Parameters<DeskScene['visitor']>[0]) => {
    const visitor = await scene.visitor(library)
    patrons[name] = visitor
    await visitor.asks(question, { name })
    await visitor.page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    return visitor
  }
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
    expect(renewals).toBeGreaterThan(1)
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
})
