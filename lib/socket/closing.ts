import { createHash } from 'node:crypto'
import { type Identity, librarianOf } from '../access/tickets.ts'
import { refuse } from '../decisions/refusals.ts'
import { whyNotTake } from '../desk/about-patron.ts'
import { goodbyeFor } from '../desk/briefing.ts'
import { awake } from '../desk/duty.ts'
import { shareOtherPatrons } from '../desk/other-patrons.ts'
import type { Directory, Queue } from '../desk/ports.ts'
import { type EndingPorts, run, runEnding } from '../desk/run.ts'
import { closingRecords } from '../protocol/closing.ts'
import { adviceOnClosing } from '../session/advice.ts'
import { whyNotSay } from '../session/messages.ts'
import { suggest } from '../session/resolution.ts'
import type { Session } from '../session/state.ts'
import { dateIn } from '../time/days.ts'
import { plusDays } from '../time/opening-days.ts'
import { answering, type Route, refused, refusedBy } from './route.ts'

export type ClosingPorts = EndingPorts & {
  readonly queue: Queue
  readonly directory: Directory
}

/** How a session ends: the patron's address is verified, and the librarian gives it its code. */
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
    'report-policy': async ({ session, text }, { identity, at }) => {
      const outcome = await run(ports, session, {
        type: 'ReportPolicy',
        at,
        by: librarianOf(identity),
        text,
        fingerprint: fingerprintOf(text),
      })
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

    suggest: async ({ session: id, resolved }, { identity }) => {
      const session = (await sessions.load(id))?.session
      const no = session
        ? whyNotSay(session, { role: 'librarian', id: librarianOf(identity) })
        : refuse('no-such-session')
      if (!session || no) return refusedBy(no ?? refuse('no-such-session'))
      const advice = session.status === 'active' ? adviceOnClosing(session) : []
      return {
        type: 'suggestion',
        session: id,
        ...suggest(session, resolved),
        ...(advice.length && { advice: [...advice] }),
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

    leave: async ({ session }, { at }) => {
      const outcome = await runEnding(ports, session, { type: 'Leave', at })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'left', session }
    },
  })
}

/** By which a report is known that a client sends again because its reply was lost. */
function fingerprintOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** Whoever closes has room again: they stand in line, and see who waits without having been alerted (R45). */
async function whoWaits(ports: ClosingPorts, librarian: string, at: number) {
  const found = await ports.roster.find(librarian, true)
  if (!found.duty) return []
  await awake(ports, found, at)
  const { entries } = await ports.queue.waiting(found.duty.pools, { most: waitingShown, mayBeStale: true })
  return [...entries]
}

/** How many of those who wait come with the reply to closing. */
const waitingShown = 5

/** The address that is verified now, and the name that goes with it. */
function verified({ id, patron: { name } }: Session, email: string) {
  return { type: 'contact-verified', session: id, email, ...(name && { name }) } as const
}

/** What became known of a patron, or that they have gone, is minded in the other sessions of their librarian (R20). */
async function minded(ports: ClosingPorts, session: Session, at: number): Promise<void> {
  if (session.status !== 'waiting' && session.librarian) await shareOtherPatrons(ports, session.librarian.id, at)
}

/** What a library's own ways add to closing: today's date there (R22), and its goodbye (R23). */
async function policy(directory: Directory, library: string | undefined, at: number, librarian: string) {
  const theirs = library ? await directory.library(library) : undefined
  const today = dateIn(theirs?.timeZone ?? 'UTC', at)
  return {
    today,
    ...(theirs && { latest: plusDays(today, theirs.followUps.postponedDaysMax) }),
    goodbye: theirs && (await goodbyeFor(directory, theirs, librarian)),
  }
}
