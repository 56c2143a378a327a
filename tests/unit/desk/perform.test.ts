import { describe, expect, it } from 'vitest'
import { perform } from '../../../lib/desk/perform.ts'
import { pickUpChosen } from '../../../lib/desk/pick-up.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const rob = librarian('rob', 'Rob', 'wren')
const ann = librarian('ann', 'Ann', 'wren')

describe('R39 R40 whoever is asked to take over from a silent colleague', () => {
  it.each([
    ['sees that their page is asleep', true],
    ['sees nothing of the kind of one who is awake', undefined],
  ])('%s', async (_title, asleep) => {
    const { ports, to } = await deskOf([library('wren', 'Wren Public Library')], [rob, ann])
    await asks(ports, 'A', at)
    const outcome = await pickUpChosen(ports, onDuty(rob), { session: 'A' }, at + 1)
    if (asleep) await ports.roster.sleepers([{ librarian: 'rob', connection: 'rob-1' }], at + 2)
    if (!('session' in outcome)) throw new Error('Nobody was picked up.')
    const offered = { type: 'OfferOn', to: [{ librarian: 'ann', connection: 'ann-1' }], at: at + 3 } as const
    await perform(ports, outcome.session, [offered])
    const frame = to('ann-1').find(({ type }) => type === 'rescue-offered')
    expect(frame).toMatchObject({ type: 'rescue-offered', session: 'A', by: 'Rob' })
    expect(frame && 'asleep' in frame ? frame.asleep : undefined).toBe(asleep)
  })
})

describe('R41 what is offered to librarians', () => {
  const to = [{ librarian: 'ann', connection: 'ann-1' }]

  it('names the library of the patron', async () => {
    const desk = await deskOf([library('wren', 'Wren Public Library')], [rob, ann])
    await asks(desk.ports, 'A', at)
    const step = await desk.ports.sessions.load('A')
    if (!step) throw new Error('Nobody asked.')
    await perform(desk.ports, step.session, [{ type: 'Alert', to, at }])
    expect(desk.to('ann-1').at(-1)).toMatchObject({ library: 'wren', libraryName: 'Wren Public Library' })
  })

  it('is offered without the name if that cannot be read, which is logged', async () => {
    const desk = await deskOf([library('wren', 'Wren Public Library')], [rob, ann])
    await asks(desk.ports, 'A', at)
    const step = await desk.ports.sessions.load('A')
    if (!step) throw new Error('Nobody asked.')
    const directory = { library: async () => Promise.reject(new Error('throttled')) }
    await perform({ ...desk.ports, directory }, step.session, [{ type: 'Alert', to, at }])
    const frame = desk.to('ann-1').at(-1)
    expect(frame).toMatchObject({ type: 'waiting', library: 'wren' })
    expect(frame).not.toHaveProperty('libraryName')
    expect(desk.failures).toHaveLength(1)
  })
})
