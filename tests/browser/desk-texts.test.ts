import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DeskScene, startDeskScene } from './desk-scene.ts'

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
