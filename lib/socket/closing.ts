import { createHash } from 'node:crypto'
import { ulid } from 'ulid'
import { type Identity, librarianOf } from '../access/tickets.ts'
import { classesOn, suggestedClasses } from '../consortium/question-classes.ts'
import { refuse } from '../decisions/refusals.ts'
import { whyNotTake } from '../desk/about-patron.ts'
import { goodbyeFor } from '../desk/briefing.ts'
import { awake, othersThan } from '../desk/duty.ts'
import { withLibraryNames } from '../desk/library-names.ts'
import { shareForEach } from '../desk/other-patrons.ts'
import type { Directory, Facts, Queue, Sources } from '../desk/ports.ts'
import { type EndingPorts, run, runEnding } from '../desk/run.ts'
import { type EmailCodePorts, runEnterCode, runRequestCode } from '../mail/outgoing/email-code.ts'
import { closingRecords } from '../protocol/closing.ts'
import { adviceOnClosing } from '../session/advice.ts'
import type { StepBack } from '../session/commands.ts'
import { addressWrittenTo, isConfirmed } from '../session/confirming.ts'
import { notServing } from '../session/joining.ts'
import { whyNotSay } from '../session/messages.ts'
import { suggest } from '../session/resolution.ts'
import { type Session, serves } from '../session/state.ts'
import { dateIn } from '../time/days.ts'
import { plusDays } from '../time/opening-days.ts'
import { answering, type Route, refused, refusedBy } from './route.ts'

export type ClosingPorts = EndingPorts &
  EmailCodePorts & {
    readonly queue: Queue
    readonly directory: Directory
    readonly sources: Sources
    readonly facts: Pick<Facts, 'rate'>
  }

