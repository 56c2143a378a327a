import type { NoteOthers } from './commands.ts'
import { type Decision, nothing } from './decision.ts'
import { type Session, serves } from './state.ts'

/** Whom else the librarian serves, so that a message meant for somebody else is noticed (R20). */
export function noteOthers(session: Session, { at, librarian, others }: NoteOthers): Decision {
  if (!serves(session, librarian)) return nothing
  const known = session.librarian.others ?? []
  const same = known.length === others.length && others.every(other => known.includes(other))
  return same ? nothing : { events: [{ type: 'OthersNoted', at, others }] }
}
