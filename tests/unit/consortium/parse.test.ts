import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Consortium } from '../../../lib/consortium/consortium.ts'
import { calendarOf } from '../../../lib/consortium/library.ts'
import { parseConsortium } from '../../../lib/consortium/parse.ts'
import { defaultTiming } from '../../../lib/session/timing.ts'

const example = readFileSync('examples/consortium.yaml', 'utf8')

const small = `name: Two Rivers
settings:
  sender: desk@two-rivers.example.org
groups:
  - id: both
    name: Both
libraries:
  - id: east
    name: East
    time-zone: Europe/Berlin
    mailbox: east@two-rivers.example.org
    origins: [https://east.example.org]
    groups: [both]
    ladder:
      - pool: library:east
        after: 0
      - pool: cooperative
        after: 45
    hours:
      monday: [09:00-12:00, 13:00-17:00]
      wednesday: [10:00-12:00]
      friday: [10:00-12:00]
    timing:
      silence-warning: 100
    goodbye: Thank you, {patron}.
librarians:
  - id: ann
    name: Ann
    email: Ann@two-rivers.example.org
    library: east
`

function parsed(text: string): Consortium {
  const read = parseConsortium(text)
  if ('problems' in read) throw new Error(read.problems.map(({ line, sentence }) => `${line}: ${sentence}`).join('\n'))
  return read.consortium
}

/** The problems of the small file with `old` replaced by `fresh`, as `line: sentence`. */
function complaints(old: string, fresh: string): string[] {
  if (!small.includes(old)) throw new Error(`There is no ${old} in the file.`)
  const read = parseConsortium(small.replace(old, fresh))
  return 'problems' in read ? read.problems.map(({ line, sentence }) => `${line}: ${sentence}`) : []
}

const lineOf = (text: string) => small.slice(0, small.indexOf(text)).split('\n').length

test('the example has five libraries of two groups and six librarians', () => {
  const { groups, libraries, librarians } = parsed(example)
  expect(groups).toHaveLength(2)
  expect(libraries).toHaveLength(5)
  expect(new Set(libraries.map(({ timeZone }) => timeZone)).size).toBe(3)
  expect(librarians.map(({ id }) => id)).toEqual(['rob', 'john', 'nancy', 'erin', 'luis', 'mei'])
  expect(librarians[0]).toMatchObject({ name: 'Rob from State College', library: 'state-college', limit: 3 })
})

test('the settings that are left out are filled in', () => {
  const { settings } = parsed(small)
  expect(settings).toEqual({
    sender: 'desk@two-rivers.example.org',
    retentionDays: 90,
    librarianFactsDays: 396,
    logRetentionDays: 30,
    dataOnRemoval: 'keep',
    apiGatewayLogRole: 'existing',
    signIn: { providers: [], userPool: { secondFactor: 'required', mail: 'cognito', saml: [], oidc: [] } },
    deployment: { stackName: 'Coopdesk', tags: {}, senderIdentity: 'domain', repliesIdentity: 'create', cdn: {} },
  })
})

test('a name in the file is on one line, without marks that turn other text around', () => {
  for (const name of ['"East\\nWest"', '"East\\u202eWest"', '"East\\u200bWest"'])
    expect(complaints('name: East', `name: ${name}`)).toEqual([
      `${lineOf('name: East')}: "name" must be on one line, without marks that nobody sees.`,
    ])
  expect(complaints('name: Ann', 'name: علی‌رضا')).toEqual([])
})

test('for how long a session may be read again: the word of the library, of the consortium, or a week', () => {
  const days = (text: string) => parsed(text).libraries[0]?.rereadDays
  const ofConsortium = small.replace('groups:', '  reread-days: 30\ngroups:')
  expect(days(small)).toBe(7)
  expect(days(ofConsortium)).toBe(30)
  expect(days(ofConsortium.replace('    goodbye', '    reread-days: 2\n    goodbye'))).toBe(2)
  expect(complaints('    goodbye', '    reread-days: 0\n    goodbye')).toEqual([
    `${lineOf('    goodbye')}: "reread-days" must be a whole number of days between 1 and 3650.`,
  ])
})

