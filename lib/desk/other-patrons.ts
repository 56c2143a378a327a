import { fingerprintsOf } from '../practice/other-patrons.ts'
import { addressOf, librariansIn, type Session } from '../session/state.ts'
import type { Found, Roster } from './ports.ts'
import { type RunPorts, run } from './run.ts'
import { ifReadable } from './unreadable.ts'

/**
 * Tells each of a librarian's sessions who else they serve, as fingerprints, so that a message meant for one patron does not go
 * out to another (R20). It runs when a session comes or goes or an address becomes known, so other messages read nothing extra. A
 * session that was just taken on (`fresh`) and is the only one has no others to avoid. Returns the librarian's state.
 */
export async function shareOtherPatrons(
  ports: RunPorts & { readonly roster: Roster },
  librarian: string,
  at: number,
  fresh?: Session,
): Promise<Found> {
  const found = await ports.roster.find(librarian)
  const { sessions: held } = found
  if (held.length === 1 && held[0] === fresh?.id) return found
  const loaded = await Promise.all(held.map(id => ifReadable(ports.sessions.load(id))))
  const steps = loaded.filter(step => step !== undefined)
  // A librarian with one patron has no other to confuse them with.
  const names = steps.length > 1 ? steps.map(({ session }) => namesOf(session)) : []
  for (const [i, step] of steps.entries()) {
    const otherPatrons = names.filter((_theirs, other) => other !== i).flat()
    await run(ports, step.session.id, { type: 'RecordOtherPatrons', at, librarian, otherPatrons }, step)
  }
  return found
}

/** The same for each librarian in a session. */
export async function shareForEach(
  ports: RunPorts & { readonly roster: Roster },
  session: Session | undefined,
  at: number,
): Promise<void> {
  for (const librarian of librariansIn(session)) await shareOtherPatrons(ports, librarian, at)
}

function namesOf({ patron }: Session): readonly string[] {
  return fingerprintsOf(patron.name, addressOf(patron))
}
