import { type MailKind, mailKinds } from '../../lib/follow-up/state.ts'
import { type Letter, textOf } from '../../lib/mail/letters/letter.ts'
import { type LetterData, letterOf } from '../../lib/mail/letters/letters.ts'
import { silentMailbox, testMail } from '../../lib/mail/letters/mailbox-letters.ts'
import { pageOf } from '../../lib/mail/letters/page.ts'
import { answer, held, odd, promised, usual } from '../../tests/unit/mail/letters/letter-data.ts'

/** A way to draw a mail, and the end of its picture's name. */
export interface View {
  readonly name: 'light' | 'dark' | 'phone'
  readonly width: 700 | 390
}

/** One mail of the page, and its pictures. */
export interface Sample {
  readonly name: string
  readonly title: string
  readonly to: string
  readonly when: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly views: readonly View[]
}

const light: View = { name: 'light', width: 700 }
const dark: View = { name: 'dark', width: 700 }
const phone: View = { name: 'phone', width: 390 }

type Told = Pick<Sample, 'to' | 'when'> & { readonly about?: LetterData; readonly views?: readonly View[] }

const mailbox = 'The mailbox of the patron’s library.'
const owing =
  'The owner of the follow-up: the mailbox of the patron’s library, or the librarian who promised the answer.'
const escalation = 'The escalation address of the patron’s library, if it has one.'
const taken = { ...usual, links: usual.links.slice(1) }
const { owed: _nothing, answerBy: _never, ...closed } = usual
const returned = { ...closed, links: [], mayReply: false }
const unlinked = { ...usual, links: [], mayReply: false }

const notMeLink = 'https://desk.example.org/not-me/a.b.c'

const reported: LetterData = {
  ...returned,
  report: {
    by: 'Rob from Mesa',
    page: 'https://wren.example.org/policies',
    text: 'The page says that microfilm is lent.\nYour desk told me that it is not, since June.',
  },
}

/** Who gets each kind and when. The compiler requires an entry for a new kind. */
const kinds: Readonly<Record<MailKind, Told>> = {
  'follow-up': { to: owing, when: 'The session ended with a follow-up.', views: [light, dark, phone] },
  reminder: {
    to: owing,
    when: 'One opening day before the last day, or as many as the library sets (`remind-before` in the consortium file).',
    about: taken,
  },
  overdue: { to: mailbox, when: 'The last day is over, and the library owes the answer.', about: taken },
  'handed-over': {
    to: mailbox,
    when: 'The last day is over and a librarian owed the answer, or they handed it over. The library gets new days to answer in.',
  },
  escalation: {
    to: escalation,
    when: 'Some opening days after the last day (`escalate-after`) the answer is still owed.',
    about: unlinked,
  },
  undeliverable: { to: escalation, when: 'A mail to the library’s mailbox came back.', about: unlinked },
  unreachable: {
    to: owing,
    when: 'The answer to the patron came back, so it is owed again.',
    about: { ...usual, answer },
  },
  held: {
    to: owing,
    when: 'An answer came by email that may not go to the patron as it is.',
    about: {
      ...usual,
      held,
      links: [
        { act: 'confirm', url: 'https://desk.example.org/follow-ups/a.b.c' },
        { act: 'reject', url: 'https://desk.example.org/follow-ups/d.e.f' },
      ],
    },
  },
  answer: {
    to: 'The patron.',
    when: 'The follow-up was answered: in the desk, by a reply, or by confirming one. A mail to an address that no code has confirmed quotes nothing that the asker typed.',
    about: { ...usual, answer, isConfirmed: true },
  },
  receipt: {
    to: 'The patron.',
    when: 'The session ended with a follow-up, and the patron had given an address and not asked for the conversation.',
    about: { ...usual, notMeLink, statusLink: 'https://desk.example.org/questions/a.b.c' },
  },
  code: {
    to: 'The patron.',
    when: 'The patron wants to confirm their address, and types the code in the chat.',
    views: [],
    about: {
      ...usual,
      code: { digits: '381204', until: usual.askedAt + 2_400_000 },
      notMeLink,
    },
  },
  transcript: { to: 'The patron.', when: 'The patron asked for it, and the session is over.' },
  'transcript-returned': {
    to: mailbox,
    when: 'The transcript came back, and there is no open follow-up whose owner would be told.',
    about: returned,
  },
  'policy-report': {
    to: mailbox,
    when: 'A librarian reported a mistake on the library’s policy page, and the session is over.',
    about: reported,
  },
  'policy-report-returned': { to: escalation, when: 'That report came back.', about: reported },
}

const tested = {
  libraryName: usual.libraryName,
  mailbox: 'reference@wren.example.org',
  url: 'https://desk.example.org/mailboxes/a.b.c',
}

const more: readonly Sample[] = [
  sample('promised', 'follow-up, to the librarian who promised the answer', letterOf('follow-up', promised), {
    to: 'The librarian, at the address that the consortium file has.',
    when: 'The session ended with “follow-up by me”.',
  }),
  sample('odd', 'follow-up, with unusual contents', letterOf('follow-up', odd), {
    to: mailbox,
    when: 'As above, but with a right-to-left name that contains hidden marks, an unverified address, a message that imitates the mail, and a word of 300 characters.',
    views: [light, phone],
  }),
  sample('mailbox-test', 'test of a mailbox', testMail({ ...tested, pressBy: '2026-11-27' }), {
    to: mailbox,
    when: 'The mailbox is new, or its last test was a quarter ago (four weeks ago if nobody confirmed it).',
    views: [light, phone],
  }),
  ...(['unread', 'returned'] as const).map(status =>
    sample(
      `mailbox-${status}`,
      status === 'unread' ? 'mailbox that nobody has confirmed' : 'mailbox that does not accept mail',
      silentMailbox({ libraryName: usual.libraryName, timeZone: usual.timeZone, test: testOf(usual.askedAt), status }),
      {
        to: escalation,
        when:
          status === 'unread'
            ? 'For three opening days nobody has pressed the link in the test.'
            : 'The test came back.',
      },
    ),
  ),
]

function testOf(sentAt: number) {
  return { n: 1, to: tested.mailbox, sentAt }
}

/** Every mail that the desk sends, in the order of the page. */
export function samples(): readonly Sample[] {
  const ofKinds = mailKinds.map(kind => {
    const told = kinds[kind]
    return sample(kind, titleOf(kind), letterOf(kind, told.about ?? usual), told)
  })
  return [...ofKinds, ...more]
}

function titleOf(kind: MailKind): string {
  return kind === 'follow-up' ? kind : kind.replaceAll('-', ' ')
}

function sample(name: string, title: string, letter: Letter, { to, when, views = [light] }: Told): Sample {
  return { name, title, to, when, views, subject: letter.subject, text: textOf(letter), html: pageOf(letter) }
}
