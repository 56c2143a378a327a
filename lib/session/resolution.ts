import { type Refusal, refuse, refuseSoftly } from '../decisions/refusals.ts'
import type { Close } from './commands.ts'
import { type ActiveSession, addressOf, patronIsGone } from './state.ts'

/** The four codes of the cooperative. */
export const codes = ['answered', 'follow-up-by-patrons-library', 'follow-up-by-me', 'lost-call'] as const

export type Code = (typeof codes)[number]

/** A librarian chose the code, the patron did by leaving an address (R6), or the desk gave it because nobody did (R24). */
export type How = 'chosen' | 'by-patron' | 'by-default'

/**
 * Why a session ended without a code (R24): the librarian spoke last and the patron did not answer; the patron had the last
 * word and had gone; or they had it and waited to the end, unanswered.
 */
export type NobodyChose = 'librarian-spoke-last' | 'patron-gone' | 'waited-out'

/** What is owed to a patron after the session. */
export interface FollowUpOwed {
  /** "library", or the librarian who took it on (R26). */
  readonly owner: string
  readonly email: string
  readonly verified: 'by-patron' | 'by-librarian' | 'unverified'
  /** A date (YYYY-MM-DD) in the time zone of the patron's library, or "none". */
  readonly deadline: string
}

type Condition = (session: ActiveSession, command: Close) => { readonly refusal: Refusal } | undefined

/** R27: lost only if the patron sent nothing after the librarian joined … */
const patronWasSilent: Condition = session => (session.patron.spoke ? refuse('patron-spoke') : undefined)

/** … and left no address in the form, the question or anything they wrote. */
const patronLeftNoAddress: Condition = session =>
  addressOf(session.patron) ? refuse('patron-left-address') : undefined

/** R22: somebody can be answered, and the address was verified while they could still be asked. */
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

/** R26: the answer is at hand. */
const answerIsAtHand: Condition = (_session, { atHand }) => (atHand ? undefined : refuse('not-at-hand'))

/** R26: another library's patron belongs to that library; a librarian may insist. */
const patronIsOurs: Condition = (session, { despite }) =>
  session.library === session.librarian.library || despite?.includes('not-your-patron')
    ? undefined
    : refuseSoftly('not-your-patron', 'follow-up-by-patrons-library')

/** R21: the patron was asked whether that is all, unless they have gone. */
const wasAsked: Condition = (session, { despite, unresolved }) =>
  unresolved || patronIsGone(session) || session.signs.includes('asks-if-complete') || despite?.includes('not-asked')
    ? undefined
    : refuseSoftly('not-asked')

/** R28: what stays unanswered for want of an address is put into a note. */
const shortcomingIsNoted: Condition = (_session, { unresolved, note }) =>
  unresolved && !note ? refuse('no-note') : undefined

/** What has to be true before a session ends with this code; adding a condition is adding its name. */
const conditions: Readonly<Record<Code, readonly Condition[]>> = {
  answered: [wasAsked, shortcomingIsNoted],
  'follow-up-by-patrons-library': [contactIsKnown, deadlineIsSet],
  'follow-up-by-me': [answerIsAtHand, patronIsOurs, contactIsKnown, deadlineIsSet],
  'lost-call': [patronWasSilent, patronLeftNoAddress],
}

/** Why this code cannot be given, if it cannot: the first of its conditions that fails. */
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

/** What a code leaves owing, if anything. */
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
