import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../lib/session/commands.ts'
import type { Event } from '../../../lib/session/events.ts'
import { decide } from '../../../lib/session/session.ts'
import type { TransferTarget } from '../../../lib/session/state.ts'
import * as b from './builders.ts'
import { sessionAfter } from './given.ts'

/**
 * Every state that a command can find; "theirs" is served by the librarian who sends it, "another's" by somebody else; an open
 * transfer is offered by them, to them, to a pool of theirs, or between others; "back" waits again, its form still open.
 */
const verified = [b.contactAsked(), b.contactVerified()]
const anns = [b.asked(), b.patronCame(), b.pickedUp({ librarian: b.ann, connection: 'ann-1' }), ...verified]
const offeredBy = ({ id: by, name }: typeof b.ann, to: TransferTarget) => b.transferOffered({ by, name, to })
const states = {
  nothing: [],
  waiting: [b.asked(), b.patronCame()],
  theirs: [b.asked(), b.patronCame(), b.pickedUp(), ...verified],
  "another's": anns,
  'offered by them': [b.asked(), b.patronCame(), b.pickedUp(), ...verified, b.transferOffered()],
  'offered to them': [...anns, offeredBy(b.ann, { librarian: b.rob.id })],
  'offered to their pool': [...anns, offeredBy(b.ann, { pool: 'cooperative' })],
  'offered elsewhere': [...anns, offeredBy(b.ann, { librarian: 'erin' })],
  back: [b.asked(), b.patronCame(), b.pickedUp(), b.contactAsked(), b.vanished()],
  closed: [b.asked(), b.patronCame(), b.pickedUp(), ...verified, b.closedOwing()],
} satisfies Record<string, readonly Event[]>

type State = keyof typeof states
type Role = 'patron' | 'librarian' | 'desk'

const stateNames: readonly State[] = [
  ...(['nothing', 'waiting', 'back', 'theirs', 'offered by them'] as const),
  ...(["another's", 'offered to them', 'offered to their pool', 'offered elsewhere', 'closed'] as const),
]
const late = b.start + b.minutes(45)

/** Every command of every role that can send it. */
const commands = {
  Ask: { patron: b.ask() },
  LeaveQuestion: { patron: b.leaveQuestion() },
  Come: {
    patron: b.come({ connection: 'patron-2' }),
    librarian: b.come({ who: b.librarian, connection: 'rob-2' }),
  },
  GoAway: { patron: b.goAway(), librarian: b.goAway({ connection: 'rob-1' }) },
  Leave: { patron: b.leave() },
  LeaveAddress: { patron: b.leaveAddress() },
  PickUp: { librarian: b.pickUp() },
  RecordOtherPatrons: { desk: b.recordOtherPatrons() },
  OfferTransfer: { librarian: b.offerTransfer() },
  AnswerTransfer: { librarian: b.answerTransfer({ librarian: b.rob, connection: 'rob-1' }) },
  AcceptRescue: { librarian: b.acceptRescue({ librarian: b.rob, connection: 'rob-1' }) },
  Say: { patron: b.patronSays(), librarian: b.librarianSays() },
  Note: { librarian: b.note() },
  ReportPolicy: { librarian: b.reportPolicy() },
  AskContact: { librarian: b.askContact() },
  ConfirmContact: { patron: b.confirmContact() },
  AttestContact: { librarian: b.attestContact() },
  RequestCode: { patron: b.requestCode() },
  EnterCode: { patron: b.enterCode() },
  RecordCode: { desk: b.recordCode() },
  DisownAddress: { desk: b.disownAddress() },
  Close: { librarian: b.close({ code: 'answered', despite: ['not-asked'] }) },
  StepBack: { librarian: b.stepBack() },
  Tick: { desk: b.tick(late) },
  CallForHelp: { librarian: b.callForHelp() },
  WithdrawCall: { librarian: b.withdrawCall() },
  Join: { librarian: b.join({ librarian: b.rob }) },
  LeaveSession: { librarian: b.leaveSession() },
  RenewTimer: { desk: b.renewTimer({ at: late }) },
  TakeFollowUp: { librarian: b.takeFollowUp() },
  AnswerFollowUp: { librarian: b.answerFollowUp() },
  FinishFollowUp: { librarian: b.finishFollowUp() },
  HandOverFollowUp: { librarian: b.handOverFollowUp() },
  HoldAnswer: { desk: b.holdAnswer() },
  ConfirmAnswer: { librarian: b.confirmAnswer() },
  RejectAnswer: { librarian: b.rejectAnswer() },
  RecordTicket: { desk: b.recordTicket() },
  RequestTranscript: { patron: b.requestTranscript() },
  RecordMail: { desk: b.recordMail() },
  DropMail: { desk: b.dropMail() },
  PostponeMail: { desk: b.postponeMail() },
  RecordBounce: { desk: b.recordBounce() },
  RecordComplaint: { desk: b.recordComplaint() },
  FollowUpTick: { desk: b.followUpTick({ at: late }) },
} satisfies Record<Command['type'], Partial<Record<Role, Command>>>

