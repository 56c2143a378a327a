import { refuse } from '../decisions/refusals.ts'
import { decideFollowUp } from '../follow-up/decide.ts'
import { evolveFollowUp } from '../follow-up/evolve.ts'
import { ask, leaveQuestion } from './ask.ts'
import { close } from './close.ts'
import type { Command, SessionDecision } from './commands.ts'
import { addressConfirmed, addressDisowned, codeRequested, withCode } from './confirmed.ts'
import { disownAddress, enterCode, recordCode, requestCode } from './confirming.ts'
import { askContact, attestContact, confirmContact } from './contact.ts'
import { noTally, tallyAfter } from './counting.ts'
import type { Event } from './events.ts'
import {
  helpCalled,
  helpSpread,
  joined,
  librarianLeft,
  secondAway,
  secondCame,
  withoutHelp,
  withSecond,
} from './joined.ts'
import { callForHelp, join, leaveSession, withdrawCall } from './joining.ts'
import { note, say } from './messages.ts'
import { reportPolicy } from './policy-report.ts'
import { come, goAway, leave, leaveAddress, requestTranscript } from './presence.ts'
import { acceptRescue } from './rescue.ts'
import { answerTransfer, offerTransfer, pickUp, recordOtherPatrons } from './serving.ts'
import type { Session } from './state.ts'
import { stepBack } from './step-back.ts'
import { renewTimer, tick } from './tick.ts'
import {
  alertedAlso,
  away,
  backInTheQueue,
  closed,
  contactVerified,
  counted,
  here,
  librarianSaid,
  offered,
  offeredOn,
  patronSaid,
  pickedUp,
  policyReported,
  poolsReached,
  prompted,
  timerRenewed,
  transcriptRequested,
  transferred,
  waiting,
  withLibrarian,
  withoutPatronsConnection,
  withoutTransfer,
  withPatron,
} from './transitions.ts'

/** Decides a command, given the current session. It is pure and total, so the same input always gets the same outcome. */
export function decide(session: Session | undefined, command: Command): SessionDecision {
  if (command.type === 'Ask') return ask(session, command)
  if (command.type === 'LeaveQuestion') return leaveQuestion(session, command)
  if (!session) return refuse('no-such-session')
  switch (command.type) {
    case 'Come':
      return come(session, command)
    case 'GoAway':
      return goAway(session, command)
    case 'Leave':
      return leave(session, command)
    case 'LeaveAddress':
      return leaveAddress(session, command)
    case 'PickUp':
      return pickUp(session, command)
    case 'RecordOtherPatrons':
      return recordOtherPatrons(session, command)
    case 'OfferTransfer':
      return offerTransfer(session, command)
    case 'AnswerTransfer':
      return answerTransfer(session, command)
    case 'AcceptRescue':
      return acceptRescue(session, command)
    case 'CallForHelp':
      return callForHelp(session, command)
    case 'WithdrawCall':
      return withdrawCall(session, command)
    case 'Join':
      return join(session, command)
    case 'LeaveSession':
      return leaveSession(session, command)
    case 'Say':
      return say(session, command)
    case 'Note':
      return note(session, command)
    case 'ReportPolicy':
      return reportPolicy(session, command)
    case 'AskContact':
      return askContact(session, command)
    case 'ConfirmContact':
      return confirmContact(session, command)
    case 'AttestContact':
      return attestContact(session, command)
    case 'RequestCode':
      return requestCode(session, command)
    case 'EnterCode':
      return enterCode(session, command)
    case 'RecordCode':
      return recordCode(session, command)
    case 'DisownAddress':
      return disownAddress(session, command)
    case 'Close':
      return close(session, command)
    case 'StepBack':
      return stepBack(session, command)
    case 'Tick':
      return tick(session, command)
    case 'RequestTranscript':
      return requestTranscript(session, command)
    case 'RenewTimer':
      return renewTimer(session, command)
    default:
      return session.status === 'closed' ? decideFollowUp(session, command) : refuse('not-closed')
  }
}

