import { describe, expect, it } from 'vitest'
import { Unreadable } from '../../../lib/desk/unreadable.ts'
import type { Action } from '../../../lib/protocol/actions.ts'
import { limits } from '../../../lib/protocol/limits.ts'
import { answered, type Route } from '../../../lib/socket/route.ts'
import { memoryLog } from '../../memory/outside.ts'
import { deskAfter, jane as overJane } from '../closed-desk.ts'
import { at } from '../members.ts'
import { deskBefore, frames, identities, type Who } from '../open-desk.ts'

const { session: jane } = identities['its patron']
const now = at

const resumedByRob = {
  ...{ session: jane, library: 'wren', status: 'active', askedAt: at, last: 1, n: 0, more: false, now },
  patron: { here: true, name: 'Jane Doe', email: 'jane@patrons.example.org', verified: 'confirmed' },
  librarian: { name: 'Rob', library: 'wren', here: true },
  second: { name: 'Lee', library: 'wren', here: true },
}
const asked = { number: 1, from: 'patron', at, text: 'It is about my illness', name: 'Jane Doe' }
const briefing = {
  ...{
    library: 'Wren Library',
    libraryId: 'wren',
    timeZone: 'America/New_York',
    open: true,
    goodbye: 'Thank you for asking Wren Library.',
  },
  greeting: "Hi Jane Doe, I'm Rob. I'm reading your question.",
  scripts: { mine: [], myLibrary: [], patronsLibrary: [] },
  today: { date: '2026-09-21', time: '10:13', hours: [], facts: [] },
}

/** What each action is answered on a desk where Rob serves Jane. */
const replies: readonly (readonly [Who, Action, object])[] = [
  [
    'its librarian',
    'on-duty',
    { type: 'on-duty', pools: ['library:wren', 'cooperative'], limit: 3, waiting: [], sessions: [jane], now },
  ],
  ['its librarian', 'off-duty', { type: 'off-duty', sessions: [jane], now }],
  ['its librarian', 'queue', { type: 'queue', waiting: [], now }],
  ['its librarian', 'heard', { type: 'heard', session: jane, now }],
  ['its librarian', 'transfer', { type: 'transfer-asked', session: jane, now }],
  ['its librarian', 'answer-transfer', { type: 'transferred', ...resumedByRob, messages: [asked], briefing }],
  ['its librarian', 'accept-rescue', { type: 'rescued', ...resumedByRob, messages: [asked], briefing }],
  ['its librarian', 'briefing', { type: 'briefing', session: jane, briefing, now }],
  [
    'a librarian elsewhere',
    'policy',
    {
      ...{ type: 'policy', library: 'wren', name: 'Wren Library', timeZone: 'America/New_York', open: true, now },
      ...{ today: briefing.today, statements: [] },
    },
  ],
  ['its librarian', 'note', { type: 'noted', session: jane, n: 1, at, now }],
  ['its librarian', 'typing', { type: 'typed', session: jane, now }],
  ['its librarian', 'report-policy', { type: 'policy-reported', session: jane, now }],
  ['its librarian', 'ask-contact', { type: 'contact-asked', session: jane, now }],
  [
    'its librarian',
    'attest-contact',
    { type: 'contact-verified', session: jane, email: 'jane@example.org', name: 'Jane Doe', now },
  ],
  ['its librarian', 'close', { type: 'closed', session: jane, code: 'answered', how: 'chosen', now }],
  ['its librarian', 'follow-ups', { type: 'follow-ups', followUps: [], sentOn: [], now }],
  ['an administrator of the library', 'stepped-back-sessions', { type: 'stepped-back-sessions', sessions: [], now }],
  ['its librarian', 'resume', { type: 'resumed', ...resumedByRob, messages: [] }],
  ['its patron', 'say', { type: 'said', session: jane, n: 1, number: 2, at, now }],
  ['its patron', 'typing', { type: 'typed', session: jane, now }],
  ['its patron', 'leave', { type: 'left', session: jane, now }],
  ['its patron', 'request-transcript', { type: 'transcript-requested', session: jane, now }],
]