test('times are milliseconds once they are read, and what a library does not set is the default', () => {
  const [east] = parsed(small).libraries
  expect(east?.timing).toEqual({ ...defaultTiming, silenceWarning: 100_000 })
  expect(east?.ladder).toEqual([
    { pool: 'library:east', after: 0 },
    { pool: 'cooperative', after: 45_000 },
  ])
})

test("the consortium's timing holds where a library has none of its own", () => {
  const [east] = parsed(
    small.replace('groups:', '  timing: { silence-warning: 60, idle-limit: 700 }\ngroups:'),
  ).libraries
  expect(east?.timing).toEqual({ ...defaultTiming, silenceWarning: 100_000, idleLimit: 700_000 })
})

test('R4 without a ladder, a library is followed by its groups and by everybody', () => {
  const without = small.replace(/ {4}ladder:[\s\S]*?after: 45\n/, '')
  expect(parsed(without).libraries[0]?.ladder).toEqual([
    { pool: 'library:east', after: 0 },
    { pool: 'group:both', after: 30_000 },
    { pool: 'cooperative', after: 60_000 },
  ])
})

test('a librarian serves their library, its groups and everybody, three patrons at most, and signs in whatever the case', () => {
  expect(parsed(small).librarians).toEqual([
    {
      id: 'ann',
      name: 'Ann',
      email: 'ann@two-rivers.example.org',
      library: 'east',
      role: 'librarian',
      pools: ['library:east', 'group:both', 'cooperative'],
      limit: 3,
      scripts: [],
    },
  ])
})

test('R29 the follow-up policy of a library is its own, or the consortium’s, or the default', () => {
  const [east] = parsed(small).libraries
  expect(east?.followUps).toEqual({
    answersFrom: ['two-rivers.example.org'],
    remindBefore: 1,
    escalateAfter: 2,
    answerWithin: 5,
    postponedDaysMax: 60,
  })
  const all = '  follow-ups: { escalation: head@two-rivers.example.org, answer-within: 3 }\ngroups:'
  const own = '    follow-ups: { answer-within: 7, answers-from: [East.example.org, Ann@gmail.com] }\n    goodbye:'
  const [told] = parsed(small.replace('groups:', all).replace('    goodbye:', own)).libraries
  expect(told?.followUps).toMatchObject({
    escalation: 'head@two-rivers.example.org',
    answerWithin: 7,
    answersFrom: ['east.example.org', 'ann@gmail.com'],
  })
})

test.each([
  ...['gmail.com', 'protonmail.com', 'yahoo.co.uk', 'hotmail.co.uk', 'web.de'],
  ...['sbcglobal.net', 'bellsouth.net', 'cox.net', 'charter.net'],
])('R31 where anybody can have a mailbox, answers come only from the library’s own address: %s', domain => {
  const [east] = parsed(
    small.replace('mailbox: east@two-rivers.example.org', `mailbox: East.Library@${domain}`),
  ).libraries
  expect(east?.followUps.answersFrom).toEqual([`east.library@${domain}`])
})

/** What is said of the small file with these settings and these follow-ups and hours of its library. */
function owed(settings: string, followUps: string, hours = 'monday: [09:00-12:00]'): string[] {
  const text = small
    .replace('groups:', `  ${settings}\ngroups:`)
    .replace(/ {4}hours:\n( {6}.*\n)+/, `    hours: { ${hours} }\n    follow-ups: { ${followUps} }\n`)
  const read = parseConsortium(text)
  if ('consortium' in read) return []
  const lines = text.split('\n')
  return read.problems.map(({ line, sentence }) => `${lines[line - 1]?.trim().replace(/:.*/, '')}: ${sentence}`)
}