/** The session after all of these events; undefined before the first. */
export function evolveAll(session: Session | undefined, events: readonly Event[]): Session | undefined {
  return events.reduce<Session | undefined>((now, event) => evolve(now, event), session)
}

/** The session after an event. What does not belong to its state changes nothing. */
export function evolve(session: Session | undefined, event: Event): Session | undefined {
  const after = changed(session, event)
  if (!after || after.status === 'closed') return after
  const tally = tallyAfter(session, event)
  return tally === noTally || after.tally === tally ? after : { ...after, tally }
}

function changed(session: Session | undefined, event: Event): Session | undefined {
  if (event.type === 'Asked') return session ?? waiting(event)
  if (!session) return undefined
  switch (event.type) {
    case 'PoolsReached':
      return poolsReached(session, event)
    case 'AddressOffered':
      return session.status === 'waiting' ? { ...session, offered: true } : session
    case 'PatronCame':
      return withPatron(session, { connection: event.connection })
    case 'PatronWentAway':
      return withoutPatronsConnection(session)
    case 'PatronLeft':
      return withPatron(session, { left: true })
    case 'PickedUp':
      return pickedUp(session, event)
    case 'GreetingNudged':
      return withLibrarian(session, { nudged: true })
    case 'LibrarianCame':
      return here(session, event.connection)
    case 'LibrarianWentAway':
      return away(session, event.at)
    case 'LibrarianVanished':
    case 'ReturnedToQueue':
      return backInTheQueue(session, event)
    case 'Alerted':
      return alertedAlso(session, event)
    case 'RescueOffered':
      return offeredOn(session, event)
    case 'OtherPatronsRecorded':
      return event.second
        ? withSecond(session, second => ({ ...second, otherPatrons: event.otherPatrons }))
        : withLibrarian(session, { otherPatrons: event.otherPatrons })
    case 'HelpCalled':
      return helpCalled(session, event)
    case 'HelpSpread':
      return helpSpread(session, event)
    case 'HelpWithdrawn':
    case 'HelpUnanswered':
      return withoutHelp(session)
    case 'Joined':
      return joined(session, event)
    case 'SecondCame':
      return secondCame(session, event)
    case 'SecondWentAway':
      return secondAway(session, event)
    case 'LibrarianLeft':
      return librarianLeft(session, event)
    case 'TransferOffered':
      return session.status === 'active' ? { ...session, transfer: offered(event) } : session
    case 'TransferDeclined':
    case 'TransferReturned':
      return withoutTransfer(session)
    case 'TransferAccepted':
    case 'Rescued':
      return transferred(session, event)
    case 'PatronPrompted':
      return prompted(session, event)
    case 'Said':
      return event.from.role === 'patron' ? patronSaid(session, event) : librarianSaid(session, event)
    case 'Noted':
      return counted(session, event.from, event.n)
    case 'PolicyReported':
      return policyReported(session, event)
    case 'ContactAsked':
      return session.status === 'active' ? { ...session, contactAsked: true } : session
    case 'ContactVerified':
      return contactVerified(session, event)
    case 'CodeRequested':
      return codeRequested(session, event)
    case 'CodeMailBegun':
      return withCode(session, { begunAt: event.at })
    case 'CodeMailed':
      return withCode(session, { stage: 'mailed' })
    case 'CodeReturned':
      return withCode(session, { stage: 'void' })
    case 'CodeMistyped':
      return withCode(session, { tries: (session.emailCode?.tries ?? 0) + 1 })
    case 'AddressConfirmed':
      return addressConfirmed(session, event)
    case 'AddressDisowned':
      return addressDisowned(session, event)
    case 'SilenceWarned':
      return session.status === 'active' ? { ...session, silence: { ...session.silence, warned: true } } : session
    case 'SilenceBreached':
      return session.status === 'active'
        ? { ...session, silence: { ...session.silence, warned: true, breaches: event.breach } }
        : session
    case 'Closed':
      return closed(session, event)
    case 'TranscriptRequested':
      return transcriptRequested(session)
    case 'TimerRenewed':
      return timerRenewed(session, event)
    default:
      return session.status === 'closed' ? { ...session, ...evolveFollowUp(session, event) } : session
  }
}
