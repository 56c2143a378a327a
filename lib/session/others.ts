import { type Decision, nothing } from '../decisions/decision.ts'
import { fingerprintsOf } from '../practice/other-patrons.ts'
import type { RecordOtherPatrons } from './commands.ts'
import { addressOf, type Session, serves } from './state.ts'

/**
 * Whom else the librarian serves, so that a message meant for somebody else is noticed (R20). A name that is also this
 * patron's or the librarian's own names nobody else: two patrons called Jane are both greeted as Jane.
 */
export function recordOtherPatrons(session: Session, { at, librarian, otherPatrons }: RecordOtherPatrons): Decision {
  if (!serves(session, librarian)) return nothing
  const { patron } = session
  const here = [...fingerprintsOf(patron.name, addressOf(patron)), ...fingerprintsOf(session.librarian.name)]
  const elsewhere = otherPatrons.filter(other => !here.includes(other))
  const known = session.librarian.otherPatrons ?? []
  const same = known.length === elsewhere.length && elsewhere.every(other => known.includes(other))
  return same ? nothing : { events: [{ type: 'OtherPatronsRecorded', at, otherPatrons: elsewhere }] }
}