test('R29 R38 a follow-up must not outlive its words: the latest promise, handed over to a library that opens once a week', () => {
  // 60 days, handed over on the next one; five Mondays at most 35 days later the last day is over, and told on the next one.
  expect(owed('retention-days: 90', 'answer-within: 5')).toEqual([
    'follow-ups: A follow-up of this library may stay open for 97 days, and its words are kept for 90: raise "retention-days" to 109, or lower "answer-within".',
  ])
  expect(owed('retention-days: 109', 'answer-within: 5')).toEqual([])
  expect(owed('retention-days: 108', 'answer-within: 5')).toHaveLength(1)
  expect(owed('retention-days: 90', 'answer-within: 4')).toEqual([])
  expect(owed('retention-days: 7', 'answer-within: 5', '')).toHaveLength(1)
})

test('R29 R38 … and escalated, if there is an escalation address, counting closed days', () => {
  const escalated = 'answer-within: 3, escalate-after: 1, escalation: head@two-rivers.example.org'
  expect(owed('retention-days: 90', escalated)).toEqual([])
  expect(owed('retention-days: 90', escalated.replace('after: 1', 'after: 2'))).toHaveLength(1)
  const closed = (day: string) => `answer-within: 4 }\n    closed-days: [${day}]\n    timing: { silence-warning: 100`
  const withClosed = (day: string) =>
    parseConsortium(
      small
        .replace(/ {4}hours:\n( {6}.*\n)+/, '    hours: { monday: [09:00-12:00] }\n')
        .replace('    timing:\n      silence-warning: 100', `    follow-ups: { ${closed(day)} }`),
    )
  expect(withClosed('2026-12-24')).toHaveProperty('consortium')
  expect(withClosed('2026-12-21')).toHaveProperty('problems')
})

test('R29 an answer is postponed for 300 days at most, and no follow-up lasts longer than a timer', () => {
  const long = parsed(small.replace('groups:', '  retention-days: 3650\ngroups:'))
  expect(long.libraries[0]?.followUps.postponedDaysMax).toBe(300)
  expect(owed('retention-days: 3650', 'answer-within: 9')).toEqual([
    'follow-ups: A follow-up of this library may stay open for 365 days, and no timer runs for more than 360: lower "answer-within".',
  ])
})

test('an escalation comes on a later opening day than the last one', () => {
  expect(complaints('goodbye:', 'follow-ups: { escalate-after: 0 }\n    goodbye:')[0]).toContain('between 1 and 10')
})

test.each([
  ['sender', 'desk@two-rivers', 'desk@replies'],
  ['mailbox of a library', 'east@two-rivers.example.org', 'East@Replies.example.org'],
  ['address of a librarian', 'Ann@two-rivers.example.org', 'ann@mail.replies.example.org'],
  ['escalation', 'sender: ', 'follow-ups: { escalation: head@replies.example.org }\n  sender: '],
  ['escalation of a library', 'goodbye:', 'follow-ups: { escalation: head@replies.example.org }\n    goodbye:'],
])('R31 the domain of replies is used for nothing else: %s', (_what, old, fresh) => {
  const text = small
    .replace(old, fresh)
    .replace('groups:', '  replies: { domain: replies.two-rivers.example.org }\ngroups:')
  expect(parseConsortium(text)).toHaveProperty('consortium')
  const taken = parseConsortium(text.replace('domain: replies.two-rivers.example.org', 'domain: replies.example.org'))
  if (!('problems' in taken)) throw new Error('Nobody complains.')
  const line = text.split('\n').findIndex(one => one.includes('replies: {')) + 1
  expect(taken.problems).toEqual([
    {
      line,
      sentence: expect.stringMatching(/^The domain of replies must be used for nothing else, but \S+@\S+ is in it\.$/),
    },
  ])
})

test('an address may have an apostrophe, and other words than merge fields may be in brackets', () => {
  const named = small
    .replace('mailbox: east@', "mailbox: o'neil@")
    .replace('Thank you, {patron}.', 'Thank you, {patron} [no reply needed].')
  expect(parsed(named).libraries[0]).toMatchObject({
    mailbox: "o'neil@two-rivers.example.org",
    goodbye: 'Thank you, {patron} [no reply needed].',
  })
})

