import { nothing } from '../decisions/decision.ts'
import { nextRound } from './circle.ts'
import type { RenewTimer, SessionDecision, Tick } from './commands.ts'
import type { Event } from './events.ts'
import { leaving, secondVanished, spreadCall } from './joining.ts'
import { nobodyOnDuty, reached } from './ladder.ts'
import { unattended } from './presence.ts'
import { firstRound, leftAlone, offerRescue } from './rescue.ts'
import { type ActiveSession, generationOf, type Session, type WaitingSession } from './state.ts'
import { promptDelays, waitEnds, waitsForPatron } from './timing.ts'

/** The timer looks at the session: everything that is due by now happens, however late it woke. */
export function tick(session: Session, command: Tick): SessionDecision {
  switch (session.status) {
    case 'waiting':
      return { events: whileWaiting.flatMap(rule => rule(session, command)) }
    case 'active': {
      const events = whileActive.flatMap(rule => rule(session, command))
      // A librarian who has vanished gets no reminders, and a session that ends does not return to the queue.
      return { events: [...events, ...(leftAlone(session, command) ?? vanishing(session, command))] }
    }
    case 'closed':
      return nothing
  }
}

/** The timer that looks after a session has ended or soon will, so another takes its place. Each timer is replaced once. */
export function renewTimer(session: Session, { at, generation }: RenewTimer): SessionDecision {
  if (generation !== generationOf(session)) return nothing
  return { events: [{ type: 'TimerRenewed', at, generation: generation + 1 }] }
}

type Rule<S extends Session> = (session: S, command: Tick) => readonly Event[]

/** More pools are reached as the wait goes on (R4). */
const rolling: Rule<WaitingSession> = (session, { at, timing, ladder }) => {
  if (at >= waitEnds(session, timing)) return []
  const pools = reached(ladder, at - session.askedAt).filter(pool => !session.pools.includes(pool))
  return pools.length ? [{ type: 'PoolsReached', at, pools }] : []
}

/** The circle of those who are alerted doubles (R45). */
const alerting: Rule<WaitingSession> = (session, command) => {
  const { at, timing } = command
  if (session.afterOthers || at >= waitEnds(session, timing)) return []
  const to = nextRound(session.circle, command, at, timing.alertEvery)
  return to.length ? [{ type: 'Alerted', at, to }] : []
}

/** The patron is offered not to wait when it gets long, and at once when nobody is there (R6). */
const offering: Rule<WaitingSession> = (session, { at, timing, ladder }) => {
  if (session.offered || at >= waitEnds(session, timing)) return []
  const long = at >= session.askedAt + timing.addressOffer
  return long || nobodyOnDuty(ladder) ? [{ type: 'AddressOffered', at }] : []
}

/** Nobody waits for ever (R6). */
const givingUp: Rule<WaitingSession> = (session, { at, timing }) =>
  at >= waitEnds(session, timing) ? [unattended(session, at)] : []

const whileWaiting: readonly Rule<WaitingSession>[] = [rolling, alerting, offering, givingUp]

/** No message so long after picking up: a nudge (R7). */
const greeting: Rule<ActiveSession> = ({ librarian }, { at, timing }) => {
  const due = !librarian.greetedAt && !librarian.nudged && at >= librarian.pickedUpAt + timing.greetingNudge
  return due ? [{ type: 'GreetingNudged', at }] : []
}

/** A warning before the three minutes are over, a breach when they are, and again every three minutes (R16). */
const silence: Rule<ActiveSession> = ({ silence: { since, warned, breaches = 0 } }, { at, timing }) => {
  const quiet = at - since
  const due = Math.floor(quiet / timing.silenceLimit)
  const events: Event[] = []
  if (!warned && quiet >= timing.silenceWarning && due === 0) events.push({ type: 'SilenceWarned', at, since })
  for (let breach = breaches + 1; breach <= due; breach++) events.push({ type: 'SilenceBreached', at, since, breach })
  return events
}

/** A patron who leaves a librarian's words unanswered: ask, then warn, then close (R33). The newest prompt is enough. */
const prompting: Rule<ActiveSession> = (session, { at, timing }) => {
  if (!waitsForPatron(session)) return []
  const { since, prompts } = session.patronSilence
  const due = promptDelays(timing).filter(delay => at >= since + delay).length
  const prompt = due > prompts ? (['ask', 'warn', 'close'] as const)[due - 1] : undefined
  return prompt ? [{ type: 'PatronPrompted', at, since, prompt }] : []
}

/** An offer that nobody answers expires, and the session stays with its librarian (R35). */
const returning: Rule<ActiveSession> = ({ transfer }, { at, timing }) =>
  transfer && at >= transfer.at + timing.transferLimit ? [{ type: 'TransferReturned', at }] : []

/** A librarian who is silent for twice the limit: others are offered the session (R39). */
const offeringOn: Rule<ActiveSession> = (session, command) =>
  isOver(session, command) ? [] : offerRescue(session, command)

const whileActive: readonly Rule<ActiveSession>[] = [greeting, silence, prompting, returning, offeringOn, spreadCall]

/** The session has been silent for so long that the desk stops offering it to others. */
function isOver({ lastMessageAt }: ActiveSession, { at, timing }: Tick): boolean {
  return at >= lastMessageAt + timing.idleLimit
}

/**
 * A librarian who does not come back: a colleague who has joined goes on (R41). If nobody has, the patron waits again and keeps the
 * time already waited (R1, R34).
 */
const vanishing: Rule<ActiveSession> = (session, command) => {
  const { librarian, askedAt } = session
  const { at, timing, ladder, isDeserted } = command
  const isGone = librarian.awaySince !== undefined && at >= librarian.awaySince + timing.vanishedAfter
  if (!isGone && !isDeserted) return secondVanished(session, command)
  const left = leaving(session, librarian, at, 'vanished')
  if (left) return [left]
  const pools = reached(ladder, at - askedAt)
  return [{ type: 'LibrarianVanished', at, librarian: librarian.id, pools }, ...firstRound(command)]
}
