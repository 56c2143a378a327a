import { describe, expect, it } from 'vitest'
import type { Identity } from '../../../lib/access/tickets.ts'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { run } from '../../../lib/desk/run.ts'
import { tickSession } from '../../../lib/desk/session-timer.ts'
import { disconnect } from '../../../lib/socket/connections.ts'
import { messageActions } from '../../../lib/socket/messages.ts'
import { answered, type Caller } from '../../../lib/socket/route.ts'
import { staffRoomActions } from '../../../lib/socket/staff-room.ts'
import { asks, at, deskOf, librarian, library, onDuty } from '../members.ts'

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

  it('R41 shows the newest 25, and says that there are more; older and newer ones are asked for', async () => {
    const { ask } = await room()
    for (let n = 0; n < 30; n++)
      await ask({ action: 'say-in-staff-room', once: once(n), text: `Page ${n}.` }, 'rob', 'rob-1', at + n)
    const shown = async (more: object = {}) => {
      const reply = await ask({ action: 'staff-room', ...more }, 'amy', 'amy-1', at + 30)
      return reply.type === 'staff-room' ? reply : { messages: [], more: undefined }
    }
    const newest = await shown()
    expect([newest.messages.length, newest.messages.at(-1)?.text, newest.more]).toEqual([25, 'Page 29.', true])
    const older = await shown({ before: newest.messages[0]?.id })
    expect(older.messages.map(({ text }) => text)).toEqual(['Page 0.', 'Page 1.', 'Page 2.', 'Page 3.', 'Page 4.'])
    expect(older).not.toHaveProperty('more')
    expect((await shown({ after: newest.messages[23]?.id })).messages.map(({ text }) => text)).toEqual(['Page 29.'])
  })

  it('R41 is not on the page of somebody who only asks what was said', async () => {
    const { ask, ports } = await room()
    await ask({ action: 'staff-room' }, 'amy')
    expect(await ports.staffRoom.present(9, at)).toEqual([])
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

/** Rob serves Jane; these colleagues are on duty, idle in this order. */
async function helping(colleagues = [amy, ...people.slice(0, 3)]) {
  const there = await room([rob, ...colleagues])
  await asks(there.ports, jane, at, { name: 'Jane Doe' })
  const serving = { id: 'rob', name: 'Rob', library: 'wren' }
  await run(there.ports, jane, { type: 'PickUp', at, librarian: serving, connection: 'rob-1' })
  const state = async () => (await there.ports.sessions.load(jane))?.session
  const calls = (more: object = {}, who = 'rob') => there.ask({ action: 'call-for-help', session: jane, ...more }, who)
  const joins = (who: string) => there.ask({ action: 'join', session: jane }, who)
  const says = (text: string, n: number, who: string) =>
    answered(
      messageActions(there.ports),
      JSON.stringify({ action: 'say', session: jane, n, text }),
      { identity: { role: 'librarian', library: 'wren', librarian: who }, connection: `${who}-1`, at },
      there.ports.log,
    )
  const heard = (who: string) => there.to(who === 'patron' ? `patron-${jane}` : `${who}-1`).map(({ type }) => type)
  return { ...there, state, calls, joins, says, heard }
}

describe('help', () => {
  it('R41 R45 is asked of the colleague who has been idle longest, and of no other', async () => {
    const { calls, to, heard } = await helping()
    expect(await calls({ note: 'Navajo' })).toMatchObject({ type: 'help-called', session: jane })
    const of = { library: 'wren', libraryName: 'Wren Library' }
    const wanted = { session: jane, ...of, askedAt: at, by: 'Rob', at, name: 'Jane Doe', note: 'Navajo' }
    expect(to('amy-1')).toEqual([{ type: 'help-wanted', ...wanted }])
    expect([heard('l00'), heard('rob')]).toEqual([[], []])
  })

  it('R41 is asked of the one who is named, if they are on duty and awake', async () => {
    const { calls, to, heard, ports, ask } = await helping()
    expect(await calls({ librarian: 'nobody' })).toMatchObject({ code: 'cannot-come' })
    expect(await calls({ librarian: 'rob' })).toMatchObject({ code: 'cannot-come' })
    await ports.roster.sleepers([{ librarian: 'l01', connection: 'l01-1' }], at + 1)
    expect(await calls({ librarian: 'l01' })).toMatchObject({ code: 'cannot-come' })
    await calls({ librarian: 'l00' })
    expect(to('l00-1')).toMatchObject([{ type: 'help-wanted', invited: true }])
    expect(heard('amy')).toEqual([])
    expect(await ask({ action: 'withdraw-call', session: jane })).toMatchObject({ type: 'call-withdrawn' })
    expect(heard('l00')).toEqual(['help-wanted', 'help-over'])
  })

  it('R41 spreads with the timer, and is over after two minutes', async () => {
    const { calls, heard, ports, state } = await helping()
    await calls()
    const wake = (after: number) => tickSession({ ...ports }, { session: jane, until: 'then' }, at + after)
    expect(await wake(15_000)).toEqual({ ms: 15_000 })
    expect(heard('l00')).toEqual(['help-wanted'])
    expect(heard('l01')).toEqual([])
    await wake(30_000)
    expect([heard('l01'), heard('l02')]).toEqual([['help-wanted'], ['help-wanted']])
    await wake(120_000)
    expect(heard('rob')).toContain('help-unanswered')
    expect(heard('l02')).toEqual(['help-wanted', 'help-over'])
    expect(await state()).not.toHaveProperty('help')
  })
})

describe('a second librarian', () => {
  it('R41 gets the whole conversation and the briefing, and everybody hears who is there', async () => {
    const { calls, joins, to, ports } = await helping()
    await calls()
    expect(await joins('amy')).toMatchObject({
      ...{ type: 'joined', joined: true, n: 0, librarian: { name: 'Rob' }, second: { name: 'Amy', here: true } },
      messages: [{ number: 1, text: 'The almanac?' }],
      briefing: { library: 'Wren Library' },
    })
    const joined = { type: 'colleague-joined', session: jane, at, name: 'Amy', library: 'wren', beside: 'Rob' }
    expect(to(`patron-${jane}`)).toContainEqual(joined)
    expect(to('rob-1')).toContainEqual(joined)
    expect((await ports.roster.find('amy')).sessions).toEqual([jane])
  })

  it('R41 is not let in uninvited, and nothing changes', async () => {
    const { calls, joins, state } = await helping()
    const before = await state()
    expect(await joins('amy')).toMatchObject({ type: 'refused', code: 'not-invited' })
    expect(await joins('nobody')).toMatchObject({ type: 'refused', code: 'not-on-duty' })
    expect(await state()).toEqual(before)
    await calls()
    await joins('amy')
    expect(await joins('l00')).toMatchObject({ type: 'refused', code: 'already-two' })
    expect(await joins('amy')).toMatchObject({ type: 'joined' })
  })

  it('R5 does not join beyond their limit', async () => {
    const { calls, joins, state } = await helping([{ ...amy, limit: 0 }])
    expect(await calls()).toMatchObject({ code: 'nobody-to-help' })
    await calls({ librarian: 'amy' })
    expect(await joins('amy')).toMatchObject({ type: 'refused', code: 'at-your-limit' })
    expect(await state()).not.toHaveProperty('second')
  })

  it('R36 what one writes, the two others read, in one order', async () => {
    const { calls, joins, says, to } = await helping()
    await calls()
    await joins('amy')
    expect(await says('Hi', 1, 'amy')).toMatchObject({ type: 'said', number: 2, n: 1 })
    expect(await says('I am Rob', 1, 'rob')).toMatchObject({ type: 'said', number: 3, n: 1 })
    const words = (who: string) =>
      to(who).flatMap(frame => (frame.type === 'message' ? [[frame.number, frame.name, frame.text]] : []))
    expect(words(`patron-${jane}`)).toEqual([
      [2, 'Amy', 'Hi'],
      [3, 'Rob', 'I am Rob'],
    ])
    expect(words('rob-1')).toEqual([[2, 'Amy', 'Hi']])
    expect(words('amy-1')).toEqual([[3, 'Rob', 'I am Rob']])
  })

  it('R41 leaves, and has room again; or stays and serves when the other one leaves', async () => {
    const { calls, joins, ask, state, ports, heard } = await helping()
    await calls()
    await joins('amy')
    expect(await ask({ action: 'leave-session', session: jane }, 'rob')).toMatchObject({ type: 'session-left' })
    expect(await state()).toMatchObject({ librarian: { id: 'amy' } })
    expect([heard('patron').at(-1), heard('amy').at(-1)]).toEqual(['colleague-left', 'colleague-left'])
    expect((await ports.roster.find('rob')).sessions).toEqual([])
    expect(await ask({ action: 'leave-session', session: jane }, 'amy')).toMatchObject({ code: 'nobody-stays' })
  })

  it('R34 who is cut off costs the patron nothing while the other one is there', async () => {
    const { calls, joins, ports, state, heard } = await helping()
    await calls()
    await joins('amy')
    const identity = { role: 'librarian', library: 'wren', librarian: 'rob' } as const
    await disconnect(ports, { identity, connection: 'rob-1', at })
    expect(await state()).toMatchObject({ status: 'active', librarian: { awaySince: at } })
    expect(heard('amy')).toContain('librarian-here')
    await tickSession({ ...ports }, { session: jane, until: 'then' }, at + 60_000)
    expect(await state()).toMatchObject({ status: 'active', librarian: { id: 'amy' } })
    expect(heard('patron')).not.toContain('back-in-queue')
  })

  it('the patron who types is shown to both, and a librarian who types to the patron and the other one', async () => {
    const { calls, joins, ports, to } = await helping()
    await calls()
    await joins('amy')
    const types = (identity: Identity) =>
      answered(
        messageActions(ports),
        JSON.stringify({ action: 'typing', session: jane }),
        { identity, connection: 'x', at },
        ports.log,
      )
    await types({ role: 'patron', library: 'wren', session: jane })
    await types({ role: 'librarian', library: 'wren', librarian: 'amy' })
    const typed = { type: 'typing', session: jane }
    expect(to('rob-1').slice(-2)).toEqual([
      { ...typed, from: 'patron' },
      { ...typed, from: 'librarian', name: 'Amy' },
    ])
    expect(to('amy-1').slice(-1)).toEqual([{ ...typed, from: 'patron' }])
    expect(to(`patron-${jane}`).slice(-1)).toEqual([{ ...typed, from: 'librarian', name: 'Amy' }])
  })
})

describe('who is here', () => {
  const hale = library('hale', 'Hale Library')
  const nancy = { ...librarian('nancy', 'Nancy', 'hale'), pools: ['library:hale', 'library:wren', 'group:lakes'] }

  it('R41 R40 lists everybody on duty by name, with pools, sessions, limit and whether their page is asleep', async () => {
    const { ports } = await deskOf([wren, hale], [rob, nancy])
    const ask = (who: string) => {
      const caller = { identity: { role: 'librarian', library: 'wren', librarian: who }, connection: `${who}-1`, at }
      return answered(staffRoomActions(ports), JSON.stringify({ action: 'who-is-here' }), caller as Caller, ports.log)
    }
    await asks(ports, jane, at)
    await pickUpOldest(ports, onDuty(rob), at)
    await ports.roster.sleepers([{ librarian: 'nancy', connection: 'nancy-1' }], at + 1)
    const robs = { librarian: 'rob', name: 'Rob', library: 'wren', pools: rob.pools, sessions: 1, limit: rob.limit }
    const nancys = { librarian: 'nancy', name: 'Nancy', library: 'hale', pools: nancy.pools }
    expect(await ask('rob')).toEqual({
      type: 'who-is-here',
      people: [{ ...nancys, sessions: 0, limit: nancy.limit, asleep: true }, robs],
      names: {
        libraries: expect.arrayContaining([
          { id: 'hale', name: 'Hale Library' },
          { id: 'wren', name: 'Wren Library' },
        ]),
        groups: [{ id: 'lakes', name: 'The lakes' }],
      },
      now: at,
    })
    expect(await ask('amy')).toMatchObject({ type: 'refused', code: 'not-on-duty' })
  })

  it('R41 R34 somebody who has lost the connection is listed as away for a minute, and nobody who went off duty', async () => {
    const nancy = librarian('nancy', 'Nancy', 'wren')
    const { ports } = await deskOf([wren], [rob, amy, nancy])
    const of = (who: string) => ({ role: 'librarian', library: 'wren', librarian: who }) as const
    const listed = async (when: number) => {
      const caller: Caller = { identity: of('rob'), connection: 'rob-1', at: when }
      const reply = await answered(staffRoomActions(ports), '{"action":"who-is-here"}', caller, ports.log)
      return reply.type === 'who-is-here' ? reply.people.map(({ name, away }) => [name, away]) : reply
    }
    await disconnect(ports, { identity: of('amy'), connection: 'amy-1', at })
    await ports.roster.depart('nancy', 'nancy-1')
    expect(await listed(at + 60_000)).toEqual([
      ['Amy', true],
      ['Rob', undefined],
    ])
    expect(await listed(at + 60_001)).toEqual([['Rob', undefined]])
    await ports.roster.arrive(onDuty(amy), at + 30_000)
    expect(await listed(at + 60_000)).toEqual([
      ['Amy', undefined],
      ['Rob', undefined],
    ])
  })
})
