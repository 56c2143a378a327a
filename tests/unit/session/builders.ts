import type { Command } from '../../../lib/session/commands.ts'
import type { Event } from '../../../lib/session/events.ts'
import type { Sender, ServingLibrarian } from '../../../lib/session/state.ts'
import { defaultTiming, type Timing } from '../../../lib/session/timing.ts'

/** When the patron of every example asked, ms; the librarian picks up ten seconds later. */
export const start = 1_790_000_000_000
export const pickUpAt = start + 10_000
export const id = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
export const rob: ServingLibrarian = { id: 'rob', name: 'Rob from Wren', library: 'wren' }
export const ann: ServingLibrarian = { id: 'ann', name: 'Ann from Larch', library: 'larch' }
export const patron: Sender = { role: 'patron' }
export const librarian: Sender = { role: 'librarian', id: rob.id }
export const seconds = (count: number) => count * 1000
export const days = (n: number): number => n * 86_400_000
export const minutes = (count: number) => count * 60_000

/** A librarian in line, on their first connection. */
export const inLine = (id: string) => ({ librarian: id, connection: `${id}-1` })

/** A ladder of two rungs, both reached at once and staffed. */
export const ladder = {
  rungs: [
    { pool: 'library:wren', after: 0 },
    { pool: 'cooperative', after: 0 },
  ],
  staffed: ['library:wren', 'cooperative'],
}

type EventOf<T extends Event['type']> = Extract<Event, { type: T }>
type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>

/** An event whose usual fields a test may replace. */
const event =
  <T extends Event>(usual: T) =>
  (more: Partial<T> = {}): T => ({ ...usual, ...more })

/** A command whose usual fields a test may replace. */
const command =
  <T extends Command>(usual: T) =>
  (more: Partial<T> = {}): T => ({ ...usual, ...more })

const at = pickUpAt

