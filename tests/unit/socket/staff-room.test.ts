import { describe, expect, it } from 'vitest'
import { run } from '../../../lib/desk/run.ts'
import { answered } from '../../../lib/socket/route.ts'
import { staffRoomActions } from '../../../lib/socket/staff-room.ts'
import { asks, at, deskOf, librarian, library } from '../members.ts'

const wren = library('wren', 'Wren Library')
const jane = 'JANE0000000000000000000000'
const people = Array.from({ length: 12 }, (_, i) =>
  librarian(`l${String(i).padStart(2, '0')}`, `Librarian ${i}`, 'wren'),
)
const [rob, amy] = [librarian('rob', 'Rob', 'wren'), librarian('amy', 'Amy', 'wren')]
const once = (n: number) => `6f1c8a52-9d3e-4b07-8c41-${String(n).padStart(2, '0')}5a7b90d3f6`

async function room(librarians = [rob, amy]) {
  const there = await deskOf([wren], librarians)
  const ask = (frame: object, who = 'rob', connection = `${who}-1`, when = at) =>
    answered(
      staffRoomActions(there.ports),
      JSON.stringify(frame),
      { identity: { role: 'librarian', library: 'wren', librarian: who }, connection, at: when },
      there.ports.log,
    )
  const opens = (who: string) => ask({ action: 'staff-room', open: true }, who)
  const says = (text: string, more: object = {}, who = 'rob') =>
    ask({ action: 'say-in-staff-room', once: once(1), text, ...more }, who)
  return { ...there, ask, opens, says }
}

describe('the staff room', () => {
  it('R41 shows what is said to everybody on duty, with who said it', async () => {
    const { ask, says } = await room()
    expect(await says('Does anybody read Navajo?')).toMatchObject({ type: 'said-in-staff-room', name: 'Rob', at })
    const reply = await ask({ action: 'staff-room' }, 'amy')
    const message = { librarian: 'rob', name: 'Rob', library: 'wren', at, text: 'Does anybody read Navajo?' }
    expect(reply).toEqual({ type: 'staff-room', messages: [{ id: expect.any(String), ...message }], now: at })
  })

  it('R41 is closed to somebody who is off duty, or on duty on another connection', async () => {
    const { ask, ports } = await room()
    const refused = { type: 'refused', code: 'not-on-duty' }
    for (const frame of [{ action: 'staff-room' }, { action: 'say-in-staff-room', once: once(1), text: 'Hi' }]) {
      expect(await ask(frame, 'rob', 'rob-2')).toMatchObject(refused)
      expect(await ask(frame, 'nobody')).toMatchObject(refused)
    }
    expect((await ports.staffRoom.messages({ most: 5 }, at + 1)).messages).toEqual([])
  })

  it('R41 pushes a message to the others whose pages show it, and not to those whose pages do not', async () => {
    const { opens, says, ask, to } = await room([rob, amy, ...people])
    for (const who of ['rob', 'amy', 'l00', 'l01']) await opens(who)
    await ask({ action: 'staff-room', open: false }, 'l01')
    const said = await says('Hi')
    const { re: _re, now: _now, type: _type, ...message } = { re: '', ...said }
    expect(to('amy-1')).toEqual([{ type: 'staff-room-message', ...message }])
    expect(to('l00-1')).toHaveLength(1)
    expect([to('rob-1'), to('l01-1'), to('l02-1')]).toEqual([[], [], []])
  })

  it.each([
    [8, 8],
    [9, 0],
  ])('R41 with %i pages that show it pushes to %i of them', async (open, told) => {
    const { opens, says, sent } = await room([rob, ...people])
    await opens('rob')
    for (const { id } of people.slice(0, open)) await opens(id)
    await says('Hi')
    expect(sent).toHaveLength(told)
  })

  it('R41 forgets a page that is gone, or whose librarian is off duty', async () => {
    const { opens, says, gone, ports } = await room([rob, amy, ...people])
    for (const who of ['amy', 'l00', 'l01']) await opens(who)
    gone.add('amy-1')
    await ports.roster.depart('l00', 'l00-1')
    await says('Hi')
    expect(await ports.staffRoom.present(9, at)).toEqual([{ librarian: 'l01', connection: 'l01-1' }])
  })

  it('R41 takes a message once that is sent again, and no other words with its mark', async () => {
    const { says, ask } = await room()
    const first = await says('Hi')
    expect(await says('Hi')).toEqual(first)
    expect(await says('Goodbye')).toMatchObject({ type: 'refused', code: 'said-before' })
    expect(await ask({ action: 'staff-room' })).toHaveProperty('messages.length', 1)
  })

  it('R41 keeps nothing about the patron of the librarian who writes, unless they insist', async () => {
    const { says, ports, ask } = await room()
    await asks(ports, jane, at, { name: 'Jane Doe', email: 'jane@patrons.example.org' })
    const serving = { id: 'rob', name: 'Rob', library: 'wren' }
    await run(ports, jane, { type: 'PickUp', at, librarian: serving, connection: 'rob-1' })
    for (const text of ['Jane Doe wants it', 'Write to jane@patrons.example.org'])
      expect(await says(text)).toMatchObject({ type: 'refused', code: 'names-a-patron', soft: true })
    expect(await says('Jane Doe wants it', {}, 'amy')).toMatchObject({ type: 'said-in-staff-room' })
    expect(await ask({ action: 'staff-room' })).toHaveProperty('messages.length', 1)
    expect(await says('Jane Doe wants it', { despite: ['names-a-patron'] })).toMatchObject({
      type: 'said-in-staff-room',
    })
  })
})
