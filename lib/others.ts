import { type RunPorts, run } from './run.ts'
import { fingerprintsOf } from './session/practice/other-patrons.ts'
import type { Session } from './session/state.ts'

/**
 * Tells each of a librarian's sessions who else they serve, as fingerprints, so that a message meant for one patron does not
 * go out to another (R20). Written when a session is picked up or an address becomes known: a message itself reads nothing more.
 */
export async function rememberOthers(
  ports: RunPorts,
  librarian: string,
  held: readonly string[],
  at: number,
): Promise<void> {
  const loaded = await Promise.all(held.map(id => ports.sessions.load(id)))
  const sessions = loaded.flatMap(step => (step ? [step.session] : []))
  for (const session of sessions) {
    const others = sessions.filter(({ id }) => id !== session.id).flatMap(namesOf)
    await run(ports, session.id, { type: 'NoteOthers', at, librarian, others })
  }
}

function namesOf({ patron }: Session): readonly string[] {
  return fingerprintsOf(patron.name, patron.email)
}
