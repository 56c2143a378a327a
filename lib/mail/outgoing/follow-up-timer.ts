import type { Library } from '../../consortium/library.ts'
import { calendarOf } from '../../consortium/library.ts'
import { correctAgain } from '../../desk/correct-facts.ts'
import type { Directory } from '../../desk/ports.ts'
import { runFollowUp } from '../../desk/run.ts'
import { nextFollowUpDue } from '../../follow-up/due-dates.ts'
import type { Outgoing } from '../../follow-up/outbox.ts'
import { isOver } from '../../follow-up/state.ts'
import { codeDue } from '../../session/confirming.ts'
import type { ClosedSession } from '../../session/state.ts'
import { mailCode } from './email-code.ts'
import { OverQuota } from './over-quota.ts'
import { type OutgoingMailPorts, type Sent, sendOne } from './send.ts'

/**
 * Does what is due after a session and returns the time (ms) until something is due again, or undefined if nothing will be. If
 * several timers wake at once, the one whose step is written sends the mails. A mail is recorded after it was accepted. A
 * function that dies in between therefore causes a second mail with the same reference, never a missing one.
 */
export async function runFollowUpTimer(ports: OutgoingMailPorts, id: string, at: number): Promise<number | undefined> {
  const first = await ports.sessions.load(id)
  if (!first || (first.session.status !== 'closed' && !codeDue(first.session, at))) return undefined
  const library = await ports.directory.library(first.session.library)
  if (!library) throw new Error('The library of this session is not in the directory.')
  const hasCode = codeDue(first.session, at) !== undefined
  const codeAgainAt = await mailCode(ports, library, first.session, at)
  const newest = hasCode ? await ports.sessions.load(id) : first
  if (newest?.session.status !== 'closed') return codeAgainAt === undefined ? undefined : codeAgainAt - at
  const works = { calendar: calendarOf(library), policy: library.followUps }
  const isDeserted = await hasDeserted(ports.directory, newest.session)
  const tick = { type: 'FollowUpTick', at, ...works, ...(isDeserted && { isDeserted }) } as const
  const ticked = await runFollowUp(ports, id, tick, newest)
  if ('refusal' in ticked || ticked.session.status !== 'closed') return undefined
  await correctAgain(ports, ticked.newest)
  const mine = ticked.events.flatMap(event => (event.type === 'MailsBegun' ? event.mails : []))
  const after = mine.length > 0 ? await sendAll(ports, library, ticked.session, mine, at) : ticked.session
  const due = nextFollowUpDue(after, works.calendar, works.policy, at)
  const next = Math.min(due ?? Number.POSITIVE_INFINITY, codeAgainAt ?? Number.POSITIVE_INFINITY)
  return Number.isFinite(next) ? next - at : undefined
}

/** Whether the librarian who promised the answer has left the consortium. */
async function hasDeserted(directory: Directory, { followUp }: ClosedSession): Promise<boolean> {
  if (!followUp || isOver(followUp) || followUp.owner === 'library') return false
  return (await directory.librarian(followUp.owner)) === undefined
}

/** Sends the mails of these numbers in parallel, so that one failure does not hold up the others. */
async function sendAll(
  ports: OutgoingMailPorts,
  library: Library,
  session: ClosedSession,
  numbers: readonly number[],
  at: number,
): Promise<ClosedSession> {
  const events = await ports.sessions.history(session.id)
  const mine = session.mails.outbox.filter(({ n }) => numbers.includes(n))
  const sent = await Promise.allSettled(
    mine.map(outgoing => sendOne(ports, { library, session, events, at }, outgoing)),
  )
  let after = session
  for (const [i, outgoing] of mine.entries()) {
    const result = sent[i]
    if (result?.status === 'rejected') ports.log.failed(`mail ${outgoing.kind}`, session.id, result.reason)
    if (result?.status === 'fulfilled') after = await settled(ports, after, outgoing, at, result.value)
  }
  return after
}

/** Records the outcome of a mail. If that fails, the mail stays outstanding and is sent once more when its minute is over. */
async function settled(
  ports: OutgoingMailPorts,
  session: ClosedSession,
  { n, kind }: Outgoing,
  at: number,
  sent: Sent,
): Promise<ClosedSession> {
  const about = { at, n, kind }
  if (sent === 'over-quota') ports.log.failed(`mail ${kind}`, session.id, new OverQuota())
  try {
    const outcome = await runFollowUp(ports, session.id, settling(sent, about))
    return 'session' in outcome && outcome.session.status === 'closed' ? outcome.session : session
  } catch (error) {
    ports.log.failed(`record of mail ${kind}`, session.id, error)
    return session
  }
}

function settling(sent: Sent, about: Pick<Outgoing, 'n' | 'kind'> & { readonly at: number }) {
  if (sent === 'over-quota') return { type: 'PostponeMail', ...about } as const
  return 'id' in sent
    ? ({ type: 'RecordMail', ...about, mail: sent.id } as const)
    : ({ type: 'DropMail', ...about, because: sent.dropped } as const)
}
