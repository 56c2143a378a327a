import type { FollowUp } from '../follow-up/state.ts'
import type { Code, How, NobodyChose } from '../session/codes.ts'
import { tallyAfter } from '../session/counting.ts'
import type { Closed, Event } from '../session/events.ts'
import { evolve } from '../session/session.ts'
import type { ClosedSession, Session } from '../session/state.ts'
import type { Served } from '../session/tally.ts'

/**
 * The facts of one session (R37): what reports count. They hold no name, address or word of anybody, and outlive the session.
 * Times are ms since 1970, spans are ms.
 */
export interface SessionFacts {
  readonly session: string
  /** The patron's library. */
  readonly library: string
  readonly askedAt: number
  readonly endedAt: number
  /** Who served last, and whom it passed through before; missing if nobody picked the patron up. */
  readonly answeredBy?: ServedBy
  readonly earlier?: readonly ServedBy[]
  /** Each wait until a pick-up, the last one perhaps until the end. */
  readonly waits: readonly number[]
  /** From the first pick-up to the first message of a librarian. */
  readonly firstReply?: number
  /** Messages of both sides, the question included. */
  readonly messages: number
  /** The longest time for which the patron heard nothing while somebody served them. */
  readonly silence: number
  /** How often the limit of silence was passed (R16). */
  readonly breaches: number
  readonly code: Code
  readonly how: How
  /** Why the code does not tell the whole story (R28, R42). */
  readonly because?: 'no-contact' | 'stepped-back'
  /** Why nobody chose the code (R24). */
  readonly nobodyChose?: NobodyChose
  /** The language in which the patron read the form, a BCP 47 tag. */
  readonly language?: string
  /** The classes of its question, from the consortium's list. */
  readonly classes?: readonly string[]
  /** The codes of soft refusals that librarians overrode. */
  readonly overrides?: readonly string[]
  readonly outOfTurn?: true
  readonly followUp?: FollowUpFacts
}

/** Who served. The librarian is forgotten after a time, and their library stays. */
export interface ServedBy {
  readonly library: string
  readonly librarian?: string
}

/** What became of a follow-up. */
export interface FollowUpFacts {
  readonly owner: 'library' | 'librarian'
  readonly ended?: 'answered' | 'done'
  readonly endedAt?: number
  /** A deadline passed before it ended, that of its first owner included. */
  readonly missed?: true
}

/** The facts of a session at its end. */
export function factsAtEnd(before: Session | undefined, event: Closed, after: ClosedSession): SessionFacts {
  const { waits = [], silence = 0, breaches = 0, firstReply, earlier, overrides, outOfTurn } = tallyAfter(before, event)
  const { id, library, askedAt, closedAt, librarian, last, code, how, followUp, language } = after
  const { because, nobodyChose, classes } = event
  return {
    ...{ session: id, library, askedAt, endedAt: closedAt, waits, messages: last, silence, breaches, code, how },
    ...(librarian && { answeredBy: { library: librarian.library, librarian: librarian.id } }),
    ...(earlier && { earlier: earlier.map(servedBy) }),
    ...(firstReply !== undefined && { firstReply }),
    ...(because && { because }),
    ...(nobodyChose && { nobodyChose }),
    ...(language && { language }),
    ...(classes && { classes }),
    ...(overrides && { overrides }),
    ...(outOfTurn && { outOfTurn }),
    ...(followUp && { followUp: followUpFacts(followUp) }),
  }
}

/** What reports count of a follow-up. */
export function followUpFacts({ owner, status, endedAt, missed }: FollowUp): FollowUpFacts {
  const ended = status === 'answered' || status === 'done' ? status : undefined
  return {
    owner: owner === 'library' ? 'library' : 'librarian',
    ...(ended && { ended }),
    ...(ended && endedAt !== undefined && { endedAt }),
    ...(missed && { missed }),
  }
}

/** Whether the facts of a closed session change with this step. */
export function isCorrected(before: Session | undefined, after: Session): after is ClosedSession {
  if (before?.status !== 'closed' || after.status !== 'closed') return false
  return !isSame(before.followUp, after.followUp)
}

function isSame(a: FollowUp | undefined, b: FollowUp | undefined): boolean {
  if (a === b || !a || !b) return a === b
  const [was, is] = [followUpFacts(a), followUpFacts(b)]
  return was.owner === is.owner && was.ended === is.ended && was.endedAt === is.endedAt && was.missed === is.missed
}

/** The facts of a session from its whole log; undefined while it runs. */
export function factsFrom(events: readonly Event[]): SessionFacts | undefined {
  let session: Session | undefined
  let facts: SessionFacts | undefined
  for (const event of events) {
    const after = evolve(session, event)
    if (event.type === 'Closed' && after?.status === 'closed' && session?.status !== 'closed')
      facts = factsAtEnd(session, event, after)
    session = after
  }
  if (!facts || session?.status !== 'closed' || !session.followUp) return facts
  return { ...facts, followUp: followUpFacts(session.followUp) }
}

/** The day on which a session was asked, in UTC: its facts are filed there. */
export function dayOf(askedAt: number): string {
  return new Date(askedAt).toISOString().slice(0, 10)
}

function servedBy({ librarian, library }: Served): ServedBy {
  return { library, librarian }
}
