import { expect, it } from 'vitest'
import { shareOtherPatrons } from '../../../lib/desk/other-patrons.ts'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { run, runEnding } from '../../../lib/desk/run.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const ann = librarian('ann', 'Ann from Larch', 'larch')

/** Ann serves these patrons, and every session knows of the others. */
async function serving(...patrons: { name?: string; email?: string }[]) {
  const { ports } = await deskOf([library('wren', 'Wren')], [ann])
  for (const [i, patron] of patrons.entries()) {
    await asks(ports, `S${i}`, at + i, patron)
    await pickUpOldest(ports, onDuty(ann), at + 100 + i)
  }
  await shareOtherPatrons(ports, 'ann', at + 200)
  const say = async (session: string, text: string) => {
    const from = { role: 'librarian', id: 'ann' } as const
    const outcome = await run(ports, session, { type: 'Say', at: at + 300, from, n: 1, text })
    return 'refusal' in outcome ? outcome.refusal.code : 'said'
  }
  return { ports, say }
}

it('R20 each patron’s name and address are refused in the sessions of the others, and said in their own', async () => {
  const { say } = await serving({ name: 'Jane Miller' }, { name: 'Boris Petrov', email: 'boris@example.org' })
  expect(await say('S0', 'Hi Boris Petrov!')).toBe('another-patron')
  expect(await say('S0', 'I wrote to boris@example.org.')).toBe('another-patron')
  expect(await say('S1', 'Hi Jane Miller!')).toBe('another-patron')
  expect(await say('S0', 'Hi Jane Miller!')).toBe('said')
  expect(await say('S1', 'Hi Boris Petrov!')).toBe('said')
})

it('R20 two patrons with one given name are both greeted by it, and still not by each other’s full name', async () => {
  const { say } = await serving({ name: 'Jane Miller' }, { name: 'Jane Doe' })
  expect(await say('S0', 'Hi Jane Doe!')).toBe('another-patron')
  expect(await say('S0', 'Hi Jane!')).toBe('said')
  expect(await say('S1', 'Hi Jane!')).toBe('said')
})

it('R20 a patron with the librarian’s name does not keep the librarian from giving it', async () => {
  const { say } = await serving({ name: 'Jane Miller' }, { name: 'Ann Petrov' })
  expect(await say('S0', "Hi Jane, I'm Ann. I'm reading your question.")).toBe('said')
})

it('R20 a patron without a name and an address names nobody', async () => {
  const { say } = await serving({}, {})
  expect(await say('S0', 'Hi, I am Ann.')).toBe('said')
})

it('R20 an address that a patron only mentioned counts as well', async () => {
  const { ports, say } = await serving({ name: 'Jane Miller' }, {})
  const words = { from: { role: 'patron' }, n: 1, text: 'I am at boris@example.org' } as const
  await run(ports, 'S1', { type: 'Say', at: at + 210, ...words })
  await shareOtherPatrons(ports, 'ann', at + 220)
  expect(await say('S0', 'I wrote to boris@example.org.')).toBe('another-patron')
})

it('R20 a single patron has no others, and an unchanged session is not written again', async () => {
  const { ports } = await serving({ name: 'Jane Miller' }, { name: 'Boris Petrov' })
  const step = async () => (await ports.sessions.load('S0'))?.step
  const before = await step()
  await shareOtherPatrons(ports, 'ann', at + 400)
  expect(await step()).toBe(before)
  await runEnding(ports, 'S1', { type: 'Close', at: at + 450, by: 'ann', today: '2026-11-24', despite: ['not-asked'] })
  await shareOtherPatrons(ports, 'ann', at + 500)
  expect((await ports.sessions.load('S0'))?.session).toMatchObject({ librarian: { otherPatrons: [] } })
})
