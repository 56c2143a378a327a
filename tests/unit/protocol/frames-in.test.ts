import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { namesOf } from '../../../lib/protocol/action.ts'
import { type Action, actions } from '../../../lib/protocol/actions.ts'
import { firstProblem } from '../../../lib/protocol/fields-in.ts'
import { limits } from '../../../lib/protocol/limits.ts'
import { question } from '../../../lib/protocol/question.ts'
import { tries } from '../tries.ts'

const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
const email = 'jane@example.org'
const once = '6f1c2b0e-7d44-4b6b-9a51-0f3f5b0c9a77'
const message = `001795813200000#ann#${once}`

/** A good frame of every action, with every field that it can have. */
const good: Readonly<Record<Action, Readonly<Record<string, unknown>>>> = {
  rate: { session, rating: 'yes' },
  resume: { session, after: 0 },
  place: { session },
  'on-duty': { byItself: true },
  'off-duty': {},
  queue: { after: `1#${session}`, most: 25, count: true },
  heard: { session, at: 1 },
  'pick-up': { session, reason: 'Speaks Navajo.' },
  transfer: { session, librarian: 'ann', pool: 'cooperative', note: 'Done.' },
  'answer-transfer': { session, accept: true },
  'accept-rescue': { session },
  say: {
    session,
    n: 1,
    text: 'Hello?',
    kind: 'resource',
    resource: { url: 'https://example.org', title: 'A title', policyPage: true, path: 'Home > Hours' },
    script: 'hello',
    despite: ['another-patron'],
    last: 0,
  },
  note: { session, n: 1, text: 'A regular.' },
  typing: { session },
  briefing: { session },
  policy: { library: 'wren' },
  'report-policy': { session, statement: 'renewals', text: 'A dead link.' },
  'ask-contact': { session },
  'confirm-contact': { session, email, name: 'Jane' },
  'request-code': { session, email, despite: ['likely-slip'] },
  'enter-code': { session, digits: '381204' },
  'attest-contact': { session, email },
  suggest: { session, resolved: true },
  close: {
    session,
    code: 'answered',
    deadline: '2026-12-01',
    atHand: true,
    unresolved: true,
    note: 'Done.',
    classes: ['account'],
    despite: ['not-asked'],
  },
  'step-back': { session, note: 'Threats.', all: true },
  'leave-address': { session, email, name: 'Jane' },
  leave: { session },
  'follow-ups': {},
  mailbox: { library: 'wren' },
  'follow-up': { session, after: 3 },
  'take-follow-up': { session, despite: ['already-taken'] },
  'answer-follow-up': { session, text: 'On the second floor.' },
  'finish-follow-up': { session, note: 'By telephone.' },
  'hand-over-follow-up': { session, note: 'I am ill.' },
  'confirm-answer': { session, answer: 1 },
  'reject-answer': { session, answer: 1 },
  'stepped-back-sessions': { library: 'wren' },
  'request-transcript': { session },
  'staff-room': { after: message, before: message, open: true },
  'who-is-here': {},
  'call-for-help': { session, librarian: 'ann', note: 'She writes in Navajo.' },
  'withdraw-call': { session },
  join: { session },
  'leave-session': { session },
  'say-in-staff-room': { once, text: 'Does anybody read Navajo?', despite: ['names-a-patron'] },
}
const optional = new Set([
  ...[
    'id',
    'name',
    'classes',
    'code',
    'deadline',
    'atHand',
    'note',
    'despite',
    'reason',
    'librarian',
    'pool',
    'kind',
    'resource',
  ],
  ...[
    'script',
    'resolved',
    'unresolved',
    'pick-up session',
    'follow-up after',
    'mailbox library',
    'stepped-back-sessions library',
    'staff-room after',
    'before',
    'open',
  ],
  ...['report-policy statement', 'report-policy text'],
  ...['request-code email', 'all', 'byItself', 'queue after', 'most', 'count', 'last'],
])
const isRequired = (action: string, field: string) => !optional.has(field) && !optional.has(`${action} ${field}`)
const fields = Object.entries(good).flatMap(([action, body]) =>
  Object.keys({ action, id: 'x', ...body }).map(field => [action, field] as const),
)
const frame = (action: string) => ({ action, id: 'c-1', ...good[action as Action] })
const check = (action: string, body: unknown) => v.safeParse(actions[action as Action].frame, body)
const problem = (action: string, body: unknown) => {
  const checked = check(action, body)
  return checked.success ? 'no problem' : firstProblem(checked.issues)
}