test.each(['https://localhost', 'https://desk.localhost:4510', 'https://127.0.0.1:4510', 'https://[::1]'])(
  "a page on somebody's own machine is no page of a library: %s",
  origin => {
    expect(complaints('https://east.example.org', JSON.stringify(origin))).toEqual([
      expect.stringContaining('"origins" must be origins like https://library.example.org'),
    ])
  },
)

test('a ladder has 98 pools at most, since a patron leaves all queues in one transaction', () => {
  const group = (n: number) => `  - id: g${n}\n    name: G${n}\n`
  const rung = (n: number) => `      - pool: group:g${n}\n        after: 45\n`
  const withRungs = (count: number) => {
    const numbers = Array.from({ length: count - 2 }, (_, n) => n)
    return small
      .replace('    name: Both\n', `    name: Both\n${numbers.map(group).join('')}`)
      .replace('        after: 45\n', `        after: 45\n${numbers.map(rung).join('')}`)
  }
  expect(parsed(withRungs(98)).libraries[0]?.ladder).toHaveLength(98)
  expect(parseConsortium(withRungs(99))).toMatchObject({
    problems: [{ sentence: '"ladder" must not have more than 98 pools.' }],
  })
})

test('opening hours are read day by day', () => {
  expect(parsed(small).libraries[0]?.hours).toEqual([
    { day: 'monday', from: '09:00', to: '12:00' },
    { day: 'monday', from: '13:00', to: '17:00' },
    { day: 'wednesday', from: '10:00', to: '12:00' },
    { day: 'friday', from: '10:00', to: '12:00' },
  ])
})

test('a shift over midnight is two spans, and only the day on which it begins is an opening day', () => {
  const late = small.replace(
    '    hours:\n      monday: [09:00-12:00, 13:00-17:00]',
    '    hours:\n      sunday: [21:00-02:00]',
  )
  const [library] = parsed(late).libraries
  expect(library?.hours).toEqual([
    { day: 'wednesday', from: '10:00', to: '12:00' },
    { day: 'friday', from: '10:00', to: '12:00' },
    { day: 'sunday', from: '21:00', to: '24:00' },
    { day: 'monday', from: '00:00', to: '02:00', rest: true },
  ])
  expect(library && calendarOf(library).openOn).toEqual(['wednesday', 'friday', 'sunday'])
})

test('R23 a library without a goodbye says thanks and invites to return', () => {
  const without = small.replace('    goodbye: Thank you, {patron}.\n', '')
  expect(parsed(without).libraries[0]?.goodbye).toMatch(/^Thank you .* come back/)
})

