import type { Run } from '../simulation.ts'
import {
  alertedAtOnce,
  calm,
  heardInTime,
  offerWithdrawn,
  rescued,
  returnedOnce,
  wakefulIsAwake,
  withdrawn,
} from './alerts.ts'
import { bounded } from './bounds.ts'
import { codesMailed, confirmedByCode } from './codes.ts'
import { correctedAtOnce, counted, waitsCounted } from './facts.ts'
import { floodLimited, floodWaitsBehind, othersAreTaken } from './floods.ts'
import { goneIsGone, oneEnd, oneLibrarian, withinLimits } from './hands.ts'
import { type Invariant, logsOf, type Violation } from './invariant.ts'
import {
  answeredOnce,
  begunInTime,
  heardOfReturns,
  mailed,
  noneForFormer,
  noneTooLong,
  noticesInTime,
  noticesTrue,
  owedInTheEnd,
  patronTold,
  reportsMailed,
  transcriptSent,
  unwanted,
} from './mail.ts'
import { missedBriefly, nothingMissed } from './missed.ts'
import { loserGetsNext, notInVain, oldestFirst, settledInTime } from './queue.ts'
import { blurred, countedApart, noMailAfterwards, sourceRefused, toldInOneSentence } from './stepping-back.ts'
import { acknowledgedOnce, nothingAfterClosed, oneOrder, repeatsKnown, sameAnswer, withoutGaps } from './talk.ts'
import { alive, idleInTime, rightConnection } from './time.ts'
import { asleepWhileTheyTalk, punctual, renewedWhereOver } from './timers.ts'
import { bothRead, heardByAll, onlyIfAsked, silenceOfEither, staysWithTheOther } from './two.ts'
import { withinWalls } from './walls.ts'

/** All violations of a run. */
export function violations(run: Run): readonly Violation[] {
  const logs = logsOf(run)
  return invariants.flatMap(({ number, holds, broken }) => broken(run, logs).map(found => ({ number, holds, found })))
}

