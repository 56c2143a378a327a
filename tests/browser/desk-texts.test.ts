import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corpus } from './corpus.ts'
import { type DeskScene, startDeskScene, troubles } from './desk-scene.ts'
import { strangerAnswers } from './walk-desk.ts'

/** What has become of texts on this page that is more than text. */
function madeOn(page: Page) {
  return page.evaluate(() => ({
    pwned: Reflect.get(window, 'pwned'),
    elements: [
      ...document.querySelectorAll(
        ':is(#desk, [role="dialog"]) :is(script, iframe, style, base, math, template, object, embed, img, svg:not(.icon), [onerror], [onload], [ontoggle])',
      ),
    ].map(each => each.outerHTML),
  }))
}
const nothing = { pwned: undefined, elements: [] }

describe('texts at the desk', () => {
  let scene: DeskScene
  beforeAll(async () => {
    scene = await startDeskScene()
  })
  afterAll(() => scene.stop())

  it('become no script and no element, whoever wrote them, wherever they stand', async () => {
    const { page, slips, comesOnDuty, picksUp, says, lines } = await scene.librarian('rob@state-college.example.org')
    await comesOnDuty()
    const [, image = ''] = corpus
    const jane = await scene.desk.patron('state-college', corpus.join(' ').slice(0, 3_900), { name: image })
    await scene.pass(5)
    await slips.first().waitFor()
    await picksUp()
    const { session } = jane
    for (const [index, text] of corpus.entries()) await jane.send({ action: 'say', session, n: index + 1, text })
    await says(image)
    await page.keyboard.press('Alt+KeyS')
    await says(image)
    await page.keyboard.press('Alt+KeyO')
    await says(image)
    await page.keyboard.press('Alt+KeyR')
    await page.getByLabel('Title').fill(image)
    await page.getByLabel('How to find it again').fill(image)
    await says(image)
    await page.locator('.resource').waitFor()
    await page.locator('.staff-note').waitFor()
    await page.locator('.words.patron').nth(corpus.length).waitFor()

    const nancy = await scene.desk.librarian('nancy@valley-university.example.edu')
    const ann = await scene.desk.patron('valley-university', 'Where are the almanacs?', { name: image })
    await scene.pass(1)
    await nancy.send({ action: 'pick-up', session: ann.session })
    await nancy.send({ action: 'call-for-help', session: ann.session, librarian: 'rob', note: image })
    await page.locator('.offer.help').getByText(image).first().waitFor()

    expect(await madeOn(page)).toEqual(nothing)
    const shown = await page.locator('.words.patron .text').allTextContents()
    for (const text of corpus) expect(shown).toContain(text)
    expect((await lines()).filter(line => line.includes(image)).length).toBeGreaterThanOrEqual(5)

    // Colleagues: what they offer, add and say in the staff room.
    await page.locator('.offer.help').getByRole('button', { name: 'Join' }).click()
    await page.getByRole('region', { name: 'Two librarians' }).waitFor()
    await nancy.send({ action: 'note', session: ann.session, n: 1, text: image })
    await nancy.send({ action: 'leave-session', session: ann.session })
    await page.locator('.staff-room button').click()
    for (const [index, text] of corpus.entries())
      await nancy.send({ action: 'say-in-staff-room', once: `once-of-a-corpus-${index}-000000`, text })
    await page.locator('.room > li').nth(corpus.length).waitFor()
    const bea = await scene.desk.patron('valley-university', image, { name: image })
    await nancy.send({ action: 'pick-up', session: bea.session, reason: image })
    await nancy.send({ action: 'transfer', session: bea.session, librarian: 'rob', note: image })
    await page.locator('.offer.transfer').waitFor()
    expect(await madeOn(page)).toEqual(nothing)
    await page.locator('.offer.transfer').getByRole('button', { name: 'Decline' }).click()

    // Afterwards: the closing dialogue, the follow-up with its conversation and notes, and a stranger's answer that is held.
    await page.locator('.card').first().click()
    await page.keyboard.press('Alt+KeyE')
    await page.getByLabel('Email address').fill('jane@patrons.example.org')
    await page.keyboard.press('Enter')
    await page.getByText('attested by a librarian').waitFor()
    await page.keyboard.press('Alt+KeyC')
    const dialogue = page.getByRole('dialog')
    await dialogue.getByText('Not yet').click()
    await dialogue.getByText('gets an email').waitFor()
    await dialogue.locator('textarea').fill(image)
    expect(await madeOn(page)).toEqual(nothing)
    await dialogue.getByRole('button', { name: 'Close the session' }).click()
    await dialogue.waitFor({ state: 'hidden' })
    await strangerAnswers(scene, corpus.join('\n'))
    await page.keyboard.press('Alt+KeyU')
    await page.locator('.slip a').click()
    await page.locator('.held-lines').waitFor()
    expect(await madeOn(page)).toEqual(nothing)
    const held = await page.locator('.held-lines button').allTextContents()
    for (const text of [image, corpus[0] ?? '']) expect(held).toContain(text)
    expect(troubles).toEqual([])
    nancy.cut()
    await page.context().close()
  })

  it('of another library’s follow-ups, notes, patrons and settings reach nobody, whatever address their page is sent to', async () => {
    const { desk } = scene
    const secrets = [
      'SECRET-QUESTION',
      'SECRET-NOTE',
      'secret@patrons.example.org',
      'erin@riverside-library.example.org',
    ]
    const erin = await desk.librarian('erin@riverside-library.example.org')
    const { session } = await desk.patron('riverside', 'SECRET-QUESTION', {
      name: 'Zoe',
      email: 'secret@patrons.example.org',
    })
    await erin.send({ action: 'pick-up' })
    await erin.send({ action: 'note', session, n: 1, text: 'SECRET-NOTE' })
    const code = { code: 'follow-up-by-patrons-library', deadline: '2026-12-04' }
    const closed = await erin.send({ action: 'close', session, ...code, despite: ['not-asked'] })
    expect(closed.type).toBe('closed')
    await desk.clock.advance(60_000)
    erin.cut()

    const { page, line, context, comesOnDuty } = await scene.librarian('rob@state-college.example.org')
    const bodies: string[] = []
    page.on('response', async answer => void bodies.push(await answer.text().catch(() => '')))
    await comesOnDuty()
    const goes = async (to: string) => {
      await page.evaluate(hash => {
        location.hash = hash
      }, to)
      await page.locator('main').waitFor()
    }
    await goes('#/follow-ups')
    await page.getByRole('heading', { name: 'Follow-ups' }).waitFor()
    await goes(`#/follow-ups/${session}`)
    await page.getByRole('alert').waitFor()
    for (const part of ['', '/people', '/hours', '/scripts', '/policy', '/widget', '/mailbox', '/changes']) {
      await goes(`#/consortium/riverside${part}`)
      await page.getByRole('alert').waitFor()
    }
    await goes('#/library/people')
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    const all = [...line.heard, ...bodies, await page.content()]
    expect(all.length).toBeGreaterThan(10)
    for (const secret of secrets) expect(all.filter(text => text.includes(secret))).toEqual([])
    await context.close()
  })
})