describe('what an action is answered', () => {
  it.each(replies)('$1, to $0', async (who, action, reply) => {
    const { ask } = await deskBefore()
    expect(await ask(action, frames[action], who)).toStrictEqual(reply)
  })

  it('a first message, with advice on it', async () => {
    const { ask } = await deskBefore()
    const said = await ask('say', frames.say, 'its librarian')
    expect(said).toMatchObject({ type: 'said', session: jane, n: 1, number: 2, at, advice: [{ rule: 'greeting' }] })
    expect(await ask('say', { session: jane, n: 2, text: 'It is open until five.' }, 'its librarian')).toStrictEqual({
      ...{ type: 'said', session: jane, n: 2, number: 3, at, now },
    })
  })

  it('a code that fits, with a reason, and advice only where there is some', async () => {
    const { ask } = await deskBefore()
    expect(await ask('suggest', { session: jane }, 'its librarian')).toStrictEqual({
      ...{ type: 'suggestion', session: jane, code: 'follow-up-by-patrons-library', now },
      reason: expect.stringMatching(/^[A-Z].*\.$/),
    })
  })

  it.each([
    ['take-follow-up', 'taken'],
    ['answer-follow-up', 'answered'],
    ['finish-follow-up', 'done'],
    ['confirm-answer', 'answered'],
    ['reject-answer', 'new'],
  ] as const)('%s, with how the follow-up stands', async (action, followUpStatus) => {
    const { tries } = await deskAfter('the library owes', 'her own library')
    expect(await tries(action, frames[action], 'a librarian of the library')).toStrictEqual({
      ...{ type: 'follow-up-changed', session: overJane, followUpStatus, now },
    })
  })
})

describe('a reply', () => {
  const caller = { identity: identities['its librarian'], connection: 'c', at }
  const broken = (error: Error): readonly Route[] => [{ action: 'say', answer: () => Promise.reject(error) }]

  it('says which frame it answers, by the id that the client gave it, and what was refused', async () => {
    const { text } = await deskBefore()
    const long = 'x'.repeat(limits.id + 1)
    const ask = (frame: object) => text(JSON.stringify(frame), identities['its librarian'], 'c')
    expect(await ask({ action: 'follow-ups', id: 'f-1' })).toMatchObject({ re: 'f-1', now })
    expect(await ask({ action: 'follow-ups', id: long })).toHaveProperty('re', long.slice(1))
    expect(await ask({ action: long })).toMatchObject({ code: 'unknown-action', action: long.slice(1) })
    expect(await ask({ action: 'follow-ups', id: 7 })).not.toHaveProperty('re')
    expect(await ask({ action: 7 })).not.toHaveProperty('action')
  })

  it('to what is no object is that it is no frame', async () => {
    const { text } = await deskBefore()
    for (const words of ['', 'x', '[]', '[{"action":"follow-ups"}]', 'null', '7', '"say"', 'true'])
      expect(await text(words, identities['its librarian'], 'c'), words).toStrictEqual({
        ...{ type: 'refused', code: 'not-json', now },
        reason: expect.stringMatching(/^[A-Z].*\.$/),
      })
  })

  it('looks into a frame of as many bytes as one may have, and into none that has more', async () => {
    const { text } = await deskBefore()
    const frame = (bytes: number) => {
      const bare = JSON.stringify({ action: 'follow-ups', id: '' })
      return bare.replace('""', `"${'x'.repeat(bytes - bare.length)}"`)
    }
    const code = (bytes: number) => text(frame(bytes), identities['its librarian'], 'c')
    expect(await code(limits.frame)).toMatchObject({ code: 'bad-frame' })
    expect(await code(limits.frame + 1)).toMatchObject({ code: 'too-large' })
  })

  it('says that a frame may be sent again where something failed, and not where that is in vain', async () => {
    const { log, failures } = memoryLog()
    const frame = JSON.stringify({ action: 'say', session: jane })
    const code = async (error: Error) => answered(broken(error), frame, caller, log)
    expect(await code(new Error('No table.'))).toMatchObject({ code: 'try-again' })
    expect(await code(new Unreadable({ kind: 'step', id: jane }))).toMatchObject({ code: 'unreadable' })
    expect(failures).toEqual(['action say', 'action say'])
  })

  it('leaves in the log which action failed in which session, and no more of the frame than that', async () => {
    const failed: unknown[][] = []
    const log = { failed: (...what: unknown[]) => void failed.push(what) }
    const error = new Error('No table.')
    for (const session of [jane, 'x'.repeat(limits.id + 5), 7])
      await answered(broken(error), JSON.stringify({ action: 'say', session, text: 'About my illness' }), caller, log)
    expect(failed).toEqual([
      ['action say', jane, error],
      ['action say', 'x'.repeat(limits.id), error],
      ['action say', '', error],
    ])
  })

  it('names the field that is wrong', async () => {
    const { ask } = await deskBefore()
    expect(await ask('say', { session: jane, n: 'one', text: 'Hi' }, 'its patron')).toHaveProperty(
      'reason',
      expect.stringMatching(/^[A-Z].*\. .*\bn\b/),
    )
  })
})