const refusals: readonly [what: string, old: string, fresh: string, sentence: string][] = [
  ['an unknown key', 'mailbox:', 'mailbux:', 'There is no key "mailbux".'],
  ['a missing key', '    mailbox: east@two-rivers.example.org\n', '', 'The key "mailbox" is missing.'],
  ['a number for a text', 'name: Ann', 'name: 7', '"name" must be a text.'],
  ['an empty value', 'name: Ann', 'name:', '"name" must be a text.'],
  ['a text for a list', 'groups: [both]', 'groups: both', '"groups" must be a list.'],
  [
    'an address that is not one',
    'east@two-rivers.example.org',
    'east(at)example',
    '"mailbox" must be an email address.',
  ],
  [
    'an id with blanks',
    'id: ann',
    'id: Ann B',
    '"id" must be lower-case letters, digits and hyphens, a letter first, 40 at most.',
  ],
  [
    'an unknown time zone',
    'Europe/Berlin',
    'Europe/Bonn',
    '"time-zone" must be the IANA name of a time zone, e.g. America/New_York.',
  ],
  [
    'an offset as a time zone',
    'Europe/Berlin',
    '"+02:00"',
    '"time-zone" must be the IANA name of a time zone, e.g. America/New_York.',
  ],
  [
    'a page as an origin',
    'https://east.example.org',
    'https://east.example.org/chat',
    '"origins" must be origins like https://library.example.org, with no path and no slash at the end.',
  ],
  [
    'an origin without encryption',
    'https://east.example.org',
    'http://east.example.org',
    '"origins" must be origins like https://library.example.org, with no path and no slash at the end.',
  ],
  ['an unknown pool', 'pool: cooperative', 'pool: everybody', 'There is no pool "everybody".'],
  ['a pool of an unknown library', 'pool: library:east', 'pool: library:west', 'There is no pool "library:west".'],
  [
    'a pool that is on the ladder twice',
    'pool: cooperative',
    'pool: library:east',
    'The pool "library:east" is on this ladder already.',
  ],
  ['a ladder that goes back in time', 'after: 0', 'after: 50', 'A rung must not come before the one above it.'],
  ['an unknown group', 'groups: [both]', 'groups: [none]', 'There is no group "none".'],
  [
    'an unknown merge field',
    '{patron}',
    '{name}',
    '"goodbye" names the unknown merge field {name}; there are {librarian}, {patron}, {patronLibrary}, {librarianLibrary}.',
  ],
  [
    'a merge field in double braces',
    '{patron}',
    '{{patron}}',
    '"goodbye" has {{patron}}, which patrons would see unchanged; write {patron}.',
  ],
  [
    'a merge field in brackets',
    '{patron}',
    '[Patron]',
    '"goodbye" has [Patron], which patrons would see unchanged; write {patron}.',
  ],
  [
    'a mailbox that is not one',
    'mailbox: east@two-rivers.example.org',
    'mailbox: east@localhost',
    '"mailbox" must be an email address.',
  ],
  ['hours that overlap', '13:00-17:00', '11:30-17:00', 'The hours 11:30-17:00 overlap with 09:00-12:00.'],
  [
    'hours that end before they begin',
    '13:00-17:00',
    '17:00-13:00',
    'The hours 17:00-13:00 end before they begin. If they go over midnight, write 17:00-24:00 here and 00:00-13:00 under tuesday.',
  ],
  [
    'hours of no length',
    '13:00-17:00',
    '13:00-13:00',
    'The hours 13:00-13:00 end before they begin. For the whole day write 00:00-24:00.',
  ],
  [
    'a shift over midnight that runs into the next day’s hours',
    'monday: [09:00-12:00, 13:00-17:00]',
    'tuesday: [01:00-08:00]\n      monday: [21:00-02:00]',
    'The hours 01:00-08:00 overlap with 21:00-02:00 of monday.',
  ],
  ['hours that are not hours', '13:00-17:00', '1pm-5pm', '"monday" must be hours like 09:00-17:30.'],
  ['a day that does not exist', 'monday:', 'mondays:', 'There is no key "mondays".'],
  [
    'a time out of bounds',
    'silence-warning: 100',
    'silence-warning: 5',
    '"silence-warning" must be a whole number of seconds between 10 and 3600.',
  ],
  [
    'a warning after its limit',
    'silence-warning: 100',
    'silence-warning: 180',
    'The silence warning must come before the silence limit.',
  ],
  [
    'a limit on silence after the end of the session',
    'silence-warning: 100',
    'idle-limit: 180',
    'The silence limit must come before the idle limit.',
  ],
  [
    'a nudge after the warning',
    'silence-warning: 100',
    'greeting-nudge: 150',
    'The greeting nudge must come before the silence warning.',
  ],
  [
    'asking after warning a patron',
    'silence-warning: 100',
    'patron-ask: 300',
    'A patron must be asked whether they are there before they are warned.',
  ],
  [
    'warning a patron after the prompt to close',
    'silence-warning: 100',
    'patron-warn: 600',
    'A patron must be warned before the librarian is prompted to close.',
  ],
  [
    'a prompt to close that can never come',
    'silence-warning: 100',
    'patron-close: 900',
    'The prompt to close must come before the idle limit ends the session.',
  ],
  [
    'a librarian who vanishes after the end',
    'silence-warning: 100',
    'vanished-after: 600\n      idle-limit: 600',
    'A librarian must count as vanished before the idle limit.',
  ],
  [
    'a transfer that returns after the end',
    'silence-warning: 100',
    'transfer-limit: 600\n      idle-limit: 600',
    'A transfer must return before the idle limit.',
  ],
  [
    'an offer to leave an address after the wait',
    'silence-warning: 100',
    'address-offer: 1800',
    'The offer to leave an address must come before the wait limit.',
  ],
  ['a librarian of an unknown library', 'library: east\n', 'library: west\n', 'There is no library "west".'],
]