export const asked = event<EventOf<'Asked'>>({
  type: 'Asked',
  at: start,
  session: id,
  library: 'wren',
  pools: ['library:wren', 'cooperative'],
  question: 'Do you have the new almanac?',
})
export const patronCame = event<EventOf<'PatronCame'>>({ type: 'PatronCame', at, connection: 'patron-1' })
export const patronWentAway = event<EventOf<'PatronWentAway'>>({ type: 'PatronWentAway', at })
export const patronLeft = event<EventOf<'PatronLeft'>>({ type: 'PatronLeft', at })
export const pickedUp = event<EventOf<'PickedUp'>>({ type: 'PickedUp', at, librarian: rob, connection: 'rob-1' })
export const librarianCame = event<EventOf<'LibrarianCame'>>({ type: 'LibrarianCame', at, connection: 'rob-2' })
export const librarianWentAway = event<EventOf<'LibrarianWentAway'>>({ type: 'LibrarianWentAway', at })
/** The librarian's first message, the second of the session. */
export const librarianSaid = event<EventOf<'Said'>>({
  type: 'Said',
  at,
  from: librarian,
  n: 1,
  number: 2,
  name: rob.name,
  text: "Hi, I'm Rob.",
})
/** The patron's first message after the question, the second of the session. */
export const patronSaid = event<EventOf<'Said'>>({ type: 'Said', at, from: patron, n: 1, number: 2, text: 'Hello?' })
export const noted = event<EventOf<'Noted'>>({
  type: 'Noted',
  at,
  from: librarian,
  n: 1,
  name: rob.name,
  text: 'A regular.',
})
export const policyReported = event<EventOf<'PolicyReported'>>({
  ...{ type: 'PolicyReported', at, n: 1, by: rob.id, name: rob.name },
  ...{ text: 'The link to the hours is dead.', fingerprint: 'hours' },
})
export const contactAsked = event<EventOf<'ContactAsked'>>({ type: 'ContactAsked', at })
export const contactVerified = event<EventOf<'ContactVerified'>>({
  type: 'ContactVerified',
  at,
  email: 'jane@example.org',
  by: 'patron',
})
export const poolsReached = event<EventOf<'PoolsReached'>>({ type: 'PoolsReached', at, pools: ['group:larks'] })
export const alerted = event<EventOf<'Alerted'>>({ type: 'Alerted', at: start, to: [inLine('ann')] })
export const rescueOffered = event<EventOf<'RescueOffered'>>({
  type: 'RescueOffered',
  at: pickUpAt + minutes(6),
  pools: ['library:wren', 'cooperative'],
  to: [inLine('ann')],
})
export const rescued = event<EventOf<'Rescued'>>({ type: 'Rescued', at, librarian: ann, connection: 'ann-1' })
export const returnedToQueue = event<EventOf<'ReturnedToQueue'>>({
  type: 'ReturnedToQueue',
  at,
  librarian: rob.id,
  pools: ['library:wren', 'cooperative'],
})
export const addressOffered = event<EventOf<'AddressOffered'>>({ type: 'AddressOffered', at })
export const vanished = event<EventOf<'LibrarianVanished'>>({
  type: 'LibrarianVanished',
  at,
  librarian: rob.id,
  pools: ['library:wren', 'cooperative'],
})
export const transferOffered = event<EventOf<'TransferOffered'>>({
  type: 'TransferOffered',
  at,
  to: { librarian: ann.id },
  by: rob.id,
  name: rob.name,
})
export const transferDeclined = event<EventOf<'TransferDeclined'>>({ type: 'TransferDeclined', at, by: ann.id })
export const transferReturned = event<EventOf<'TransferReturned'>>({ type: 'TransferReturned', at })
export const transferAccepted = event<EventOf<'TransferAccepted'>>({
  type: 'TransferAccepted',
  at,
  librarian: ann,
  connection: 'ann-1',
})
export const helpCalled = event<EventOf<'HelpCalled'>>({
  type: 'HelpCalled',
  at,
  name: rob.name,
  to: [inLine('ann')],
})
export const helpSpread = event<EventOf<'HelpSpread'>>({
  type: 'HelpSpread',
  at,
  name: rob.name,
  to: [inLine('erin')],
})
/** Ann has joined Rob. */
export const joined = event<EventOf<'Joined'>>({
  type: 'Joined',
  at,
  librarian: ann,
  connection: 'ann-1',
  beside: rob.name,
})
export const secondCame = event<EventOf<'SecondCame'>>({ type: 'SecondCame', at, connection: 'ann-2' })
export const secondWentAway = event<EventOf<'SecondWentAway'>>({ type: 'SecondWentAway', at })
/** Rob has left, and Ann serves. */
export const librarianLeft = event<EventOf<'LibrarianLeft'>>({
  type: 'LibrarianLeft',
  at,
  librarian: rob.id,
  name: rob.name,
  stays: ann.name,
  wasServing: true,
})
export const otherPatronsRecorded = event<EventOf<'OtherPatronsRecorded'>>({
  type: 'OtherPatronsRecorded',
  at,
  otherPatrons: ['x'],
})
export const silenceWarned = event<EventOf<'SilenceWarned'>>({
  type: 'SilenceWarned',
  at: pickUpAt + seconds(150),
  since: pickUpAt,
})
export const silenceBreached = event<EventOf<'SilenceBreached'>>({
  type: 'SilenceBreached',
  at: pickUpAt + minutes(3),
  since: pickUpAt,
  breach: 1,
})
export const closed = event<EventOf<'Closed'>>({
  type: 'Closed',
  at,
  code: 'answered',
  how: 'chosen',
  by: rob.id,
  name: rob.name,
})
export const mailSent = event<EventOf<'MailSent'>>({ type: 'MailSent', at, n: 1, kind: 'follow-up', mail: 'mail-1' })
/** Closed with a follow-up that the patron's library owes. */
export const owed = { owner: 'library', email: 'jane@example.org', verified: 'typed-twice', deadline: 'none' } as const
export const closedOwing = () => closed({ code: 'follow-up-by-patrons-library', followUp: owed })