/** The end of a session: the patron's address is verified, and the librarian gives the code. */
export function closingActions(ports: ClosingPorts): readonly Route[] {
  const { sessions, directory } = ports
  const notTaken = async (
    { library }: Identity,
    about: { readonly name?: string | undefined; readonly email: string },
  ) => {
    const no = await whyNotTake(directory, await directory.library(library), about)
    return no && refused(no)
  }
  return answering(closingRecords)({
    'report-policy': async ({ session, statement, text }, { identity, at }) => {
      if (statement === undefined && text === undefined)
        return refused('bad-frame', 'Say in "text" what is wrong, or name a "statement".')
      const by = librarianOf(identity)
      const newest = await sessions.load(session)
      const isTheirs = newest && whyNotSay(newest.session, { role: 'librarian', id: by }) === undefined
      const words =
        statement === undefined || !isTheirs ? text : await aboutStatement(directory, newest.session, statement, text)
      if (words === undefined && isTheirs) return refusedBy(refuse('unknown-statement'))
      const report = { by, text: words ?? '', fingerprint: fingerprintOf(words ?? '') }
      const outcome = await run(ports, session, { type: 'ReportPolicy', at, ...report }, newest)
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'policy-reported', session }
    },

    'ask-contact': async ({ session }, { identity, at }) => {
      const outcome = await run(ports, session, { type: 'AskContact', at, by: librarianOf(identity) })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'contact-asked', session }
    },

    'confirm-contact': async ({ session, email, name, despite }, { identity, at }) => {
      const no = await notTaken(identity, { email, name })
      if (no) return no
      const outcome = await run(ports, session, { type: 'ConfirmContact', at, email, despite, ...(name && { name }) })
      if ('refusal' in outcome) return refusedBy(outcome)
      await minded(ports, outcome.session, at)
      return verified(outcome.session, email)
    },

    'attest-contact': async ({ session, email, despite }, { identity, at }) => {
      const no = await notTaken(identity, { email })
      if (no) return no
      const outcome = await run(ports, session, {
        type: 'AttestContact',
        at,
        by: librarianOf(identity),
        email,
        despite,
      })
      if ('refusal' in outcome) return refusedBy(outcome)
      await minded(ports, outcome.session, at)
      return verified(outcome.session, email)
    },

    close: async ({ action: _action, id: _id, session, ...request }, { identity, at }) => {
      const by = librarianOf(identity)
      const newest = await sessions.load(session)
      const { goodbye, ...dates } = await policy(directory, newest?.session.library, at, by)
      const outcome = await runEnding(ports, session, { type: 'Close', at, by, ...dates, goodbye, ...request }, newest)
      if ('refusal' in outcome) return refusedBy(outcome)
      if (outcome.session.status !== 'closed') return refusedBy(refuse('not-yours'))
      await minded(ports, outcome.session, at)
      const { code, how } = outcome.session
      const waiting = await whoWaits(ports, by, at)
      return { type: 'closed', session, code, how, ...(waiting.length > 0 && { waiting }) }
    },

    'request-code': async ({ session, email, despite }, { identity, at }) => {
      const no = email && (await notTaken(identity, { email }))
      if (no) return no
      const id = ulid(at)
      const digest = await ports.emailCodes.digest(session, await ports.emailCodes.of(session, id))
      const outcome = await runRequestCode(ports, session, { type: 'RequestCode', at, id, digest, email, despite })
      if ('refusal' in outcome) return refusedBy(outcome)
      const { emailCode, patron } = outcome.session
      const wanted = email ?? addressWrittenTo(outcome.session) ?? ''
      if (!emailCode || isConfirmed(patron, wanted)) return { type: 'address-confirmed', session, email: wanted }
      return { type: 'code-requested', session, email: emailCode.email, until: emailCode.until }
    },

    'enter-code': async ({ session, digits }, { at }) => {
      const digest = await ports.emailCodes.digest(session, digits)
      const outcome = await runEnterCode(ports, session, { type: 'EnterCode', at, digest })
      if ('refusal' in outcome) return refusedBy(outcome)
      if (outcome.events.some(({ type }) => type === 'CodeMistyped')) return refusedBy(refuse('wrong-code'))
      await minded(ports, outcome.session, at)
      return { type: 'address-confirmed', session, email: outcome.session.patron.email ?? '' }
    },

    suggest: async ({ session: id, resolved }, { identity, at }) => {
      const session = (await sessions.load(id))?.session
      if (!session) return refusedBy(refuse('no-such-session'))
      const by = librarianOf(identity)
      if (!serves(session, by)) return refusedBy(notServing(session, by))
      const advice = adviceOnClosing(session)
      const classes = await classesFor(ports, session, at)
      return {
        type: 'suggestion',
        session: id,
        ...suggest(session, resolved),
        ...(advice.length && { advice: [...advice] }),
        ...(classes.length && { classes: [...classes] }),
      }
    },

    'step-back': async ({ session, note, all }, { identity, connection, at }) => {
      const by = librarianOf(identity)
      const { duty } = await ports.roster.find(by)
      const onDuty = duty?.connection === connection ? duty : undefined
      const outcome = await runEnding(ports, session, { type: 'StepBack', at, by, onDuty, note })
      if ('refusal' in outcome) return refusedBy(outcome)
      await ports.sources.refuse(session, at)
      const others = all ? await stepBackFromAll(ports, session, { type: 'StepBack', at, by, onDuty }) : []
      await minded(ports, outcome.session, at)
      const waiting = await whoWaits(ports, by, at)
      return {
        type: 'stepped-back',
        session,
        ...(others.length > 0 && { others: [...others] }),
        ...(waiting.length > 0 && { waiting }),
      }
    },

    'leave-address': async ({ session, email, name, despite }, { identity, at }) => {
      const no = await notTaken(identity, { email, name })
      if (no) return no
      const outcome = await runEnding(ports, session, {
        type: 'LeaveAddress',
        at,
        email,
        despite,
        ...(name && { name }),
      })
      return 'refusal' in outcome ? refusedBy(outcome) : { ...verified(outcome.session, email), type: 'address-left' }
    },

    rate: async ({ session: id, rating }) => {
      const session = (await sessions.glance(id))?.session
      if (!session) return refusedBy(refuse('no-such-session'))
      if (session.status !== 'closed') return refusedBy(refuse('not-closed'))
      if (session.steppedBackBy) return refusedBy(refuse('stepped-back'))
      // A session from before there were facts has none, and nothing could be counted.
      await ports.facts.rate(id, session.askedAt, rating)
      return { type: 'rated', session: id, rating }
    },

    leave: async ({ session }, { at }) => {
      const outcome = await runEnding(ports, session, { type: 'Leave', at })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'left', session }
    },
  })
}