test('times that contradict each other are reported at the library’s own key, or at the library if it has none', () => {
  const own = parseConsortium(small.replace('silence-warning: 100', 'patron-warn: 600'))
  const shared = parseConsortium(small.replace('sender: desk@', 'timing: { patron-warn: 600 }\n  sender: desk@'))
  const lineOf = (read: ReturnType<typeof parseConsortium>) =>
    'problems' in read ? read.problems.map(({ line }) => line) : []
  const line = (text: string, key: string) => text.split('\n').findIndex(one => one.includes(key)) + 1
  expect(lineOf(own)).toEqual([line(small, 'silence-warning: 100')])
  expect(lineOf(shared)).toEqual([line(small, 'id: east') + 1])
})

test.each(refusals)('%s is refused', (_what, old, fresh, sentence) => {
  expect(complaints(old, fresh).map(each => each.replace(/^\d+: /, ''))).toContain(sentence)
})

test.each([
  ['mailbox:', 'mailbux:', 'mailbox:'],
  ['pool: cooperative', 'pool: everybody', 'pool: cooperative'],
  ['silence-warning: 100', 'silence-warning: 5', 'silence-warning: 100'],
  ['library: east\n', 'library: west\n', 'library: east\n'],
  ['silence-warning: 100', 'silence-warning: 180', 'silence-warning: 100'],
  ['goodbye:', 'follow-ups: { answers-from: [not a domain] }\n    goodbye:', 'goodbye:'],
  ['goodbye:', 'follow-ups: { remind-before: 11 }\n    goodbye:', 'goodbye:'],
])('a problem names its line: %s', (old, fresh, at) => {
  expect(complaints(old, fresh).some(each => each.startsWith(`${lineOf(at)}: `))).toBe(true)
})

test('a problem within a list names the line of the entry', () => {
  const listed = small.replace('[09:00-12:00, 13:00-17:00]', '\n        - 09:00-12:00\n        - 11:00-17:00')
  const line = listed.slice(0, listed.indexOf('11:00')).split('\n').length
  expect(parseConsortium(listed)).toEqual({
    problems: [{ line, sentence: 'The hours 11:00-17:00 overlap with 09:00-12:00.' }],
  })
})

test('ids and sign-ins belong to one only, and the second one is at fault', () => {
  const twice = `${small}  - id: ann
    name: Ann again
    email: ANN@two-rivers.example.org
    library: east
`
  const last = twice.split('\n').length - 1
  expect(parseConsortium(twice)).toEqual({
    problems: [
      { line: last - 3, sentence: 'The id "ann" is used twice among the librarians.' },
      { line: last - 1, sentence: 'The email "ann@two-rivers.example.org" is used twice among the librarians.' },
    ],
  })
})

test('all problems are reported at once, from top to bottom', () => {
  const broken = small.replace('name: Ann', 'name: 7').replace('Europe/Berlin', 'Bonn').replace('sender: ', 'sender: x')
  const read = parseConsortium(broken.replace('desk@', 'desk'))
  expect('problems' in read && read.problems.map(({ line }) => line)).toEqual(
    ['sender:', 'time-zone:', 'name: Ann'].map(lineOf),
  )
})

test('a file that is not YAML is reported with the place', () => {
  const read = parseConsortium(small.replace('groups: [both]', 'groups: [both'))
  expect('problems' in read && read.problems[0]?.sentence).toMatch(/^This is not YAML: /)
})

test('a key that is there twice is refused', () => {
  const read = parseConsortium(small.replace('    name: East\n', '    name: East\n    name: West\n'))
  expect('problems' in read && read.problems).toMatchObject([{ line: lineOf('name: East') + 1 }])
})

test('an empty file is refused', () => {
  expect(parseConsortium('')).toEqual({ problems: [{ line: 1, sentence: 'The file must have keys.' }] })
})
