import { describe, expect, it } from 'vitest'
import { pickUpOldest } from '../../../lib/desk/pick-up.ts'
import { run, runEnding, runFollowUp } from '../../../lib/desk/run.ts'
import { limits } from '../../../lib/protocol/limits.ts'
import { followUpActions } from '../../../lib/socket/follow-ups.ts'
import { answered } from '../../../lib/socket/route.ts'
import { asks, at, deskOf, directoryOf, librarian, library, onDuty } from '../members.ts'

const wren = library('wren', 'Wren Library')
const rob = librarian('rob', 'Rob', 'wren')
const amy = librarian('amy', 'Amy', 'wren')
const day = 86_400_000
const id = (n: number) => `S${String(n).padStart(25, '0')}`
const session = id(1)
type Code = 'follow-up-by-patrons-library' | 'follow-up-by-me'

/** A desk on which Rob has closed conversations that leave something owing. */
async function desk() {
  const { ports } = await deskOf([wren], [rob, amy])
  const owes = async (code: Code = 'follow-up-by-patrons-library', which = session, deadline = '2026-10-01') => {
    await asks(ports, which, at, { name: 'Jane' })
    await pickUpOldest(ports, onDuty(rob), at)
    await run(ports, which, { type: 'AttestContact', at, by: 'rob', email: 'jane@example.org' })
    const close = { deadline, today: '2026-09-21', atHand: true, despite: ['not-asked'] }
    await runEnding(ports, which, { type: 'Close', at, by: 'rob', code, ...close })
  }
  const ask = (action: string, frame: object = {}, who = 'rob', some = ports, when = at) =>
    answered(
      followUpActions(some),
      JSON.stringify({ action, ...frame }),
      { identity: { role: 'librarian', library: 'wren', librarian: who }, connection: `${who}-1`, at: when },
      some.log,
    )
  const hold = (text: string) =>
    runFollowUp(ports, session, {
      ...{ type: 'HoldAnswer', at, from: 'eve@elsewhere.example.org', text, because: ['stranger'] },
    })
  return { ports, owes, ask, hold }
}