/** Nothing that a field could hold, recognisable in a sentence that quotes it. */
const secret = 'SeCrEt'
const wrong = fc.oneof(
  fc.constantFrom<unknown>(null, { [secret]: 1 }, [[secret]], [7_654_321], -7_654_321.5),
  fc.constant(secret.repeat(5_000)),
)

describe.each(Object.keys(good))('%s', action => {
  it('is taken with all of its fields, and without those that it can do without', () => {
    expect(check(action, frame(action)).success).toBe(true)
    const required = Object.entries(frame(action)).filter(([field]) => isRequired(action, field))
    expect(check(action, Object.fromEntries(required)).success).toBe(true)
  })

  it('is for somebody', () => {
    expect(actions[action as Action].roles.length).toBeGreaterThan(0)
  })
})

describe('a bad field', () => {
  it.each(fields)('%s: "%s" is named in one sentence, and its value is never quoted', (action, field) => {
    fc.assert(
      fc.property(wrong, value => {
        const sentence = problem(action, { ...frame(action), [field]: value })
        expect(sentence).toMatch(new RegExp(`^"${field}[.0-9]*" [^\\n]*\\.$`))
        expect(sentence).not.toContain(secret)
        expect(sentence).not.toContain('7654321')
      }),
      { numRuns: tries(20) },
    )
  })

  it.each(fields.filter(([action, field]) => isRequired(action, field) && field !== 'action'))(
    '%s without "%s" says that it is missing',
    (action, field) => {
      const { [field]: _left, ...rest } = { ...frame(action) } as Record<string, unknown>
      expect(problem(action, rest)).toBe(`"${field}" is missing.`)
    },
  )

  it('a field that the protocol does not have is refused by name', () => {
    expect(problem('leave', { ...frame('leave'), txet: 'x' })).toBe('"txet" is not one of its fields.')
  })

  it('whatever else a frame may hold, an unknown field is refused', () => {
    const inherited = fc.constantFrom('toString', 'constructor', '__proto__')
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), inherited), name => {
        fc.pre(!['action', 'id', 'session'].includes(name))
        const body: unknown = JSON.parse(`{"action":"leave","session":"${session}",${JSON.stringify(name)}:1}`)
        expect(check('leave', body).success).toBe(false)
      }),
    )
  })

  it('what is no object at all is refused in one sentence', () => {
    for (const body of [null, 1, 'x', [], true]) expect(problem('say', body)).toMatch(/^[^\n]+\.$/)
  })

  it.each([
    [`"text" must not be empty.`, 'say', { text: ' \n\t ' }],
    [`"text" holds half a character (a lone surrogate).`, 'say', { text: 'x\ud83d' }],
    [`"text" must have 4000 characters at most.`, 'say', { text: 'x'.repeat(4001) }],
    [`"n" counts from 1.`, 'say', { n: 0 }],
    [`"n" must be a whole number.`, 'say', { n: 1.5 }],
    [`"n" must be a whole number.`, 'say', { n: 2 ** 53 }],
    [`"after" counts from 0.`, 'resume', { after: -1 }],
    [`"session" must be the id of a session.`, 'leave', { session: 'x' }],
    [`"session" must be the id of a session.`, 'leave', { session: `${session}\n` }],
    [`"email" must be an email address.`, 'attest-contact', { email: 'jane' }],
    [`"email" must be an email address.`, 'attest-contact', { email: 'jane@example.org\nBcc: x@example.org' }],
    [`"email" is too long.`, 'attest-contact', { email: `${'x'.repeat(250)}@example.org` }],
    [`"name" must have 80 characters at most.`, 'confirm-contact', { name: 'x'.repeat(81) }],
    [`"deadline" must be a date.`, 'close', { deadline: 'tomorrow' }],
    [`"deadline" must be a date.`, 'close', { deadline: '2026-02-31' }],
    [`"text" must have 1000 characters at most.`, 'say-in-staff-room', { text: 'x'.repeat(1001) }],
    [`"after" must be the id of a message.`, 'staff-room', { after: 'yesterday' }],
    [
      `"once" must be a random text of 22 to 64 letters, digits and hyphens.`,
      'say-in-staff-room',
      { once: '00000000000000000000000000' },
    ],
    [`"id" must have 64 characters at most.`, 'on-duty', { id: 'x'.repeat(65) }],
  ])('%s', (sentence, action, fields) => {
    expect(problem(action, { ...frame(action), ...fields })).toBe(sentence)
  })
})

