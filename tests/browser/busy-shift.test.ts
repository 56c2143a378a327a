import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saysWho, troubles } from './desk-scene.ts'
import { type Evening, isOn, robs, standingOfRob, startEvening, turnsTo } from './evening.ts'

/** Who asks, where and what, in this order. */
const five = [
  ['Amy Pond', 'state-college', 'When was the old bridge built?'],
  ['Ben Miller', 'riverside', 'Is there a bus to the archive?'],
  ['Cleo Stone', 'valley-university', 'Do you have the census of 1910?'],
  ['Dora Hill', 'mesa', 'Where is the map room?'],
  ['Eli Wood', 'state-college', 'Who was the first mayor?'],
] as const

type Name = (typeof five)[number][0]

const count = (lines: readonly string[], text: string) => lines.filter(line => line.includes(text)).length

describe('a busy evening of two librarians and five patrons', () => {
  let evening: Evening
  beforeAll(async () => {
    evening = await startEvening()
  })
  afterAll(() => evening.stop())

  it('R2 the patron who has waited longest is the next, whoever picks up, and three stand side by side', async () => {
    const { scene, rob, nancy, asks, picksUp } = evening
    for (const [name, library, question] of five) {
      await asks(name, library, question)
      await scene.pass(5)
    }
    // Both are called, and both have every rung.
    await scene.pass(70)
    await rob.slips.nth(4).waitFor()
    await nancy.slips.nth(4).waitFor()
    const questions = five.map(([, , question]) => question)
    expect(await rob.page.locator('.slip .question').allTextContents()).toEqual(questions)
    for (const [at, name] of [
      [rob, 'Amy Pond'],
      [nancy, 'Ben Miller'],
      [rob, 'Cleo Stone'],
      [nancy, 'Dora Hill'],
      [rob, 'Eli Wood'],
    ] as const)
      await picksUp(at, name)
    expect(await rob.page.locator('.card .name').allTextContents()).toEqual(['Amy Pond', 'Cleo Stone', 'Eli Wood'])
    expect(await nancy.page.locator('.card .name').allTextContents()).toEqual(['Ben Miller', 'Dora Hill'])
  })

  it('R20 every word reaches the patron for whom it is, and a note that was begun stays one', async () => {
    const { scene, rob, nancy, patron } = evening
    await scene.pass(5)
    const wordOf = (name: Name) => `I am ${name}, and I wait.`
    await Promise.all(five.map(([name]) => patron(name).says(wordOf(name))))
    for (const name of ['Amy Pond', 'Cleo Stone'])
      await rob.page.locator('.card', { hasText: name }).getByText('1 new').waitFor()

    await turnsTo(rob, 'Amy Pond')
    await rob.words.fill('The bridge was built')
    await rob.page.keyboard.press('Alt+Digit2')
    await isOn(rob, 'Cleo Stone')
    await rob.page.keyboard.press('Alt+KeyO')
    await rob.words.fill('She has asked this before.')
    await rob.page.keyboard.press('Alt+Digit3')
    await isOn(rob, 'Eli Wood')
    await rob.says('The first mayor was a miller.')
    await patron('Eli Wood').thread.getByText('was a miller').waitFor()
    await rob.page.keyboard.press('Alt+Digit2')
    await isOn(rob, 'Cleo Stone')
    expect(await rob.words.inputValue()).toBe('She has asked this before.')
    await rob.words.press('Enter')
    await rob.page.locator('.staff-note').getByText('She has asked this before.').waitFor()
    await rob.says('The census is on film 12.')
    await patron('Cleo Stone').thread.getByText('on film 12').waitFor()
    await turnsTo(rob, 'Amy Pond')
    expect(await rob.words.inputValue()).toBe('The bridge was built')
    await rob.words.press('End')
    await rob.page.keyboard.type(' in 1871.')
    await rob.page.keyboard.press('Enter')
    await patron('Amy Pond').thread.getByText('The bridge was built in 1871.').waitFor()
    await turnsTo(nancy, 'Ben Miller')
    await nancy.says('It is bus number 7.')
    await turnsTo(nancy, 'Dora Hill')
    await nancy.says('It is on the second floor.')
    await patron('Ben Miller').thread.getByText('bus number 7').waitFor()
    await patron('Dora Hill').thread.getByText('on the second floor').waitFor()

    const answers = ['built in 1871', 'bus number 7', 'on film 12', 'on the second floor', 'was a miller']
    const notes = ['asked this before']
    for (const [index, [name]] of five.entries()) {
      const own = [wordOf(name), answers[index] ?? '']
      const others = [...five.map(([other]) => wordOf(other)), ...answers, ...notes].filter(word => !own.includes(word))
      const shown = await patron(name).lines()
      for (const word of own) expect(count(shown, word), `${name}: ${word}`).toBe(1)
      const got = [...shown, ...patron(name).line.heard].join('\n')
      for (const word of others) expect(got, `${name}: ${word}`).not.toContain(word)
      const at = name === 'Ben Miller' || name === 'Dora Hill' ? nancy : rob
      await turnsTo(at, name)
      const read = await at.lines()
      for (const word of own) expect(count(read, word), `with ${name}: ${word}`).toBe(1)
      for (const word of others) if (!notes.includes(word)) expect(read.join(), `with ${name}`).not.toContain(word)
    }
  })

  it('R36 what the desk refused is sent again with a click, by the librarian and by the patron, and arrives once', async () => {
    const { scene, rob, patron } = evening
    const eli = patron('Eli Wood')
    await scene.pass(5)
    await turnsTo(rob, 'Eli Wood')
    rob.line.refuse()
    await rob.says('His name was Gray.')
    const notSent = rob.page.locator('.unsent.refused')
    await notSent.getByText('Not sent.').waitFor()
    rob.line.take()
    await notSent.getByRole('button', { name: 'Send again' }).click()
    await eli.thread.getByText('His name was Gray.').waitFor()
    await rob.page.locator('.unsent').waitFor({ state: 'detached' })

    await scene.pass(5)
    eli.line.refuse()
    await eli.says('Was he not a baker?')
    await eli.thread.locator('.unsent.refused').getByText('Not sent.').waitFor()
    eli.line.take()
    await eli.thread.getByRole('button', { name: 'Send again' }).click()
    await rob.page.locator('.lines').getByText('Was he not a baker?').waitFor()
    await eli.thread.locator('.unsent').waitFor({ state: 'detached' })
    for (const word of ['Gray', 'baker'])
      expect([count(await rob.lines(), word), count(await eli.lines(), word)]).toEqual([1, 1])
  })

  it('R33 a sign-in that ends in mid-shift is renewed, and no word is lost', async () => {
    const { rob, provider, patron } = evening
    await turnsTo(rob, 'Amy Pond')
    await rob.words.fill('It was paid for')
    await turnsTo(rob, 'Cleo Stone')
    const before = provider.renewals
    rob.line.cut()
    await rob.page.locator('.strip').getByText('The connection is lost').waitFor()
    await rob.says('The film is in room 3.')
    await rob.page.locator('.unsent').getByText('Goes out when you are connected again').waitFor()
    rob.line.mend()
    await patron('Cleo Stone').thread.getByText('in room 3').waitFor()
    await rob.page.locator('.strip').waitFor({ state: 'hidden' })
    expect(provider.renewals).toBeGreaterThan(before)
    await turnsTo(rob, 'Amy Pond')
    expect(await rob.words.inputValue()).toBe('It was paid for')
    await rob.says('It was paid for by the college.')
    await patron('Amy Pond').thread.getByText('by the college').waitFor()
    expect(count(await patron('Cleo Stone').lines(), 'in room 3')).toBe(1)
  })

  it('R33 a sign-in that ends for good: the page says so, and after a new one everything is there and can be sent', async () => {
    const { rob, provider, patron } = evening
    const { page } = rob
    await page.getByRole('button', { name: 'Staff room' }).click()
    await page.getByLabel('To everybody on duty').fill('Who knows')
    await turnsTo(rob, 'Amy Pond')
    await page.keyboard.press('Alt+KeyO')
    await rob.words.fill('She writes a book')
    await turnsTo(rob, 'Cleo Stone')
    rob.line.cut()
    await page.locator('.strip').getByText('The connection is lost').waitFor()
    await rob.says('Bring your card along.')
    await page.locator('.unsent').getByText('Goes out when you are connected again').waitFor()
    provider.wantsToSee = true
    await page.getByRole('alert').getByText('What you have begun to write is kept.').waitFor()
    rob.line.mend()
    await page.getByRole('button', { name: 'Sign in again' }).click()
    provider.wantsToSee = false
    await saysWho(page, robs)
    await page.getByRole('button', { name: 'On duty', exact: true }).waitFor()
    await page.locator('.card').nth(2).waitFor()
    await turnsTo(rob, 'Cleo Stone')
    const left = page.locator('.unsent').filter({ hasText: 'Bring your card along.' })
    await left.getByText('Not sent.').waitFor()
    await left.getByRole('button', { name: 'Send again' }).click()
    await patron('Cleo Stone').thread.getByText('Bring your card along.').waitFor()
    await left.waitFor({ state: 'detached' })
    await turnsTo(rob, 'Amy Pond')
    expect(await page.getByLabel('Note for staff about Amy Pond').inputValue()).toBe('She writes a book')
    await rob.words.press('Enter')
    await page.locator('.staff-note').getByText('She writes a book').waitFor()
    await page.getByRole('button', { name: 'Staff room' }).click()
    expect(await page.getByLabel('To everybody on duty').inputValue()).toBe('Who knows')
    for (const [name, word] of [
      ['Cleo Stone', 'Bring your card'],
      ['Amy Pond', 'by the college'],
    ] as const)
      expect(count(await patron(name).lines(), word)).toBe(1)
    expect((await patron('Amy Pond').lines()).join()).not.toContain('writes a book')
  })

  it('R39 R40 colleagues see that a page sleeps and rescue its patron, and it is put right when it wakes', async () => {
    const { scene, machine, rob, nancy, patron, asks, picksUp, endsAnswered } = evening
    const amy = patron('Amy Pond')
    await endsAnswered(rob, 'Eli Wood')
    await endsAnswered(nancy, 'Ben Miller')
    await turnsTo(rob, 'Amy Pond')
    await scene.pass(5)
    await amy.says('In which month was it?')
    await rob.page.locator('.lines').getByText('In which month was it?').waitFor()
    await rob.page.keyboard.press('Alt+KeyM')
    await rob.words.fill('I believe it was in')
    await machine.sleep()

    // He is called first, and does not hear it.
    await asks('Fay Green', 'state-college', 'Do you lend telescopes?')
    for (let rounds = 0; rounds < 3; rounds++) await scene.pass(16)
    await nancy.slips.getByText('Do you lend telescopes?').waitFor()
    await nancy.page.getByRole('button', { name: 'Staff room' }).click()
    await nancy.page.locator('.staff-room .asleep').getByText('Rob from State College').waitFor()
    await picksUp(nancy, 'Fay Green')
    expect(await standingOfRob(nancy)).toBe('asleep')

    await amy.says('Are you still there?')
    await scene.pass(360)
    const offer = nancy.page.locator('.offer.rescue')
    await offer
      .getByText('Amy Pond has heard nothing for this long. Rob from State College’s page is asleep.')
      .waitFor()
    await offer.getByRole('button', { name: 'Take over' }).click()
    await amy.thread.getByText(/Nancy.* takes over from Rob/).waitFor()
    await isOn(nancy, 'Amy Pond')
    await nancy.says('It was in May.')
    await amy.thread.getByText('It was in May.').waitFor()

    await machine.wake()
    const { page } = rob
    await page
      .locator('.ended')
      .getByText(/Nancy.* has taken over/)
      .waitFor()
    await page.locator('.ended').getByText('I believe it was in').waitFor()
    await page.getByText('This page was asleep, and is awake again.').first().waitFor()
    expect([count(await rob.lines(), 'Are you still there?'), count(await rob.lines(), 'May')]).toEqual([1, 0])
    // Her card stays until it is put away, and every key goes on to mean the card with its number.
    await page.keyboard.press('Alt+Digit2')
    await isOn(rob, 'Cleo Stone')
    await rob.says('Is there anything else?')
    await patron('Cleo Stone').thread.getByText('Is there anything else?').waitFor()
    await page.keyboard.press('Alt+Digit1')
    await page.locator('.ended').getByRole('button', { name: 'Put away' }).click()
    await isOn(rob, 'Cleo Stone')
    expect(await page.locator('.card').count()).toBe(1)
    expect(await standingOfRob(nancy)).toBe('1 of 3 patrons')
    expect(count(await amy.lines(), 'I believe')).toBe(0)
    // The provider's refusal is the one that was meant.
    expect(troubles.filter(text => !text.includes('status of 400'))).toEqual([])
  })
})
