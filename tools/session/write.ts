import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Event } from '../../lib/session/events.ts'
import { evolve, evolveAll } from '../../lib/session/session.ts'
import type { Session } from '../../lib/session/state.ts'

const at = 0
const rob = { id: 'rob', name: 'Rob', library: 'wren' } as const
const patron = { role: 'patron' } as const
const asked = { type: 'Asked', at, session: 'S', library: 'wren', pools: ['p'], question: '?' } as const
const pickedUp = { type: 'PickedUp', at, librarian: rob, connection: 'c' } as const
const offered = { type: 'TransferOffered', at, to: { pool: 'p' }, by: 'rob', name: 'Rob' } as const
const closed = { type: 'Closed', at, code: 'answered', how: 'chosen' } as const

/** One of every event: the compiler asks for those that are new. */
const by = { librarian: 'amy', name: 'Amy', library: 'wren', via: 'desk' } as const
const samples: { readonly [T in Event['type']]: Extract<Event, { type: T }> } = {
  Asked: asked,
  PoolsReached: { type: 'PoolsReached', at, pools: ['q'] },
  Alerted: { type: 'Alerted', at, to: [] },
  AddressOffered: { type: 'AddressOffered', at },
  PatronCame: { type: 'PatronCame', at, connection: 'c' },
  PatronWentAway: { type: 'PatronWentAway', at },
  PatronLeft: { type: 'PatronLeft', at },
  PickedUp: pickedUp,
  GreetingNudged: { type: 'GreetingNudged', at },
  LibrarianCame: { type: 'LibrarianCame', at, connection: 'd' },
  LibrarianWentAway: { type: 'LibrarianWentAway', at },
  LibrarianVanished: { type: 'LibrarianVanished', at, librarian: 'rob', pools: ['p'] },
  RescueOffered: { type: 'RescueOffered', at, pools: ['p'], to: [] },
  Rescued: { type: 'Rescued', at, librarian: { ...rob, id: 'ann' }, connection: 'e' },
  ReturnedToQueue: { type: 'ReturnedToQueue', at, librarian: 'rob', pools: ['p'] },
  OtherPatronsRecorded: { type: 'OtherPatronsRecorded', at, otherPatrons: ['x'] },
  TransferOffered: offered,
  TransferDeclined: { type: 'TransferDeclined', at, by: 'ann' },
  TransferReturned: { type: 'TransferReturned', at },
  TransferAccepted: { type: 'TransferAccepted', at, librarian: { ...rob, id: 'ann' }, connection: 'e' },
  PatronPrompted: { type: 'PatronPrompted', at, since: at, prompt: 'ask' },
  Said: { type: 'Said', at, from: patron, n: 1, number: 2, text: '!' },
  Noted: { type: 'Noted', at, from: { role: 'librarian', id: 'rob' }, n: 1, text: '!' },
  ContactAsked: { type: 'ContactAsked', at },
  ContactVerified: { type: 'ContactVerified', at, email: 'a@b.cd', by: 'patron' },
  SilenceWarned: { type: 'SilenceWarned', at, since: at },
  SilenceBreached: { type: 'SilenceBreached', at, since: at, breach: 1 },
  Closed: closed,
  FollowUpTaken: { type: 'FollowUpTaken', at, by },
  FollowUpAnswered: { type: 'FollowUpAnswered', at, n: 1, by, text: '!' },
  FollowUpDone: { type: 'FollowUpDone', at, by },
  FollowUpHandedOver: { type: 'FollowUpHandedOver', at },
  FollowUpReminded: { type: 'FollowUpReminded', at },
  FollowUpOverdue: { type: 'FollowUpOverdue', at },
  FollowUpEscalated: { type: 'FollowUpEscalated', at },
  AnswerHeld: { type: 'AnswerHeld', at, n: 1, from: 'a@b.cd', text: '!', because: 'stranger' },
  AnswerRejected: { type: 'AnswerRejected', at, by, n: 1 },
  TranscriptRequested: { type: 'TranscriptRequested', at },
  MailsBegun: { type: 'MailsBegun', at, mails: [1] },
  MailSent: { type: 'MailSent', at, n: 1, kind: 'follow-up', mail: 'm' },
  MailDropped: { type: 'MailDropped', at, n: 1, kind: 'follow-up', because: 'unwanted' },
  MailBounced: { type: 'MailBounced', at, n: 2, kind: 'answer', recipient: 'patron' },
  MailComplained: { type: 'MailComplained', at, n: 1, kind: 'answer', recipient: 'patron' },
}

const owing = {
  ...closed,
  followUp: { owner: 'library', email: 'a@b.cd', verified: 'unverified', deadline: 'none' },
} as const
const after = (...events: Event[]) => evolveAll(undefined, [asked, pickedUp, owing, ...events])

/** A follow-up in each of its states. */
const followUps: Readonly<Record<string, Session | undefined>> = {
  new: after(),
  taken: after(samples.FollowUpTaken),
  answered: after(samples.FollowUpAnswered),
  done: after(samples.FollowUpDone),
}

/** A session in every state that the picture names; "offered" is active with a transfer pending. */
const states: Readonly<Record<string, Session | undefined>> = {
  nothing: undefined,
  waiting: evolveAll(undefined, [asked]),
  active: evolveAll(undefined, [asked, pickedUp]),
  offered: evolveAll(undefined, [asked, pickedUp, offered]),
  closed: evolveAll(undefined, [asked, pickedUp, closed]),
}

/** The states of a session and what leads from one to another, as `evolve` has them: a diagram and what changes no state. */
export function sessionPage(): string {
  const moves = movesOf(states, nameOf)
  const afterwards = movesOf(followUps, stateOfFollowUp)
  const moving = new Set([...moves, ...afterwards].map(move => move.split(': ')[1]))
  const staying = Object.keys(samples).filter(type => !moving.has(type))
  return [
    '# The states of a session',
    '',
    'Written from `evolve` by `npm run docs`: every event was applied to a session in every state. *offered* is a session that',
    'is served and offered to somebody else; nobody ever hangs between two librarians.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...moves,
    '  closed --> [*]',
    '```',
    '',
    'After a session that owes something, the follow-up has states of its own. What its librarian does not do by the deadline',
    'begins anew with the library of the patron; an answer that the patron’s address does not take is owed again.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> new: Closed',
    ...afterwards,
    '  answered --> [*]',
    '  done --> [*]',
    '```',
    '',
    `These change the session and not its state: ${staying.join(', ')}.`,
    '',
  ].join('\n')
}

type States = Readonly<Record<string, Session | undefined>>

/** Every event that leads from one of these states to another. */
function movesOf(states: States, name: (session: Session | undefined) => string): readonly string[] {
  return Object.entries(states).flatMap(([from, session]) =>
    Object.values(samples).flatMap(event => {
      const to = name(evolve(session, event))
      return to === from || to === 'nothing' ? [] : [`  ${from === 'nothing' ? '[*]' : from} --> ${to}: ${event.type}`]
    }),
  )
}

function stateOfFollowUp(session: Session | undefined): string {
  return session?.status === 'closed' && session.followUp ? session.followUp.status : 'nothing'
}

function nameOf(session: Session | undefined): string {
  if (!session) return 'nothing'
  return session.status === 'active' && session.transfer ? 'offered' : session.status
}

export const sessionFile = fileURLToPath(new URL('../../docs/session.md', import.meta.url))

if (import.meta.main) writeFileSync(sessionFile, sessionPage())