describe('R29 the list of what is owed', () => {
  it('shows the most urgent first, whose it is, by when, and whether it is late', async () => {
    const { owes, ask } = await desk()
    await owes('follow-up-by-patrons-library', id(1), '2026-10-05')
    await owes('follow-up-by-me', id(2), '2026-10-01')
    const dueAt = Date.UTC(2026, 9, 2, 4)
    const words = { libraryName: 'Wren Library', question: 'The almanac?' }
    const listed = async (who: string, when = at) => {
      const reply = await ask('follow-ups', {}, who, undefined, when)
      return reply.type === 'follow-ups' ? reply.followUps : []
    }
    expect(await listed('rob')).toStrictEqual([
      {
        ...{ session: id(2), library: 'wren', status: 'new', deadline: '2026-10-01', name: 'Jane' },
        ...{ owner: 'you', answerBy: '2026-10-01', dueAt, overdue: false, ...words },
      },
      {
        ...{ session: id(1), library: 'wren', status: 'new', deadline: '2026-10-05', name: 'Jane' },
        ...{ owner: 'library', answerBy: '2026-10-05', dueAt: dueAt + 4 * day, overdue: false, ...words },
      },
    ])
    expect((await listed('amy')).map(({ owner }) => owner)).toEqual(['librarian', 'library'])
    expect((await listed('rob', dueAt - 1)).map(({ overdue }) => overdue)).toEqual([false, false])
    expect((await listed('rob', dueAt)).map(({ overdue }) => overdue)).toEqual([true, false])
  })

  it('shows what was sent on, the newest that anything became of first, fifty at most', async () => {
    const { owes, ask, ports } = await desk()
    const nancy = { librarian: 'amy', name: 'Amy', library: 'wren', via: 'desk' } as const
    for (let n = 1; n <= 52; n++) await owes('follow-up-by-patrons-library', id(n))
    await runFollowUp(ports, id(7), { type: 'AnswerFollowUp', at: at + 9, by: nancy, text: 'Second floor.' })
    const reply = await ask('follow-ups')
    const sentOn = reply.type === 'follow-ups' ? reply.sentOn : []
    expect(sentOn).toHaveLength(50)
    expect(sentOn[0]).toStrictEqual({
      ...{ session: id(7), library: 'wren', status: 'answered', since: at, endedAt: at + 9, answerBy: '2026-10-01' },
      libraryName: 'Wren Library',
    })
  })

  it('R38 the list shows no question that has been deleted, and only the questions of the fifty most urgent', async () => {
    const { owes, ask, ports } = await desk()
    for (let n = 1; n <= 51; n++) await owes('follow-up-by-patrons-library', id(n))
    const questions = async (some = ports) => {
      const reply = await ask('follow-ups', {}, 'rob', some)
      return reply.type === 'follow-ups' ? reply.followUps.flatMap(({ question }) => question ?? []) : []
    }
    expect(await questions()).toHaveLength(50)
    expect(await questions({ ...ports, sessions: { ...ports.sessions, steps: async () => [] } })).toEqual([])
  })

  it('is as urgent as can be of a library that has left the consortium', async () => {
    const { owes, ask, ports } = await desk()
    await owes()
    const left = { ...ports, directory: directoryOf([], [rob, amy]) }
    expect(await ask('follow-ups', {}, 'rob', left)).toMatchObject({
      followUps: [{ session, dueAt: 0, overdue: true, answerBy: '2026-10-01' }],
      sentOn: [{ session, answerBy: '2026-10-01' }],
    })
    expect(await ask('follow-up', { session }, 'rob', left)).toMatchObject({ code: 'no-such-library' })
  })

  it('is for nobody who is not of the consortium', async () => {
    const { owes, ask } = await desk()
    await owes()
    for (const [action, frame] of [
      ['follow-ups', {}],
      ['follow-up', { session }],
      ['take-follow-up', { session }],
    ] as const)
      expect(await ask(action, frame, 'nobody')).toMatchObject({ code: 'unknown-librarian' })
  })
})

