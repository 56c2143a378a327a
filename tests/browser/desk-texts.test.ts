import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corpus } from './corpus.ts'
import { type DeskScene, startDeskScene, troubles } from './desk-scene.ts'

describe('at the desk no text becomes a script or an element', () => {
  let scene: DeskScene
  beforeAll(async () => {
    scene = await startDeskScene()
  })
  afterAll(() => scene.stop())

  it('whoever wrote it, wherever it stands', async () => {
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

    const made = await page.evaluate(() => ({
      pwned: Reflect.get(window, 'pwned'),
      elements: [
        ...document.querySelectorAll(
          '#desk :is(script, iframe, style, base, math, template, object, embed, img, details, svg:not(.icon), [onerror], [onload])',
        ),
      ].map(each => each.outerHTML),
    }))
    expect(made).toEqual({ pwned: undefined, elements: [] })
    const shown = await page.locator('.words.patron .text').allTextContents()
    for (const text of corpus) expect(shown).toContain(text)
    expect((await lines()).filter(line => line.includes(image)).length).toBeGreaterThanOrEqual(5)
    expect(troubles).toEqual([])
  })
})

describe('what is another library’s', () => {
  let scene: DeskScene
  beforeAll(async () => {
    scene = await startDeskScene()
  })
  afterAll(() => scene.stop())

  it('reaches nobody else: follow-ups, notes, patrons and settings, whatever address their page is sent to', async () => {
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
    await erin.send({ action: 'attest-contact', session, email: 'secret@patrons.example.org' })
    const code = { code: 'follow-up-by-patrons-library', deadline: '2026-12-04' }
    const closed = await erin.send({ action: 'close', session, ...code, despite: ['not-asked'] })
    expect(closed).toMatchObject({ type: 'closed' })
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