export const invariants: readonly Invariant[] = [
  {
    number: 1,
    holds: 'a session has one librarian at most, and a librarian who lost a race was told',
    broken: oneLibrarian,
  },
  { number: 2, holds: 'nobody is above their limit', broken: withinLimits },
  { number: 3, holds: 'an acknowledged message is in the transcript exactly once', broken: acknowledgedOnce },
  { number: 4, holds: 'numbers have no gaps, and each sender keeps their order', broken: withoutGaps },
  { number: 4, holds: 'both sides see one order', broken: oneOrder },
  { number: 5, holds: 'the same counter gets the same answer', broken: sameAnswer },
  { number: 5, holds: 'words that are in the log are never taken for others', broken: repeatsKnown },
  {
    number: 6,
    holds: 'nothing happens after a session is closed, and who was late is told',
    broken: nothingAfterClosed,
  },
  { number: 7, holds: 'a session is closed for idleness in time, and no sooner', broken: idleInTime },
  { number: 8, holds: 'coming back yields what was missed', broken: nothingMissed },
  {
    number: 8,
    holds: 'whoever stays connected lacks a message for two and a half minutes at most',
    broken: missedBriefly,
  },
  { number: 9, holds: 'an old disconnect removes no new connection', broken: rightConnection },
  { number: 10, holds: 'every session has exactly one end, and nobody is left in the queue', broken: oneEnd },
  { number: 10, holds: 'the queue is oldest first, and no waiting patron is invisible', broken: oldestFirst },
  { number: 10, holds: 'whoever loses a race for a patron gets the next one', broken: loserGetsNext },
  {
    number: 10,
    holds: 'an entry of the queue that got lost is there when the timer wakes, and one that stayed behind is gone',
    broken: settledInTime,
  },
  { number: 1, holds: 'whoever has left the consortium serves nobody', broken: goneIsGone },
  { number: 10, holds: 'nobody waits in vain beside a librarian who is free', broken: notInVain },
  { number: 11, holds: 'a mail is sent, and twice only between accepted and recorded', broken: mailed },
  { number: 11, holds: 'what needs a mail has it begun at once, and soon where its writer fails', broken: begunInTime },
  {
    number: 11,
    holds: 'a patron who is owed an answer is told once who has it, in no words of theirs',
    broken: patronTold,
  },
  { number: 11, holds: 'a conversation that was requested is sent once, to its patron', broken: transcriptSent },
  { number: 11, holds: 'a code that was requested is mailed to the address that it confirms', broken: codesMailed },
  {
    number: 11,
    holds: 'only a code that was mailed confirms an address, and only in its time',
    broken: confirmedByCode,
  },
  { number: 11, holds: 'a report on a policy page is mailed once, three at most', broken: reportsMailed },
  { number: 11, holds: 'an answer is taken once, and none that nobody gave', broken: answeredOnce },
  { number: 11, holds: 'somebody is told of a mail that did not arrive', broken: heardOfReturns },
  { number: 11, holds: 'no mail is too long to go out', broken: noneTooLong },
  { number: 11, holds: 'nobody is late before their time', broken: noticesInTime },
  { number: 11, holds: 'nobody is told what is not true any more', broken: noticesTrue },
  { number: 11, holds: 'no mail is left for the former owner of a follow-up', broken: noneForFormer },
  { number: 11, holds: 'a person who complained gets no more mail', broken: unwanted },
  { number: 11, holds: 'an open follow-up is in the lists of its owners', broken: owedInTheEnd },
  { number: 12, holds: 'nothing crosses from one library to another', broken: withinWalls },
  { number: 15, holds: 'alerts are few and calm, to each once', broken: calm },
  { number: 15, holds: 'a librarian who is awake and free is alerted as the circle doubles', broken: heardInTime },
  { number: 15, holds: 'somebody is alerted at once when a patron begins to wait', broken: alertedAtOnce },
  { number: 15, holds: 'an alert is withdrawn from those who were alerted', broken: withdrawn },
  { number: 15, holds: 'a librarian who hears their alerts is not asleep', broken: wakefulIsAwake },
  { number: 16, holds: 'a session with a silent librarian is offered on', broken: rescued },
  { number: 16, holds: 'the offer is withdrawn once it is over', broken: offerWithdrawn },
  {
    number: 16,
    holds: 'a patron who is there and has the last word is given up once they have waited twice',
    broken: returnedOnce,
  },
  { number: 17, holds: 'what is due while a librarian serves comes within five seconds', broken: punctual },
  {
    number: 17,
    holds: 'a timer wakes for what is due, and next to never while people talk',
    broken: asleepWhileTheyTalk,
  },
  { number: 17, holds: 'another timer takes the place of one that is over, and of no other', broken: renewedWhereOver },
  { number: 13, holds: 'after faults stop, everything ends', broken: alive },
  { number: 14, holds: 'calls stay bounded, whatever fails', broken: bounded },
  { number: 18, holds: 'a session that ended has its facts exactly once, as its log says', broken: counted },
  { number: 18, holds: 'the facts count every wait', broken: waitsCounted },
  { number: 18, holds: 'the facts learn at once what became of a follow-up', broken: correctedAtOnce },
  { number: 19, holds: 'a second librarian is there only if they were asked', broken: onlyIfAsked },
  { number: 19, holds: 'everybody hears that a second librarian came or went', broken: heardByAll },
  { number: 19, holds: 'what one says, the two others read', broken: bothRead },
  { number: 19, holds: 'either librarian’s words end the silence', broken: silenceOfEither },
  { number: 19, holds: 'while one of two is there, the patron does not wait again', broken: staysWithTheOther },
  { number: 20, holds: 'of a flood no more is taken than the limit of its source', broken: floodLimited },
  {
    number: 20,
    holds: 'what is beyond the share of a source waits behind all others, and alerts nobody',
    broken: floodWaitsBehind,
  },
  { number: 20, holds: 'a patron from another source is taken', broken: othersAreTaken },
  { number: 21, holds: 'no mail goes out once a librarian has stepped back', broken: noMailAfterwards },
  {
    number: 21,
    holds: 'a session that a librarian stepped back from is counted apart, and filed',
    broken: countedApart,
  },
  { number: 21, holds: 'its patron is told once, in one sentence', broken: toldInOneSentence },
  { number: 21, holds: 'whoever comes after reads it blurred, and its patron does not', broken: blurred },
  { number: 21, holds: 'its source is refused', broken: sourceRefused },
]