describe('R31 one follow-up', () => {
  it('is shown to its owner and to the patron’s library, and to nobody else', async () => {
    const { owes, ask, ports } = await desk()
    await owes('follow-up-by-me')
    expect(await ask('follow-up', { session })).toMatchObject({ type: 'follow-up', owner: 'you' })
    expect(await ask('follow-up', { session }, 'amy')).toMatchObject({ type: 'follow-up', owner: 'librarian' })
    const nancy = librarian('nancy', 'Nancy', 'hale')
    const elsewhere = { ...ports, directory: directoryOf([wren], [rob, nancy]) }
    expect(await ask('follow-up', { session }, 'nancy', elsewhere)).toMatchObject({ code: 'not-your-follow-up' })
  })

  it('R22 says that the address is not the patron’s once somebody there has said so, and not before', async () => {
    const { owes, ask, ports } = await desk()
    await owes()
    const before = await ask('follow-up', { session })
    expect(before).not.toHaveProperty('disowned')
    expect(before).not.toHaveProperty('undeliverable')
    await runFollowUp(ports, session, { type: 'DisownAddress', at, email: 'jane@example.org' })
    expect(await ask('follow-up', { session })).toMatchObject({ disowned: true, undeliverable: 'patron' })
  })

  it('R30 is shown to an owner from another library while they owe an answer, and for some days after it', async () => {
    const nancy = librarian('nancy', 'Nancy', 'hale')
    const { ports, ask } = await desk()
    const both = { ...ports, directory: directoryOf([wren], [rob, nancy]) }
    await ports.roster.arrive(onDuty(nancy), at)
    await asks(ports, session, at)
    await pickUpOldest(both, onDuty(nancy), at)
    await run(ports, session, { type: 'AttestContact', at, by: 'nancy', email: 'jane@example.org' })
    const close = { deadline: 'none', today: '2026-09-21', atHand: true, despite: ['not-asked', 'not-your-patron'] }
    await runEnding(ports, session, { type: 'Close', at, by: 'nancy', code: 'follow-up-by-me', ...close })
    const shown = (when: number) => ask('follow-up', { session }, 'nancy', both, when)
    expect(await shown(at + 365 * day)).toMatchObject({ type: 'follow-up', owner: 'you' })
    await ask('answer-follow-up', { session, text: 'Second floor.' }, 'nancy', both)
    expect(await shown(at + day)).toMatchObject({ type: 'follow-up', answer: { text: 'Second floor.' } })
    expect(await shown(at + 365 * day)).toMatchObject({ code: 'too-long-ago' })
  })

  it('is not there where the conversation left nothing owing', async () => {
    const { ports, ask } = await desk()
    await asks(ports, session, at)
    await runEnding(ports, session, { type: 'Leave', at })
    for (const action of ['follow-up', 'take-follow-up'])
      expect(await ask(action, { session })).toMatchObject({ code: 'no-follow-up' })
    expect(await ask('answer-follow-up', { session, text: 'Second floor.' })).toMatchObject({ code: 'no-follow-up' })
  })

  it('shows its last changes alone, where there are too many for a frame, and cuts what is too long', async () => {
    const { owes, ask, hold, ports } = await desk()
    await owes()
    for (let n = 0; n < limits.changes + 9; n++)
      await runFollowUp(ports, session, {
        ...{ type: 'TakeFollowUp', at: at + n, despite: ['already-taken'] },
        by: { librarian: `r${n % 2}`, name: 'R', library: 'wren', via: 'desk' },
      })
    for (let n = 0; n < 5; n++) await hold(`${n}${'x'.repeat(limits.answer - 1)}`)
    const reply = await ask('follow-up', { session })
    if (reply.type !== 'follow-up') throw new Error('There is no such follow-up.')
    expect(reply.changes).toHaveLength(limits.changes)
    expect(reply.changes.at(-1)).toMatchObject({ what: 'held' })
    expect(reply.held).toHaveLength(5)
    for (const { text, cut } of reply.held) expect([text.length < limits.answer, cut]).toEqual([true, true])
  })

  it('shows a short answer whole, and says nothing of cutting', async () => {
    const { owes, ask, hold } = await desk()
    await owes()
    await hold('Second floor.')
    const reply = await ask('follow-up', { session })
    const [held] = reply.type === 'follow-up' ? reply.held : []
    expect(held).toStrictEqual({
      ...{ answer: 1, from: 'eve@elsewhere.example.org', at, text: 'Second floor.', because: ['stranger'] },
    })
  })

  it('is shown with its conversation, who has taken it, and whom mail does not reach', async () => {
    const { owes, ask, ports } = await desk()
    await owes()
    await ask('take-follow-up', { session }, 'amy')
    const bounce = { n: 1, kind: 'follow-up', recipient: 'library' } as const
    await runFollowUp(ports, session, { type: 'RecordBounce', at, ...bounce })
    const reply = await ask('follow-up', { session })
    expect(reply).toMatchObject({
      ...{ type: 'follow-up', followUpStatus: 'taken', owner: 'library', takenBy: 'Amy', undeliverable: 'owner' },
      ...{ email: 'jane@example.org', verified: 'attested', answerBy: '2026-10-01', held: [] },
      changes: [
        { at, what: 'taken', by: 'Amy', via: 'desk' },
        { at, what: 'bounced', mail: 'follow-up' },
      ],
      messages: [{ number: 1, text: 'The almanac?' }],
    })
    expect(reply).not.toHaveProperty('answer')
  })

  it('of a conversation that goes on, or left nothing owing, is none', async () => {
    const { ask, ports } = await desk()
    await asks(ports, session, at)
    expect(await ask('follow-up', { session })).toMatchObject({ code: 'no-follow-up' })
    expect(await ask('follow-up', { session: id(9) })).toMatchObject({ code: 'no-such-session' })
  })

  it('shows the messages after the one that the page has', async () => {
    const { owes, ask } = await desk()
    await owes()
    expect(await ask('follow-up', { session, after: 1 })).toMatchObject({ messages: [] })
  })
})

