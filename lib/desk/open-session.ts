import { createHash } from 'node:crypto'
import { ulid } from 'ulid'
import type { Library } from '../consortium/library.ts'
import type { Answer } from '../session/events.ts'
import { firstSleep } from '../session/timing.ts'
import type { Roster, SessionTimers, TimerWatch } from './ports.ts'
import { type EndingPorts, type Outcome, type RunPorts, run, runEnding } from './run.ts'
import { staffing } from './staffing.ts'
import { quarterFor } from './sweep.ts'
import { seconds } from './wake.ts'

/** A question as the patron submitted it. */
export interface Question {
  readonly question: string
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly despite?: readonly string[] | undefined
  /** Its source has asked more than its share (R2). */
  readonly afterOthers?: boolean | undefined
  /** Its number in the queue. @default - unknown */
  readonly nth?: number | undefined
  readonly language?: string | undefined
  /** What the library's own fields hold. */
  readonly answers?: readonly Answer[] | undefined
}

/**
 * Opens a session with a patron's question. Its timer is started and the session is filed for the sweep before its first step is
 * written, so no session is ever without either. A timer without a session finds nothing and ends.
 */
export async function openSession(
  ports: RunPorts & {
    readonly timers: SessionTimers
    readonly watch: Pick<TimerWatch, 'file'>
    readonly roster: Roster
  },
  library: Library,
  session: string,
  { question, name, email, despite, afterOthers, nth, language, answers }: Question,
  at: number,
): Promise<Outcome> {
  await ports.watch.file(session, quarterFor(at))
  await ports.timers.startSession(session, 1, seconds(firstSleep(library.timing, library.ladder)))
  const { ladder, line } = await staffing(ports.roster, library, 1, at)
  return run(ports, session, {
    type: 'Ask',
    at,
    session,
    library: library.id,
    ladder,
    line: line(0),
    question,
    ...(name && { name }),
    ...(email && { email }),
    ...(despite && { despite }),
    afterOthers,
    nth,
    language,
    answers,
    ...(library.desk && { own: library.desk }),
  })
}

/**
 * Opens a session that ends at once, since the patron does not wait and their library owes the answer (R6). The session's timer
 * is started anyway, because it starts the follow-up again if the first start was lost.
 */
export async function leaveQuestion(
  ports: EndingPorts & { readonly timers: SessionTimers; readonly watch: Pick<TimerWatch, 'file'> },
  library: Library,
  session: string,
  { question, name, email, despite, language, answers }: Question & { readonly email: string },
  at: number,
): Promise<Outcome> {
  await ports.watch.file(session, quarterFor(at))
  await ports.timers.startSession(session, 1, seconds(firstSleep(library.timing, library.ladder)))
  return runEnding(ports, session, {
    type: 'LeaveQuestion',
    at,
    session,
    library: library.id,
    question,
    name,
    email,
    despite,
    language,
    answers,
  })
}

/** Crockford's base 32, as in a ULID. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The id of a new session, 26 characters. A client that marks each submission of the form with a random text (`once`) gets the
 * same id for the same submission, so a repeat opens no second session.
 */
export function sessionId(library: string, once: string | undefined, at: number): string {
  if (!once) return ulid(at)
  const digest = createHash('sha256').update(`${library}\n${once}`).digest()
  return Array.from(digest.subarray(0, 26), byte => alphabet[byte % 32]).join('')
}