/** The outcome: the events that happen, "nothing", or the code of the refusal. */
const none = 'no-such-session'
const missed = 'SilenceBreached*14 ReturnedToQueue'
const returned = 'SilenceBreached*14 TransferReturned ReturnedToQueue'
const row = (...cells: readonly [string, string, string, string, string]) => cells
/** What is possible after the session alone. */
const afterwards = (closed: string) => [
  ...row(none, 'not-closed', 'not-closed', 'not-closed', 'not-closed'),
  ...row('not-closed', 'not-closed', 'not-closed', 'not-closed', closed),
]
const table: Readonly<Record<string, readonly string[]>> = {
  // nothing, waiting, back, theirs, offered by them;
  // another's, offered to them, offered to their pool, offered elsewhere, closed
  'Ask patron': [
    ...row('Asked', 'repeated', 'repeated', 'repeated', 'repeated'),
    ...row('repeated', 'repeated', 'repeated', 'repeated', 'closed'),
  ],
  'LeaveQuestion patron': [
    ...row('Asked ContactVerified Closed', 'repeated', 'repeated', 'repeated', 'repeated'),
    ...row('repeated', 'repeated', 'repeated', 'repeated', 'repeated'),
  ],
  'Come patron': [
    ...row(none, 'PatronCame', 'PatronCame', 'PatronCame', 'PatronCame'),
    ...row('PatronCame', 'PatronCame', 'PatronCame', 'PatronCame', 'nothing'),
  ],
  'Come librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'LibrarianCame', 'LibrarianCame'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'nothing'),
  ],
  'GoAway patron': [
    ...row(none, 'PatronWentAway', 'PatronWentAway', 'PatronWentAway', 'PatronWentAway'),
    ...row('PatronWentAway', 'PatronWentAway', 'PatronWentAway', 'PatronWentAway', 'nothing'),
  ],
  'GoAway librarian': [
    ...row(none, 'nothing', 'nothing', 'LibrarianWentAway', 'LibrarianWentAway'),
    ...row('nothing', 'nothing', 'nothing', 'nothing', 'nothing'),
  ],
  'Leave patron': [
    ...row(none, 'PatronLeft Closed', 'PatronLeft Closed', 'PatronLeft', 'PatronLeft'),
    ...row('PatronLeft', 'PatronLeft', 'PatronLeft', 'PatronLeft', 'nothing'),
  ],
  'LeaveAddress patron': [
    ...row(none, 'ContactVerified Closed', 'ContactVerified Closed', 'already-picked-up', 'already-picked-up'),
    ...row('already-picked-up', 'already-picked-up', 'already-picked-up', 'already-picked-up', 'closed'),
  ],
  'PickUp librarian': [
    ...row(none, 'PickedUp', 'PickedUp', 'already-yours', 'already-yours'),
    ...row('already-picked-up', 'already-picked-up', 'already-picked-up', 'already-picked-up', 'closed'),
  ],
  'RecordOtherPatrons desk': [
    ...row(none, 'nothing', 'nothing', 'OtherPatronsRecorded', 'OtherPatronsRecorded'),
    ...row('nothing', 'nothing', 'nothing', 'nothing', 'nothing'),
  ],
  'OfferTransfer librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'TransferOffered', 'transfer-pending'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'AnswerTransfer librarian': [
    ...row(none, 'no-transfer', 'no-transfer', 'nothing', 'nothing'),
    ...row('no-transfer', 'TransferAccepted', 'TransferAccepted', 'no-transfer', 'closed'),
  ],
  'AcceptRescue librarian': [
    ...row(none, 'no-rescue', 'no-rescue', 'nothing', 'nothing'),
    ...row('no-rescue', 'no-rescue', 'no-rescue', 'no-rescue', 'closed'),
  ],
  'Say patron': [...row(none, 'Said', 'Said', 'Said', 'Said'), ...row('Said', 'Said', 'Said', 'Said', 'closed')],
  'Say librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'Said', 'Said'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'Note librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'Noted', 'Noted'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'ReportPolicy librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'PolicyReported', 'PolicyReported'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'AskContact librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'ContactAsked', 'ContactAsked'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'ConfirmContact patron': [
    ...row(none, 'nothing-asked', 'ContactVerified', 'ContactVerified', 'ContactVerified'),
    ...row('ContactVerified', 'ContactVerified', 'ContactVerified', 'ContactVerified', 'closed'),
  ],
  'AttestContact librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'ContactVerified', 'ContactVerified'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'RequestCode patron': [
    ...row(none, 'CodeRequested', 'CodeRequested', 'CodeRequested', 'CodeRequested'),
    ...row('CodeRequested', 'CodeRequested', 'CodeRequested', 'CodeRequested', 'CodeRequested'),
  ],
  'EnterCode patron': [
    ...row(none, 'no-code', 'no-code', 'no-code', 'no-code'),
    ...row('no-code', 'no-code', 'no-code', 'no-code', 'no-code'),
  ],
  'RecordCode desk': [
    ...row(none, 'nothing', 'nothing', 'nothing', 'nothing'),
    ...row('nothing', 'nothing', 'nothing', 'nothing', 'nothing'),
  ],
  'DisownAddress desk': [
    ...row(none, 'nothing', 'nothing', 'AddressDisowned', 'AddressDisowned'),
    ...row('AddressDisowned', 'AddressDisowned', 'AddressDisowned', 'AddressDisowned', 'AddressDisowned'),
  ],
  'Close librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'Closed', 'Closed'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'StepBack librarian': [
    ...row(none, 'Closed', 'Closed', 'Closed', 'Closed'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'Tick desk': [
    ...row(none, 'Closed', 'Closed', missed, returned),
    ...row(missed, returned, returned, returned, 'nothing'),
  ],
  'CallForHelp librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'HelpCalled', 'HelpCalled'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'WithdrawCall librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'nothing', 'nothing'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'Join librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'already-yours', 'already-yours'),
    ...row('not-invited', 'not-invited', 'not-invited', 'not-invited', 'closed'),
  ],
  'LeaveSession librarian': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'nobody-stays', 'nobody-stays'),
    ...row('not-yours', 'not-yours', 'not-yours', 'not-yours', 'closed'),
  ],
  'RenewTimer desk': [
    ...row(none, 'TimerRenewed', 'nothing', 'nothing', 'nothing'),
    ...row('nothing', 'nothing', 'nothing', 'nothing', 'nothing'),
  ],
  'TakeFollowUp librarian': afterwards('FollowUpTaken'),
  'AnswerFollowUp librarian': afterwards('FollowUpAnswered'),
  'FinishFollowUp librarian': afterwards('FollowUpDone'),
  'HandOverFollowUp librarian': afterwards('library-owes'),
  'HoldAnswer desk': afterwards('AnswerHeld'),
  'ConfirmAnswer librarian': afterwards('no-such-answer'),
  'RejectAnswer librarian': afterwards('no-such-answer'),
  'RecordTicket desk': afterwards('TicketRecorded'),
  'RequestTranscript patron': [
    ...row(none, 'not-picked-up', 'not-picked-up', 'not-confirmed', 'not-confirmed'),
    ...row('not-confirmed', 'not-confirmed', 'not-confirmed', 'not-confirmed', 'not-confirmed'),
  ],
  'RecordMail desk': afterwards('MailSent'),
  'DropMail desk': afterwards('MailDropped'),
  // Nobody has tried to send it.
  'PostponeMail desk': afterwards('nothing'),
  'RecordBounce desk': afterwards('MailBounced'),
  'RecordComplaint desk': afterwards('MailComplained'),
  'FollowUpTick desk': afterwards('MailsBegun'),
}

