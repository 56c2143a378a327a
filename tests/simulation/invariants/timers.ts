import type { Event } from '../../../lib/session/events.ts'
import type { ActiveSession } from '../../../lib/session/state.ts'
import { promptDelays } from '../../../lib/session/timing.ts'
import type { Fault, PointKind } from '../faults.ts'
import type { Run } from '../simulation.ts'
import { timing } from '../story.ts'
import { type Broken, inEach, type Log, ofType } from './invariant.ts'

/** Something failed on the way to a timer, or a clock was wrong: then nothing comes to the second. */
const isDisturbed = ({ faults }: Run) => faults.some(({ kind }) => kind !== 'mail')

/** How late a timer may be, ms. */
const lateMax = 5_000

/** What was due in a session while a librarian served, and when it came: ms since it was due. */
function lateness(event: Event, before: ActiveSession): number {
  switch (event.type) {
    case 'SilenceWarned':
      return event.at - event.since - timing.silenceWarning
    case 'SilenceBreached':
      return event.at - event.since - event.breach * timing.silenceLimit
    case 'GreetingNudged':
      return event.at - before.librarian.pickedUpAt - timing.greetingNudge
    case 'PatronPrompted':
      return event.at - event.since - (promptDelays(timing)[before.patronSilence.prompts] ?? 0)
    case 'TransferReturned':
      return event.at - (before.transfer?.at ?? 0) - timing.transferLimit
    case 'HelpUnanswered':
      return event.at - (before.help?.calledAt ?? 0) - 120_000
    default:
      return 0
  }
}

/** What had been due for too long when something else happened, though nobody had said it. */
function unsaid({ silence, librarian }: ActiveSession, at: number): string | undefined {
  const quiet = at - silence.since - lateMax
  if (quiet > timing.silenceWarning && !silence.warned) return 'a silence was not warned of'
  if (quiet > ((silence.breaches ?? 0) + 1) * timing.silenceLimit) return 'a breach was not recorded'
  const ungreeted = at - librarian.pickedUpAt - lateMax
  if (ungreeted > timing.greetingNudge && !librarian.greetedAt && !librarian.nudged)
    return 'a greeting was not asked for'
  const away = at - (librarian.awaySince ?? at) - lateMax
  if (away > timing.vanishedAfter) return 'the patron of a librarian who vanished did not wait again'
  return undefined
}

/** While nothing fails, what is due while a librarian serves comes within five seconds, however little the timer wakes. */
export const punctual: Broken = (run, logs) => {
  if (isDisturbed(run)) return []
  return inEach(logs, (_session, log) =>
    log.steps.flatMap(({ step, before, at }) => {
      if (before?.status !== 'active') return []
      const late = step.events.filter(event => lateness(event, before) > lateMax)
      const due = step.events.some(({ type }) => type.startsWith('Silence') || type === 'GreetingNudged')
      return [...late.map(({ type }) => `${type} came late`), !due && (unsaid(before, at) ?? false)]
    }),
  )
}

/** What a timer survives: it is tried again, or goes on under its name. */
const survived: Readonly<Partial<Record<PointKind, readonly Fault[]>>> = {
  wake: ['late', 'crash', 'doubled'],
  post: ['lost', 'gone', 'throttled'],
  frame: ['doubled', 'overtaken', 'reply-lost', 'cut', 'vanished'],
  disconnect: ['lost', 'late'],
  event: ['crash', 'late', 'doubled'],
  mail: ['throttled', 'rejected', 'bounced', 'complained'],
}

/** A timer has another take its place where it died, or where its start was lost, and nowhere else. */
export const renewedWhereOver: Broken = ({ faults }, logs) => {
  if (faults.some(({ fault, kind }) => fault && !survived[kind]?.includes(fault))) return []
  return inEach(logs, (_session, { events }) => [
    ofType(events, 'TimerRenewed').length > 0 && 'another timer took the place of one that ran',
  ])
}

/** Wakes of a conversation while nothing fails: few while it waits, and next to none while people talk. */
export const asleepWhileTheyTalk: Broken = (run, logs) => {
  if (run.faults.length > 0) return []
  const wakes = run.met.filter(({ kind, what }) => kind === 'wake' && what === 'session clock')
  return inEach(logs, (session, log) => {
    const count = wakes.filter(({ about }) => about === session).length
    const most = wakesMax(log)
    return [count > most && `${count} wakes, ${most} at most`]
  })
}

/** A second timer looks after what these begin. */
const goesAside: readonly string[] = ['LibrarianWentAway', 'SecondWentAway', 'TransferOffered', 'HelpCalled']

/** Each time it waits: the rungs, the rounds, the offer, and a look every five minutes. Each silence of 2:30: its steps. */
function wakesMax({ steps, events }: Log): number {
  const begins = events.filter(({ type }) => ['Asked', 'LibrarianVanished', 'ReturnedToQueue'].includes(type)).length
  const serves = events.filter(({ type }) => ['PickedUp', 'TransferAccepted', 'Rescued'].includes(type)).length
  const due = [
    'SilenceWarned',
    'SilenceBreached',
    'GreetingNudged',
    'PatronPrompted',
    'RescueOffered',
    'Closed',
    'HelpSpread',
    'HelpUnanswered',
  ]
  const said = events.filter(({ type }) => due.includes(type)).length
  const looks = events.filter(({ type }) => goesAside.includes(type)).length
  const length = (steps.at(-1)?.at ?? 0) - (steps[0]?.at ?? 0)
  return 14 * begins + 4 * serves + 3 * said + 8 * looks + Math.ceil(length / 150_000)
}
