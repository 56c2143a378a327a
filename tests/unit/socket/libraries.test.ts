import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { libraryActions } from '../../../lib/socket/libraries.ts'
import { answered } from '../../../lib/socket/route.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

const wren = library('wren', 'Wren Library', { policyPage: 'https://wren.example.org/staff' })
const always = { day: 'monday', from: '00:00', to: '24:00' } as const
const hale = library('hale', 'Hale Library', { hours: [always], closedDays: [] })
const [rob, nancy] = [librarian('rob', 'Rob', 'wren'), librarian('nancy', 'Nancy', 'hale')]
const jane = 'JANE0000000000000000000000'

async function desk() {
  const { ports } = await deskOf([wren, hale], [rob, nancy])
  const ask = (frame: object, who = 'nancy', when = at) =>
    answered(
      libraryActions(ports),
      JSON.stringify(frame),
      { identity: { role: 'librarian', library: 'hale', librarian: who }, connection: `${who}-1`, at: when },
      ports.log,
    )
  return { ports, ask }
}

describe('R44 what a librarian reads of a library that they do not know', () => {
  it('is what it is called, whether it is open now, and its page for staff if it has one', async () => {
    const { ask } = await desk()
    expect(await ask({ action: 'policy', library: 'wren' })).toMatchObject({
      ...{ type: 'policy', library: 'wren', name: 'Wren Library', timeZone: 'America/New_York' },
      ...{ policyPage: 'https://wren.example.org/staff', open: true, statements: [], now: at },
    })
    const tuesday = Date.parse('2026-11-24T15:00:00Z')
    const other = await ask({ action: 'policy', library: 'hale' }, 'rob', tuesday)
    expect(other).toMatchObject({ name: 'Hale Library', open: false, today: { date: '2026-11-24' } })
    expect(other).not.toHaveProperty('policyPage')
  })

  it('is for librarians of the consortium, and of its libraries', async () => {
    const { ask } = await desk()
    expect(await ask({ action: 'policy', library: 'wren' }, 'nobody')).toMatchObject({ code: 'unknown-librarian' })
    expect(await ask({ action: 'policy', library: 'owl' })).toMatchObject({ code: 'no-such-library' })
  })
})

describe('R11 the briefing about a patron', () => {
  it('is for the librarian who serves, and for nobody else', async () => {
    const { ask, ports } = await desk()
    const frame = { action: 'briefing', session: jane }
    expect(await ask(frame)).toMatchObject({ code: 'no-such-session' })
    await asks(ports, jane, at)
    expect(await ask(frame)).toMatchObject({ code: 'not-picked-up' })
    await pickUpOldest(ports, onDuty(nancy), at)
    expect(await ask(frame)).toMatchObject({ type: 'briefing', session: jane, briefing: { library: 'Wren Library' } })
    expect(await ask(frame, 'rob')).toMatchObject({ code: 'not-yours' })
  })
})
