import { librarianOf } from '../access/tickets.ts'
import { briefingFor } from '../desk/briefing.ts'
import { shareOtherPatrons } from '../desk/other-patrons.ts'
import type { Directory, Found, Roster } from '../desk/ports.ts'
import { newestOf } from '../desk/resume.ts'
import type { Done, RunPorts } from '../desk/run.ts'
import type { Caller } from './route.ts'

export type BriefedPorts = RunPorts & { readonly directory: Directory }

/** The whole session, for a librarian who has just taken it or joined it, with what they need to know about the patron's library. */
export async function briefed(ports: BriefedPorts, { session, newest }: Done, { identity, at }: Caller) {
  const id = librarianOf(identity)
  const found = await shareOtherPatrons(ports, id, at, session)
  await fillIfFull(ports, found, session.id)
  const [all, briefing] = await Promise.all([
    newestOf(ports.sessions, newest, { role: 'librarian', id }),
    briefingFor(ports.directory, session, id, at),
  ])
  return { ...all, briefing }
}

/**
 * A librarian who has reached their limit stands behind the others from now on, so the search for the next in line does not pass
 * librarians who get no alerts (R45). The session stays theirs if this fails, because readers of the line correct it.
 */
async function fillIfFull(
  { roster, log }: RunPorts & { readonly roster: Roster },
  found: Found,
  session: string,
): Promise<void> {
  if (!found.duty || found.sessions.length < found.duty.limit) return
  try {
    await roster.fill(found)
  } catch (error) {
    log.failed('place in the line', session, error)
  }
}
