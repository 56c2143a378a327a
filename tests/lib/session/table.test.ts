import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../lib/session/commands.ts'
import type { Event } from '../../../lib/session/events.ts'
import { decide } from '../../../lib/session/session.ts'
import * as b from './builders.ts'
import { sessionAfter } from './given.ts'

/** Every state that a command can find; "theirs" is served by the librarian who sends it, "another's" by somebody else. */
const verified = [b.contactAsked(), b.contactVerified()]
const states = {
  nothing: [],
  waiting: [b.asked(), b.patronCame()],
  theirs: [b.asked(), b.patronCame(), b.pickedUp(), ...verified],
  "another's": [b.asked(), b.patronCame(), b.pickedUp({ librarian: b.ann, connection: 'ann-1' }), ...verified],
  closed: [b.asked(), b.patronCame(), b.pickedUp(), ...verified, b.closedOwing()],
} satisfies Record<string, readonly Event[]>

type State = keyof typeof states
type Role = 'patron' | 'librarian' | 'desk'

const stateNames: readonly State[] = ['nothing', 'waiting', 'theirs', "another's", 'closed']
const late = b.start + b.minutes(45)

/** Every command of every role that can send it. */
const commands = {
  Ask: { patron: b.ask() },
  Come: {
    patron: b.come({ connection: 'patron-2' }),
    librarian: b.come({ who: b.librarian, connection: 'rob-2' }),
  },
  GoAway: { patron: b.goAway(), librarian: b.goAway({ connection: 'rob-1' }) },
  Leave: { patron: b.leave() },
  LeaveAddress: { patron: b.leaveAddress() },
  PickUp: { librarian: b.pickUp() },
  NoteOthers: { desk: b.noteOthers() },
  OfferTransfer: { librarian: b.offerTransfer() },
  AnswerTransfer: { librarian: b.answerTransfer({ librarian: b.rob, connection: 'rob-1' }) },
  Say: { patron: b.patronSays(), librarian: b.librarianSays() },
  Note: { librarian: b.note() },
  AskContact: { librarian: b.askContact() },
  ConfirmContact: { patron: b.confirmContact() },
  AttestContact: { librarian: b.attestContact() },
  Close: { librarian: b.close({ code: 'answered', despite: ['not-asked'] }) },
  Tick: { desk: b.tick(late) },
  RecordMail: { desk: b.recordMail() },
} satisfies Record<Command['type'], Partial<Record<Role, Command>>>

/** What comes of it: the events that happen, "nothing", or the code of the refusal. */
const none = 'no-such-session'
const missed = 'SilenceBreached*14 Closed'
const table: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  //                          nothing  waiting              theirs               another's            closed
  'Ask patron': ['Asked', 'nothing', 'nothing', 'nothing', 'nothing'],
  'Come patron': [none, 'PatronCame', 'PatronCame', 'PatronCame', 'nothing'],
  'Come librarian': [none, 'not-picked-up', 'LibrarianCame', 'not-yours', 'nothing'],
  'GoAway patron': [none, 'PatronWentAway', 'PatronWentAway', 'PatronWentAway', 'nothing'],
  'GoAway librarian': [none, 'nothing', 'LibrarianWentAway', 'nothing', 'nothing'],
  'Leave patron': [none, 'PatronLeft Closed', 'PatronLeft', 'PatronLeft', 'nothing'],
  'LeaveAddress patron': [none, 'ContactVerified Closed', 'already-picked-up', 'already-picked-up', 'closed'],
  'PickUp librarian': [none, 'PickedUp', 'already-picked-up', 'already-picked-up', 'closed'],
  'NoteOthers desk': [none, 'nothing', 'OthersNoted', 'nothing', 'nothing'],
  'OfferTransfer librarian': [none, 'not-picked-up', 'TransferOffered', 'not-yours', 'closed'],
  'AnswerTransfer librarian': [none, 'no-transfer', 'nothing', 'no-transfer', 'closed'],
  'Say patron': [none, 'Said', 'Said', 'Said', 'closed'],
  'Say librarian': [none, 'not-picked-up', 'Said', 'not-yours', 'closed'],
  'Note librarian': [none, 'not-picked-up', 'Noted', 'not-yours', 'closed'],
  'AskContact librarian': [none, 'not-picked-up', 'ContactAsked', 'not-yours', 'closed'],
  'ConfirmContact patron': [none, 'nothing-asked', 'ContactVerified', 'ContactVerified', 'closed'],
  'AttestContact librarian': [none, 'not-picked-up', 'ContactVerified', 'not-yours', 'closed'],
  'Close librarian': [none, 'not-picked-up', 'Closed', 'not-yours', 'closed'],
  'Tick desk': [none, 'Closed', missed, missed, 'nothing'],
  'RecordMail desk': [none, 'no-follow-up', 'no-follow-up', 'no-follow-up', 'FollowUpMailed'],
}

function outcome(state: State, command: Command): string {
  const past = states[state]
  const decision = decide(past.length > 0 ? sessionAfter(...past) : undefined, command)
  if ('refusal' in decision) return decision.refusal.code
  if ('repeated' in decision) return 'repeated'
  const types = decision.events.map(({ type }) => type)
  const counted = [...new Set(types)].map(type => {
    const count = types.filter(other => other === type).length
    return count > 1 ? `${type}*${count}` : type
  })
  return counted.join(' ') || 'nothing'
}

const cases = Object.entries(commands).flatMap(([type, roles]) =>
  Object.entries(roles).map(([role, command]: [string, Command]) => ({ row: `${type} ${role}`, command })),
)

describe('every command in every state', () => {
  it.each(cases)('$row', ({ row, command }) => {
    expect(stateNames.map(state => outcome(state, command))).toEqual(table[row])
  })

  it('the table has a row for every command and role, and no other', () => {
    expect(Object.keys(table)).toEqual(cases.map(({ row }) => row))
  })

  it('no command of the session is missing', () => {
    const source = readFileSync(new URL('../../../lib/session/commands.ts', import.meta.url), 'utf8')
    const declared = [...source.matchAll(/readonly type: '(\w+)'/g)].map(([, type]) => type)
    expect(declared.length).toBeGreaterThan(0)
    expect(Object.keys(commands)).toEqual(declared)
  })

  it('no state of the session is missing', () => {
    const source = readFileSync(new URL('../../../lib/session/state.ts', import.meta.url), 'utf8')
    const declared = [...source.matchAll(/readonly status: '(\w+)'/g)].map(([, status]) => status)
    const reached = Object.values(states).map(past => (past.length > 0 ? sessionAfter(...past).status : 'nothing'))
    expect(new Set(reached)).toEqual(new Set(['nothing', ...declared]))
    expect(stateNames).toEqual(Object.keys(states))
  })
})