describe('R29 the list is no longer than anybody reads', () => {
  it('two hundred, the most urgent of them', async () => {
    const { ports, ask } = await desk()
    const entry = (n: number) => ({
      ...({ session: id(n), library: 'wren', owner: 'library', status: 'new', since: at } as const),
      deadline: `20${String(99 - (n % 70))}-01-01`,
    })
    const followUps = { ...ports.followUps, owed: async () => Array.from({ length: 203 }, (_, n) => entry(n)) }
    const reply = await ask('follow-ups', {}, 'rob', { ...ports, followUps })
    const listed = reply.type === 'follow-ups' ? reply.followUps : []
    expect(listed).toHaveLength(200)
    expect(listed.map(({ dueAt }) => dueAt)).toEqual(listed.map(({ dueAt }) => dueAt).toSorted((a, b) => a - b))
  })
})

describe('R30 an answer from the desk', () => {
  it('refused for another reason is no repeat, whatever was answered', async () => {
    const { owes, ask } = await desk()
    await owes('follow-up-by-me')
    const answer = { session, text: 'Second floor.' }
    expect(await ask('answer-follow-up', answer)).toMatchObject({ followUpStatus: 'answered' })
    expect(await ask('answer-follow-up', answer, 'amy')).toMatchObject({ code: 'not-your-follow-up' })
    expect(await ask('answer-follow-up', { ...answer, session: id(9) })).toMatchObject({ code: 'no-such-session' })
  })

  it('sent again by the same librarian because its reply was lost, is acknowledged as it was', async () => {
    const { owes, ask } = await desk()
    await owes()
    const answer = { session, text: 'Second floor.' }
    const reply = { type: 'follow-up-changed', session, followUpStatus: 'answered', now: at }
    expect(await ask('answer-follow-up', answer)).toStrictEqual(reply)
    expect(await ask('answer-follow-up', answer)).toStrictEqual(reply)
    expect(await ask('answer-follow-up', { ...answer, text: 'Third floor.' })).toMatchObject({ code: 'follow-up-over' })
    expect(await ask('answer-follow-up', answer, 'amy')).toMatchObject({ code: 'follow-up-over' })
  })

  it('is not acknowledged where the follow-up was ended in another way', async () => {
    const { owes, ask } = await desk()
    await owes()
    await ask('finish-follow-up', { session, note: 'By telephone.' })
    expect(await ask('answer-follow-up', { session, text: 'Second floor.' })).toMatchObject({ code: 'follow-up-over' })
  })

  it('is handed over with what its librarian says about it', async () => {
    const { owes, ask } = await desk()
    await owes('follow-up-by-me')
    expect(await ask('hand-over-follow-up', { session, note: 'They have the plan.' })).toMatchObject({
      ...{ type: 'follow-up-changed', followUpStatus: 'new' },
    })
    expect(await ask('follow-up', { session })).toMatchObject({
      owner: 'library',
      changes: [
        { what: 'dropped', mail: 'follow-up' },
        { what: 'handed-over', by: 'Rob', note: 'They have the plan.' },
      ],
    })
  })
})

