import type { Page } from 'playwright-core'
import { type AtDesk, type DeskScene, startDeskScene } from './desk-scene.ts'
import { type Line, lineOf } from './line.ts'
import { type Machine, startMachine } from './machine.ts'
import type { sites, Visitor } from './scene.ts'

export const robs = 'rob@state-college.example.org'
const nancys = 'nancy@valley-university.example.edu'

/** A patron at their own page, with their line. */
type Patron = Visitor & { readonly line: Line }

/** Two librarians on duty, Rob on a machine of his own, and the patrons who come in the course of an evening. */
export interface Evening {
  readonly scene: DeskScene
  /** Rob's. */
  readonly machine: Machine
  readonly rob: AtDesk
  readonly nancy: AtDesk
  /** The provider of Rob's sign-in. */
  readonly provider: Provider
  patron(name: string): Patron
  asks(name: string, library: keyof typeof sites, question: string): Promise<void>
  /** Picks up whose turn it is, who is this one, and greets them. */
  picksUp(at: AtDesk, name: string): Promise<void>
  endsAnswered(at: AtDesk, name: string): Promise<void>
  stop(): Promise<void>
}

export async function startEvening(): Promise<Evening> {
  const [scene, machine] = await Promise.all([startDeskScene(), startMachine()])
  const provider: Provider = { renewals: 0, wantsToSee: false }
  const rob = await scene.librarian(robs, { machine: machine.browser }, door => isBehind(door, provider))
  const nancy = await scene.librarian(nancys)
  await rob.comesOnDuty()
  await nancy.comesOnDuty()
  // Until then, pages of libraries may be told what was true before.
  await scene.pass(10)
  const patrons = new Map<string, Patron>()
  const patron = (name: string) => {
    const found = patrons.get(name)
    if (!found) throw new Error(`${name} has not asked.`)
    return found
  }
  return {
    ...{ scene, machine, rob, nancy, provider, patron },
    asks: async (name, library, question) => {
      const visitor = await scene.visitor(library)
      const line = await lineOf(visitor.page)
      patrons.set(name, { ...visitor, line })
      await visitor.asks(question, { name })
      await visitor.page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    },
    picksUp: async (at, name) => {
      await at.page.getByRole('button', { name: 'Pick up the next' }).click()
      await isOn(at, name)
      await at.words.press('Enter')
      const { thread } = patron(name)
      await thread.getByText(/has joined you/).waitFor()
    },
    endsAnswered: async (at, name) => {
      await turnsTo(at, name)
      await at.page.keyboard.press('Alt+KeyC')
      const dialogue = at.page.getByRole('dialog')
      await dialogue.getByText('Yes', { exact: true }).click()
      await dialogue.getByText('suggested').waitFor()
      await dialogue.getByRole('button', { name: 'Close the session' }).click()
      await dialogue.getByRole('button', { name: 'Do it all the same' }).click()
      await patron(name).page.getByRole('heading', { name: 'The conversation has ended' }).waitFor()
    },
    stop: async () => {
      await machine.stop()
      await scene.stop()
    },
  }
}

interface Provider {
  /** How often it has renewed a sign-in. */
  renewals: number
  /** It renews none any more until it has seen the person. */
  wantsToSee: boolean
}

/** Tokens that run out at once are renewed whenever the page needs one, as on a long shift. */
async function isBehind(door: Page, provider: Provider): Promise<void> {
  await door.context().route(/\/token$/, async route => {
    const isRenewal = route.request().postData()?.includes('grant_type=refresh_token')
    if (isRenewal && provider.wantsToSee)
      return route.fulfill({ status: 400, json: { error: 'invalid_grant', error_description: 'sign in again' } })
    if (isRenewal) provider.renewals++
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), expires_in: 1 } })
  })
}

/** This session is on the screen, and where one writes is this session's as well. */
export async function isOn({ page }: AtDesk, name: string): Promise<void> {
  await page.locator('.session-head').getByText(name, { exact: true }).waitFor()
  await page.getByLabel(new RegExp(`to ${name} |about ${name}`)).waitFor()
}

export async function turnsTo(at: AtDesk, name: string): Promise<void> {
  await at.page.locator('.card').filter({ hasText: name }).click()
  await isOn(at, name)
}

/** What the list of those who could take somebody over says of Rob. */
export async function standingOfRob({ page }: AtDesk): Promise<string | null> {
  await page.getByRole('button', { name: 'Transfer' }).click()
  const shown = await page.locator('.person-here').filter({ hasText: 'Rob' }).locator('.load').textContent()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  return shown
}