export const ask = command<CommandOf<'Ask'>>({
  type: 'Ask',
  at: start,
  session: id,
  library: 'wren',
  ladder,
  question: 'Do you have the new almanac?',
})
export const come = command<CommandOf<'Come'>>({ type: 'Come', at, who: patron, connection: 'patron-1' })
export const goAway = command<CommandOf<'GoAway'>>({ type: 'GoAway', at, connection: 'patron-1' })
export const leave = command<CommandOf<'Leave'>>({ type: 'Leave', at })
export const pickUp = command<CommandOf<'PickUp'>>({ type: 'PickUp', at, librarian: rob, connection: 'rob-1' })
export const patronSays = command<CommandOf<'Say'>>({ type: 'Say', at, from: patron, n: 1, text: 'Hello?' })
export const librarianSays = command<CommandOf<'Say'>>({
  type: 'Say',
  at,
  from: librarian,
  n: 1,
  text: "Hi, I'm Rob.",
})
export const note = command<CommandOf<'Note'>>({ type: 'Note', at, from: librarian, n: 1, text: 'A regular.' })
export const reportPolicy = command<CommandOf<'ReportPolicy'>>({
  ...{ type: 'ReportPolicy', at, by: rob.id, text: 'The link to the hours is dead.', fingerprint: 'hours' },
})
export const askContact = command<CommandOf<'AskContact'>>({ type: 'AskContact', at, by: rob.id })
export const confirmContact = command<CommandOf<'ConfirmContact'>>({
  type: 'ConfirmContact',
  at,
  email: 'jane@example.org',
})
/** A code was mailed to Jane's address, and she typed it. */
export const codeRequested = (email = 'jane@example.org') =>
  ({
    type: 'CodeRequested',
    ...{ at, id: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3D', email },
    ...{ digest: 'digest of 381204', until: at + 1_800_000 },
  }) as const
export const addressConfirmed = (email = 'jane@example.org') => ({ type: 'AddressConfirmed', at, email }) as const
export const requestCode = command<CommandOf<'RequestCode'>>({
  type: 'RequestCode',
  at,
  id: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3D',
  digest: 'digest of 381204',
  email: 'jane@example.org',
})
export const enterCode = command<CommandOf<'EnterCode'>>({ type: 'EnterCode', at, digest: 'digest of 381204' })
export const recordCode = command<CommandOf<'RecordCode'>>({ type: 'RecordCode', at, n: 1, outcome: 'mailed' })
export const disownAddress = command<CommandOf<'DisownAddress'>>({
  type: 'DisownAddress',
  at,
  email: 'jane@example.org',
})
export const attestContact = command<CommandOf<'AttestContact'>>({
  type: 'AttestContact',
  at,
  by: rob.id,
  email: 'jane@example.org',
})
/** Rob, on duty for everybody. */
export const onDuty = { name: rob.name, pools: ['cooperative'] }
export const stepBack = command<CommandOf<'StepBack'>>({ type: 'StepBack', at, by: rob.id, onDuty })
export const close = command<CommandOf<'Close'>>({ type: 'Close', at, by: rob.id, today: '2026-11-23' })
export const leaveQuestion = command<CommandOf<'LeaveQuestion'>>({
  type: 'LeaveQuestion',
  at: start,
  session: id,
  library: 'wren',
  question: 'Do you have the new almanac?',
  email: 'jane@example.org',
})
export const leaveAddress = command<CommandOf<'LeaveAddress'>>({ type: 'LeaveAddress', at, email: 'jane@example.org' })
export const recordOtherPatrons = command<CommandOf<'RecordOtherPatrons'>>({
  type: 'RecordOtherPatrons',
  at,
  librarian: rob.id,
  otherPatrons: ['x'],
})
export const offerTransfer = command<CommandOf<'OfferTransfer'>>({
  type: 'OfferTransfer',
  at,
  by: rob.id,
  to: { librarian: ann.id },
  reachable: true,
})
export const answerTransfer = command<CommandOf<'AnswerTransfer'>>({
  type: 'AnswerTransfer',
  at,
  accept: true,
  librarian: ann,
  pools: ['cooperative'],
  connection: 'ann-1',
})

export const callForHelp = command<CommandOf<'CallForHelp'>>({
  type: 'CallForHelp',
  at,
  by: rob.id,
  to: [inLine('ann')],
})
export const withdrawCall = command<CommandOf<'WithdrawCall'>>({ type: 'WithdrawCall', at, by: rob.id })
export const join = command<CommandOf<'Join'>>({ type: 'Join', at, librarian: ann, connection: 'ann-1' })
export const leaveSession = command<CommandOf<'LeaveSession'>>({ type: 'LeaveSession', at, by: rob.id })

export const acceptRescue = command<CommandOf<'AcceptRescue'>>({
  type: 'AcceptRescue',
  at,
  librarian: ann,
  pools: ['cooperative'],
  connection: 'ann-1',
})

const never = Number.POSITIVE_INFINITY

/** Only the times of the three minutes, of idleness and of the whole wait. The others have their own tests. */
export const fewTimings: Timing = {
  ...defaultTiming,
  greetingNudge: never,
  addressOffer: never,
  patronAsk: never,
  patronWarn: never,
  patronClose: never,
}
export const tick = (moment: number, more: Partial<CommandOf<'Tick'>> = {}): Command => ({
  type: 'Tick',
  at: moment,
  timing: fewTimings,
  ladder,
  ...more,
})
export const renewTimer = command<CommandOf<'RenewTimer'>>({ type: 'RenewTimer', at, generation: 1 })
export const timerRenewed = event<EventOf<'TimerRenewed'>>({ type: 'TimerRenewed', at, generation: 2 })
export const recordMail = command<CommandOf<'RecordMail'>>({
  type: 'RecordMail',
  at,
  n: 1,
  kind: 'follow-up',
  mail: 'mail-1',
})
/** A librarian of the patron's library, in the desk; and one of another. */
export const amy = { librarian: 'amy', name: 'Amy', library: 'wren', via: 'desk' } as const
export const nancy = { librarian: 'nancy', name: 'Nancy', library: 'hale', via: 'desk' } as const
export const takeFollowUp = command<CommandOf<'TakeFollowUp'>>({ type: 'TakeFollowUp', at, by: amy })
export const answerFollowUp = command<CommandOf<'AnswerFollowUp'>>({
  type: 'AnswerFollowUp',
  at,
  by: amy,
  text: 'On the second floor.',
})
export const finishFollowUp = command<CommandOf<'FinishFollowUp'>>({ type: 'FinishFollowUp', at, by: amy })
export const handOverFollowUp = command<CommandOf<'HandOverFollowUp'>>({ type: 'HandOverFollowUp', at, by: amy })
export const holdAnswer = command<CommandOf<'HoldAnswer'>>({
  type: 'HoldAnswer',
  at,
  from: 'who@elsewhere.example.org',
  text: 'Third floor.',
  because: ['stranger'],
})
export const confirmAnswer = command<CommandOf<'ConfirmAnswer'>>({ type: 'ConfirmAnswer', at, by: amy, n: 1 })
export const rejectAnswer = command<CommandOf<'RejectAnswer'>>({ type: 'RejectAnswer', at, by: amy, n: 1 })
export const recordTicket = command<CommandOf<'RecordTicket'>>({ type: 'RecordTicket', at, ticket: '[State #123]' })
export const requestTranscript = command<CommandOf<'RequestTranscript'>>({ type: 'RequestTranscript', at })
export const dropMail = command<CommandOf<'DropMail'>>({
  type: 'DropMail',
  at,
  n: 1,
  kind: 'follow-up',
  because: 'no-address',
})
export const postponeMail = command<CommandOf<'PostponeMail'>>({ type: 'PostponeMail', at, n: 1, kind: 'follow-up' })
export const recordBounce = command<CommandOf<'RecordBounce'>>({
  type: 'RecordBounce',
  at,
  n: 1,
  kind: 'follow-up',
  recipient: 'library',
})
export const recordComplaint = command<CommandOf<'RecordComplaint'>>({
  type: 'RecordComplaint',
  at,
  n: 1,
  kind: 'follow-up',
  recipient: 'library',
})
/** A library that opens every day. */
export const works = {
  calendar: { timeZone: 'UTC', openOn: [], closedDays: [] },
  policy: {
    ...{ escalation: 'head@wren.example.org', answersFrom: ['wren.example.org'], postponedDaysMax: 60 },
    ...{ remindBefore: 1, escalateAfter: 2, answerWithin: 5 },
  },
} as const
export const followUpTick = command<CommandOf<'FollowUpTick'>>({
  type: 'FollowUpTick',
  at,
  ...works,
})
export const followUpTaken = event<EventOf<'FollowUpTaken'>>({ type: 'FollowUpTaken', at, by: amy })
export const followUpAnswered = event<EventOf<'FollowUpAnswered'>>({
  type: 'FollowUpAnswered',
  at,
  n: 1,
  by: amy,
  text: 'On the second floor.',
})
export const followUpDone = event<EventOf<'FollowUpDone'>>({ type: 'FollowUpDone', at, by: amy })
export const followUpHandedOver = event<EventOf<'FollowUpHandedOver'>>({ type: 'FollowUpHandedOver', at })
export const answerHeld = event<EventOf<'AnswerHeld'>>({
  type: 'AnswerHeld',
  at,
  n: 1,
  from: 'who@elsewhere.example.org',
  text: 'Third floor.',
  because: ['stranger'],
})
export const mailBounced = event<EventOf<'MailBounced'>>({
  type: 'MailBounced',
  at,
  n: 1,
  kind: 'follow-up',
  recipient: 'library',
})
export const mailComplained = event<EventOf<'MailComplained'>>({
  type: 'MailComplained',
  at,
  n: 1,
  kind: 'follow-up',
  recipient: 'library',
})