describe('what a patron may not say', () => {
  it.each([
    ['a resource', { kind: 'resource', text: 'Look.', resource: { url: 'https://example.org' } }],
    ['despite', { text: 'Look.', despite: 'another-patron' }],
  ])('%s is refused as a wrong frame, though a librarian may', async (_what, words) => {
    const { ask, state } = await deskBefore()
    const before = await state()
    expect(await ask('say', { session: jane, n: 1, ...words }, 'its patron')).toMatchObject({ code: 'bad-frame' })
    expect(await state()).toEqual(before)
  })

  it('a librarian says: a resource', async () => {
    const { ask } = await deskBefore()
    const words = { kind: 'resource', text: 'Look.', resource: { url: 'https://example.org', title: 'Maps' } }
    expect(await ask('say', { session: jane, n: 1, ...words }, 'its librarian')).toMatchObject({ type: 'said' })
  })
})

describe('typing', () => {
  it('is told to the others, and to nobody who is not there', async () => {
    const { ask, ports } = await deskBefore()
    const sent: unknown[] = []
    const post = ports.connections.post
    ports.connections.post = async (connection, frame) => {
      sent.push([connection, frame])
      return post(connection, frame)
    }
    await ask('typing', { session: jane }, 'its librarian')
    await ask('typing', { session: jane }, 'its patron')
    expect(sent).toEqual([
      ['its patron-1', { type: 'typing', session: jane, from: 'librarian', name: 'Rob' }],
      ['a colleague who has joined-1', { type: 'typing', session: jane, from: 'librarian', name: 'Rob' }],
      ['its librarian-1', { type: 'typing', session: jane, from: 'patron' }],
      ['a colleague who has joined-1', { type: 'typing', session: jane, from: 'patron' }],
    ])
  })

  it('of a patron who still waits is told to nobody', async () => {
    const { ask, state } = await deskBefore()
    const before = await state()
    const tom = identities['a patron elsewhere'].session
    expect(await ask('typing', { session: tom }, 'a patron elsewhere')).toMatchObject({ type: 'typed' })
    expect((await state()).sent).toBe(before.sent)
  })

  it('in a session that there is not is refused', async () => {
    const { ask } = await deskBefore()
    const session = 'N0NE0000000000000000000000'
    for (const action of ['typing', 'suggest', 'report-policy'] as const)
      expect(await ask(action, { ...frames[action], session }, 'its librarian')).toMatchObject({
        code: 'no-such-session',
      })
  })
})