it('R14 text passes untouched, up to the last character that fits', () => {
  for (const text of [' a* and "b"\r\n ', 'x'.repeat(limits.text)]) {
    const said = v.safeParse(actions.say.frame, { action: 'say', session, n: 1, text })
    expect(said.success && said.output.text).toBe(text)
  }
})

it('R20 what a librarian does is for librarians, what a patron does is for patrons', () => {
  const of = (role: 'patron' | 'librarian') =>
    namesOf(actions).filter(action => actions[action].roles.some(one => one === role))
  const codes = ['request-code', 'enter-code']
  const patrons = ['place', 'confirm-contact', ...codes, 'leave-address', 'rate', 'leave', 'request-transcript']
  expect(of('patron')).toEqual(['resume', 'place', 'say', 'typing', ...patrons.slice(1)])
  expect(of('librarian').sort()).toEqual(
    Object.keys(actions)
      .filter(action => !patrons.includes(action))
      .sort(),
  )
})

describe('the question form', () => {
  const refusal = (body: unknown) => {
    const checked = v.safeParse(question, body)
    return checked.success ? 'no problem' : firstProblem(checked.issues)
  }

  it('needs a question and may have a name, an address and a mark of its own', () => {
    expect(refusal({ question: 'Why?' })).toBe('no problem')
    expect(refusal({ question: 'Why?', name: ' Jane ', email, once: '6f1c2b0e-7d44-4b6b-9a51-0f3f5b0c9a77' })).toBe(
      'no problem',
    )
  })

  it.each([
    ['a zero-width space', '\u200b'],
    ['fillers and joiners', '\u3164\u200d\u2060'],
    ['blank braille', '\u2800'],
  ])('of %s is empty', (_what, words) => {
    expect(refusal({ question: words })).toBe('"question" must not be empty.')
  })

  it('has a name on one line that turns nothing around, or none', () => {
    const nameOf = (name: string) => v.parse(question, { question: 'Why?', name }).name
    expect(nameOf('Jane\r\nLibrarian: hi')).toBe('Jane Librarian: hi')
    expect(nameOf('Jane \u202eenaJ\u2066')).toBe('Jane enaJ')
    expect(nameOf('\u200b')).toBe('')
  })

  it('has an address without the space around it', () => {
    expect(v.parse(question, { question: 'Why?', email: ` o'neil@example.org\n` }).email).toBe("o'neil@example.org")
  })

  it.each([
    ['"question" is missing.', {}],
    ['"question" holds a control character.', { question: 'Hi\u001b]0;title\u0007' }],
    ['"question" holds a control character.', { question: 'Hi\u009b2J' }],
    ['"question" must not be empty.', { question: ' ' }],
    ['"email" must be an email address.', { question: 'Why?', email: 'jane' }],
    ['"name" holds half a character (a lone surrogate).', { question: 'Why?', name: 'Jane\ud83d' }],
    ['"once" must be a random text of 22 to 64 letters, digits and hyphens.', { question: 'Why?', once: 'short' }],
    [
      '"once" must be a random text of 22 to 64 letters, digits and hyphens.',
      { question: 'Why?', once: 'question-0000000000001' },
    ],
    ['"library" is not one of its fields.', { question: 'Why?', library: 'wren' }],
  ])('%s', (sentence, body) => {
    expect(refusal(body)).toBe(sentence)
  })
})