function outcome(state: State, command: Command): string {
  const past = states[state]
  const decision = decide(past.length > 0 ? sessionAfter(...past) : undefined, command)
  if ('refusal' in decision) return decision.refusal.code
  if ('repeated' in decision || 'submitted' in decision) return 'repeated'
  const types = decision.events.map(({ type }) => type)
  const counted = [...new Set(types)].map(type => {
    const count = types.filter(other => other === type).length
    return count > 1 ? `${type}*${count}` : type
  })
  return counted.join(' ') || 'nothing'
}

const cases = Object.entries(commands).flatMap(([type, roles]) =>
  Object.entries(roles).map(([role, command]: [string, Command]) => ({ name: `${type} ${role}`, command })),
)

describe('every command in every state', () => {
  it.each(cases)('$name', ({ name, command }) => {
    expect(stateNames.map(state => outcome(state, command))).toEqual(table[name])
  })

  it('the table has a row for every command and role, and no other', () => {
    expect(Object.keys(table)).toEqual(cases.map(({ name }) => name))
  })

  it('no command of the session is missing', () => {
    const source = ['session', 'follow-up']
      .map(folder => readFileSync(new URL(`../../../lib/${folder}/commands.ts`, import.meta.url), 'utf8'))
      .join()
    const declared = [...source.matchAll(/readonly type: '(\w+)'/g)].map(([, type]) => type)
    expect(declared.length).toBeGreaterThan(0)
    expect(Object.keys(commands).toSorted()).toEqual(declared.toSorted())
  })

  it('no state of the session is missing', () => {
    const source = readFileSync(new URL('../../../lib/session/state.ts', import.meta.url), 'utf8')
    const declared = [...source.matchAll(/readonly status: '(\w+)'/g)].map(([, status]) => status)
    const reached = Object.values(states).map(past => (past.length > 0 ? sessionAfter(...past).status : 'nothing'))
    expect(new Set(reached)).toEqual(new Set(['nothing', ...declared]))
    expect(new Set(stateNames)).toEqual(new Set(Object.keys(states)))
  })
})
