import type { RecordMail } from './commands.ts'
import { type Decision, nothing } from './decision.ts'
import { refuse } from './refusals.ts'
import type { Session } from './state.ts'

/** The follow-up's mail was accepted: it is not sent again (R29). */
export function recordMail(session: Session, { at, mail }: RecordMail): Decision {
  if (session.status !== 'closed' || !session.followUp) return refuse('no-follow-up')
  return session.mailed ? nothing : { events: [{ type: 'FollowUpMailed', at, mail }] }
}