/** A report of one statement, in words that its library finds it by. Undefined if the library has no such statement. */
async function aboutStatement(
  directory: Directory,
  about: Session,
  id: string,
  text: string | undefined,
): Promise<string | undefined> {
  const found = (await directory.library(about.library))?.policy?.find(statement => statement.id === id)
  if (!found) return undefined
  const { topic, text: said, checkedOn, vouchedBy } = found
  const wrong = `This is wrong, under "${topic}": "${said}" (checked on ${checkedOn}; ${vouchedBy} vouches for it.)`
  return text === undefined ? wrong : `${wrong}\n\n${text}`
}

/** Closes the sessions of the same source that are still waiting, and returns them (R42). */
async function stepBackFromAll(ports: ClosingPorts, session: string, command: StepBack): Promise<readonly string[]> {
  const closed: string[] = []
  for (const other of await ports.sources.openedAlike(session)) {
    if (other === session || (await ports.sessions.load(other))?.session.status !== 'waiting') continue
    const outcome = await runEnding(ports, other, command)
    if (!('refusal' in outcome)) closed.push(other)
  }
  return closed
}

/** Identifies a report that a client sends again because its reply was lost. */
function fingerprintOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/**
 * A librarian who closes a session has room again, so they are back in line and see who is waiting without an alert (R45).
 */
async function whoWaits(ports: ClosingPorts, librarian: string, at: number) {
  const found = await ports.roster.find(librarian, true)
  if (!found.duty) return []
  await awake(ports, found, at)
  const { entries } = await ports.queue.waiting(found.duty.pools, { at, most: waitingShown, mayBeStale: true })
  return withLibraryNames(ports.directory, othersThan(found.sessions, entries))
}

/** The number of waiting patrons in the reply to closing. */
const waitingShown = 5

/** The address that is now verified, and its name. */
function verified({ id, patron: { name } }: Session, email: string) {
  return { type: 'contact-verified', session: id, email, ...(name && { name }) } as const
}

/** A patron who becomes known or leaves changes what the librarian's other sessions must not mention (R20). */
async function minded(ports: ClosingPorts, session: Session, at: number): Promise<void> {
  await shareForEach(ports, session, at)
}

/** The classes that may be given today, and which of them the question suggests. */
async function classesFor({ directory, sessions }: ClosingPorts, { id, library }: Session, at: number) {
  const theirs = await directory.library(library)
  if (!theirs?.classes) return []
  const today = classesOn(theirs.classes, dateIn(theirs.timeZone, at))
  const [first] = await sessions.steps(id, { after: 0, most: 1, mayBeStale: true })
  const asked = first?.events.find(event => event.type === 'Asked')
  const suggested = suggestedClasses(today, asked?.question ?? '')
  return today.map(({ id, label }) => ({ id, label, ...(suggested.includes(id) && { suggested: true as const }) }))
}

/** What the patron's library adds to closing: today's date there (R22), its goodbye (R23), and the classes of today. */
async function policy(directory: Directory, library: string | undefined, at: number, librarian: string) {
  const theirs = library ? await directory.library(library) : undefined
  const today = dateIn(theirs?.timeZone ?? 'UTC', at)
  return {
    today,
    ...(theirs?.classes && { classesToday: classesOn(theirs.classes, today).map(({ id }) => id) }),
    ...(theirs && { latest: plusDays(today, theirs.followUps.postponedDaysMax) }),
    goodbye: theirs && (await goodbyeFor(directory, theirs, librarian)),
  }
}
