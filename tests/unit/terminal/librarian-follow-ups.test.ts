import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../lib/protocol/frames-out.ts'
import { followUpDesk } from '../../../terminal/librarian-follow-ups.ts'
import type { Screen } from '../../../terminal/screen.ts'

type There = Parameters<typeof followUpDesk>[0]
type Sent = Parameters<There['send']>[0]
type Whole = Extract<Reply, { type: 'follow-up' }>
type Held = Whole['held'][number]

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const words = 'Yes.\n\nIn the hall.\n-- \nAmy'
const held: Held = { answer: 1, at: 1, from: 'amy@example.org', text: words, because: ['stranger'] }
const listed: Reply = {
  type: 'follow-ups',
  followUps: [
    {
      session,
      library: 'wren',
      status: 'new',
      owner: 'library',
      deadline: 'none',
      answerBy: '2026-11-25',
      dueAt: 9,
      overdue: false,
    },
  ],
  sentOn: [],
}

const mailbox: Reply = {
  ...{ type: 'mailbox', library: 'wren', mailbox: 'questions@wren.example.org' },
  ...{ answersTo: 'from', because: 'learnt', acknowledges: true, program: 'Roundup' },
  test: { status: 'read', sentAt: Date.parse('2026-11-20'), pressedAt: Date.parse('2026-11-21') },
}

const screen = (show: Screen['show']): Screen => ({
  ...{ live: false, show, prompt: () => {}, lines: async () => {}, onTyping: () => {}, close: () => {} },
})

/** A terminal in which a follow-up with a held answer was listed and shown. */
async function shownDesk(more: readonly Held[] = []) {
  const [frames, lines]: [Sent[], string[]] = [[], []]
  const whole: Whole = {
    ...{ type: 'follow-up', session, library: 'wren', followUpStatus: 'new', owner: 'library', answerBy: '2026-11-25' },
    ...{
      patron: { here: false },
      status: 'closed',
      askedAt: 1,
      last: 0,
      n: 0,
      more: false,
      email: 'jane@example.org',
      verified: 'typed-twice',
      messages: [],
      changes: [],
      held: [held, ...more],
    },
  }
  const send = async (frame: Sent): Promise<Reply> => {
    frames.push(frame)
    if (frame.action === 'follow-ups') return listed
    if (frame.action === 'mailbox') return mailbox
    if (frame.action === 'follow-up') return whole
    return { type: 'follow-up-changed', session, followUpStatus: 'answered' }
  }
  const desk = followUpDesk(
    { send, now: () => 0 },
    screen(line => void lines.push(line)),
  )
  await desk.list()
  await desk.show(1)
  const sends = async (text?: string) => {
    await desk.act({ type: 'send', number: 1, ...(text && { text }) })
    return frames.at(-1)
  }
  return { desk, sends, lines }
}

describe('R31 a held answer can be shortened in the terminal', () => {
  it('its lines are numbered, and those that are named go out, in their order', async () => {
    const { sends, lines } = await shownDesk()
    expect(lines.join('\n')).toContain('     3  In the hall.')
    const confirmed = { action: 'confirm-answer', session, answer: 1 }
    expect(await sends('lines 3 1')).toEqual({ ...confirmed, text: 'Yes.\nIn the hall.' })
  })

  it.each([
    ['1 lines 1-3', 'Yes.\n\nIn the hall.'],
    ['line 5', 'Amy'],
    ['lines 1, 3-9', 'Yes.\nIn the hall.\n-- \nAmy'],
  ])('/send 1 %s', async (words, text) => {
    expect(await (await shownDesk()).sends(words)).toMatchObject({ action: 'confirm-answer', answer: 1, text })
  })

  it('without lines all of it does', async () => {
    expect(await (await shownDesk()).sends()).toEqual({ action: 'confirm-answer', session, answer: 1 })
  })

  it('nothing is sent where no such line is there, or nobody can tell which answer is meant', async () => {
    const one = await shownDesk()
    expect(await one.sends('lines 7')).toMatchObject({ action: 'follow-up' })
    expect(one.lines.at(-1)).toBe('None of these lines is in it; see /owed.')
    const two = await shownDesk([held])
    expect(await two.sends('lines 1')).toMatchObject({ action: 'follow-up' })
    expect(await two.sends('all of it')).toMatchObject({ action: 'follow-up' })
    expect(two.lines.at(-1)).toContain('Say which (1, 1)')
  })
})

describe('R42 the sessions that librarians stepped back from', () => {
  const shows = async (reply: Reply) => {
    const lines: string[] = []
    const frames: Sent[] = []
    const send = async (frame: Sent) => {
      frames.push(frame)
      return reply
    }
    await followUpDesk(
      { send, now: () => 0 },
      screen(line => lines.push(line)),
    ).steppedBack()
    expect(frames).toEqual([{ action: 'stepped-back-sessions' }])
    return lines
  }

  it('are shown with when, who and why', async () => {
    const noted = { session, at: 0, by: 'Rob', note: 'Threats.' }
    expect(await shows({ type: 'stepped-back-sessions', sessions: [noted, { session, at: 1, by: 'Ann' }] })).toEqual([
      `1970-01-01T00:00:00.000Z Rob stepped back from ${session}: Threats.`,
      `1970-01-01T00:00:00.001Z Ann stepped back from ${session}`,
    ])
    expect(await shows({ type: 'stepped-back-sessions', sessions: [] })).toEqual([
      'Nobody has stepped back from a session.',
    ])
  })
})

it('R29 what is learnt of the library’s mailbox is shown, each in a sentence of its own', async () => {
  const { desk, lines } = await shownDesk()
  const before = lines.length
  await desk.mailbox()
  expect(lines.slice(before)).toEqual([
    'questions@wren.example.org, for follow-ups of wren.',
    'It answers From (learnt from its mails).',
    'Its answers are written by Roundup.',
    'It acknowledges mails automatically; patrons never see that.',
    'Somebody confirmed on 2026-11-21 that it is read.',
  ])
})
