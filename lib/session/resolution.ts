import { type Refusal, refuse, refuseSoftly } from '../decisions/refusals.ts'
import type { FollowUpOwed } from '../follow-up/state.ts'
import type { Code } from './codes.ts'
import type { Close } from './commands.ts'
import type { Closed } from './events.ts'
import { type ActiveSession, addressOf, getsTranscript, type Patron, patronIsGone, type Session } from './state.ts'

type Condition = (session: ActiveSession, command: Close) => { readonly refusal: Refusal } | undefined

/** R27: lost only if the patron sent nothing after the librarian joined … */
const patronWasSilent: Condition = session => (session.patron.spoke ? refuse('patron-spoke') : undefined)

/** … and left no address in the form, the question or anything they wrote. */
const patronLeftNoAddress: Condition = session =>
  addressOf(session.patron) ? refuse('patron-left-address') : undefined

/** R22: there is an address to answer to, verified while the patron could still be asked. */
const contactIsKnown: Condition = session => {
  if (!addressOf(session.patron)) return refuse('no-contact')
  return session.patron.verified || patronIsGone(session) ? undefined : refuse('not-verified')
}

/** R22: a deadline, which has not passed where the patron's library is. Dates as YYYY-MM-DD compare as text. */
const deadlineIsSet: Condition = (_session, { deadline, today, latest }) => {
  if (!deadline) return refuse('no-deadline')
  if (deadline === 'none') return undefined
  if (deadline < today) return refuse('deadline-past')
  return latest && deadline > latest ? refuse('deadline-too-far') : undefined
}

/** R26: the librarian has the answer at hand. */
const answerIsAtHand: Condition = (_session, { atHand }) => (atHand ? undefined : refuse('not-at-hand'))

/** R26: another library's patron belongs to that library, but a librarian may insist. */
const patronIsOurs: Condition = (session, { despite }) =>
  session.library === session.librarian.library || despite?.includes('not-your-patron')
    ? undefined
    : refuseSoftly('not-your-patron', 'follow-up-by-patrons-library')

/** R21: the patron was asked whether that is all, unless they have gone. */
const wasAsked: Condition = (session, { despite, unresolved }) =>
  unresolved || patronIsGone(session) || session.signs.includes('asks-if-complete') || despite?.includes('not-asked')
    ? undefined
    : refuseSoftly('not-asked')

/** R28: a question that stays unanswered for lack of an address needs a note. */
const shortcomingIsNoted: Condition = (_session, { unresolved, note }) =>
  unresolved && !note ? refuse('no-note') : undefined

/** The conditions for ending a session with each code. */
const conditions: Readonly<Record<Code, readonly Condition[]>> = {
  answered: [wasAsked, shortcomingIsNoted],
  'follow-up-by-patrons-library': [contactIsKnown, deadlineIsSet],
  'follow-up-by-me': [answerIsAtHand, patronIsOurs, contactIsKnown, deadlineIsSet],
  'lost-call': [patronWasSilent, patronLeftNoAddress],
}

/** The first condition of this code that fails, if one does. */
export function whyNotClose(
  code: Code,
  session: ActiveSession,
  command: Close,
): { readonly refusal: Refusal } | undefined {
  for (const condition of conditions[code]) {
    const no = condition(session, command)
    if (no) return no
  }
  return undefined
}

/**
 * A follow-up, and whether the patron gets a separate mail that says who has their question (R43). The transcript says the same,
 * so a patron who gets it needs no separate mail. An address that they only mentioned may be somebody else's (R32).
 */
export function withReceipt(followUp: FollowUpOwed, patron: Patron): Pick<Closed, 'followUp' | 'receipt'> {
  return { followUp, ...(patron.email && !getsTranscript(patron) && { receipt: true as const }) }
}

/** The follow-up that a code leaves, if any. */
export function followUpOwed(code: Code, session: ActiveSession, command: Close): FollowUpOwed | undefined {
  const email = addressOf(session.patron)
  if (!email || !command.deadline || (code !== 'follow-up-by-patrons-library' && code !== 'follow-up-by-me'))
    return undefined
  return {
    owner: code === 'follow-up-by-me' ? command.by : 'library',
    email,
    verified: session.patron.verified ?? 'unverified',
    deadline: command.deadline,
  }
}

/** A resolution code that fits the session, and why, in words (R28). */
export interface Suggestion {
  readonly code: Code
  readonly because?: 'no-contact'
  readonly reason: string
}

/**
 * The code to use, as the cooperative's flow chart has it. Only the librarian can say whether the question is answered. Until
 * they do, it counts as answered once they have asked whether that is all.
 */
export function suggest(session: Session, resolved = wasAskedIfComplete(session)): Suggestion {
  const address = addressOf(session.patron) !== undefined
  if (!session.patron.spoke)
    return address
      ? {
          code: byLibrary,
          reason: 'The patron said nothing after you joined, but left an address: their library can answer.',
        }
      : { code: 'lost-call', reason: 'The patron said nothing after you joined and left no address.' }
  if (resolved) return { code: 'answered', reason: 'The question is answered.' }
  if (address)
    return { code: byLibrary, reason: "The question is open and there is an address: the patron's library can answer." }
  return {
    code: 'answered',
    because: 'no-contact',
    reason: 'The question is open, but nobody can be written to: close it as answered, with a note of what is missing.',
  }
}

const byLibrary = 'follow-up-by-patrons-library'

function wasAskedIfComplete(session: Session): boolean {
  return session.status === 'active' && session.signs.includes('asks-if-complete')
}