describe('R31 a held answer', () => {
  it('goes out whole, or as lines of it, and never with a word more', async () => {
    const { owes, ask, hold } = await desk()
    await owes()
    await hold('Second floor.\nYours, Eve')
    const confirm = (text: string, who?: string) => ask('confirm-answer', { session, answer: 1, text }, who)
    expect(await confirm('Send money.')).toMatchObject({ code: 'not-its-lines' })
    expect(await confirm('Second floor.', 'amy')).toMatchObject({ followUpStatus: 'answered' })
    expect(await ask('follow-up', { session })).toMatchObject({
      answer: { text: 'Second floor.', by: 'Amy' },
      held: [],
    })
  })

  it('that is not held any more, or never was, tells nobody whether a text stood in it', async () => {
    const { owes, ask, hold } = await desk()
    await owes()
    const confirm = (text: string) => ask('confirm-answer', { session, answer: 1, text })
    expect(await confirm('Third floor.')).toMatchObject({ code: 'no-such-answer' })
    await hold('Second floor.')
    expect(await confirm('Third floor.')).toMatchObject({ code: 'not-its-lines' })
    await ask('reject-answer', { session, answer: 1 })
    for (const text of ['Third floor.', 'Second floor.'])
      expect(await confirm(text)).toMatchObject({ code: 'no-such-answer' })
  })

  it('of which somebody may know nothing is refused as if its lines were right', async () => {
    const { owes, ask, hold } = await desk()
    await owes('follow-up-by-me')
    await hold('Second floor.')
    const confirm = { session, answer: 1, text: 'Send money.' }
    expect(await ask('confirm-answer', confirm, 'amy')).toMatchObject({ code: 'not-your-follow-up' })
    expect(await ask('confirm-answer', { ...confirm, answer: 2 })).toMatchObject({ code: 'no-such-answer' })
    expect(await ask('confirm-answer', { ...confirm, session: id(9) })).toMatchObject({ code: 'no-such-session' })
    expect(await ask('confirm-answer', confirm, 'nobody')).toMatchObject({ code: 'unknown-librarian' })
  })
})

it('R42 an administrator of the library sees who stepped back from which conversation, when and why', async () => {
  const { ports, ask } = await desk()
  await asks(ports, session, at)
  await pickUpOldest(ports, onDuty(rob), at)
  await runEnding(ports, session, { type: 'StepBack', at: at + 1, by: 'rob', onDuty: undefined, note: 'Threats.' })
  const people = [
    amy,
    librarian('ada', 'Ada', 'wren', { role: 'library-administrator' }),
    librarian('ned', 'Ned', 'hale', { role: 'library-administrator' }),
    librarian('cleo', 'Cleo', 'hale', { role: 'consortium-administrator' }),
  ]
  const some = { ...ports, directory: directoryOf([wren, library('hale', 'Hale')], people) }
  const seen = async (who: string, frame = {}) => {
    const { now: _, ...reply } = await ask('stepped-back-sessions', frame, who, some)
    return 'sessions' in reply ? reply.sessions : 'code' in reply ? reply.code : reply
  }
  const wrens = [{ session, at: at + 1, by: 'Rob', note: 'Threats.' }]
  expect(await seen('amy')).toBe('administrators-only')
  expect(await seen('ada')).toEqual(wrens)
  expect(await seen('ada', { library: 'hale' })).toBe('consortium-administrators-only')
  expect(await seen('ned')).toEqual([])
  expect(await seen('ned', { library: 'wren' })).toBe('consortium-administrators-only')
  expect(await seen('cleo', { library: 'wren' })).toEqual(wrens)
  expect(await seen('cleo', { library: 'nowhere' })).toBe('no-such-library')
})

it('a role counts from the moment when the directory has it', async () => {
  const { ports, ask } = await desk()
  let { role } = amy
  const directory = { ...ports.directory, librarian: async () => ({ ...amy, role }) }
  const asked = async () => (await ask('stepped-back-sessions', {}, 'amy', { ...ports, directory })).type
  expect(await asked()).toBe('refused')
  role = 'library-administrator'
  expect(await asked()).toBe('stepped-back-sessions')
  role = 'librarian'
  expect(await asked()).toBe('refused')
})

it('R32 a transcript that cannot be sent is refused', async () => {
  const { ports } = await desk()
  await asks(ports, session, at)
  const caller = { identity: { role: 'patron', library: 'wren', session }, connection: 'c', at } as const
  const frame = JSON.stringify({ action: 'request-transcript', session })
  expect(await answered(followUpActions(ports), frame, caller, ports.log)).toMatchObject({ code: 'not-picked-up' })
})
