import { librarianOf } from '../access/tickets.ts'
import { refuse } from '../decisions/refusals.ts'
import { briefingFor } from '../desk/briefing.ts'
import type { Directory, Sessions } from '../desk/ports.ts'
import { policyOf, todayCard } from '../desk/today.ts'
import { libraryRecords } from '../protocol/libraries.ts'
import { whyNotSay } from '../session/messages.ts'
import { isOpen } from '../time/opening-hours.ts'
import { answering, type Route, refused, refusedBy } from './route.ts'

interface LibraryPorts {
  readonly sessions: Pick<Sessions, 'load'>
  readonly directory: Directory
}

/** Librarians read about libraries that they do not know: with their patron, and by asking (R11, R44). */
export function libraryActions({ sessions, directory }: LibraryPorts): readonly Route[] {
  return answering(libraryRecords)({
    briefing: async ({ session: id }, { identity, at }) => {
      const me = librarianOf(identity)
      const session = (await sessions.load(id))?.session
      if (!session) return refusedBy(refuse('no-such-session'))
      const no = whyNotSay(session, { role: 'librarian', id: me })
      return no
        ? refusedBy(no)
        : { type: 'briefing', session: id, briefing: await briefingFor(directory, session, me, at) }
    },

    policy: async ({ library: id }, { identity, at }) => {
      if (!(await directory.librarian(librarianOf(identity)))) return refused('unknown-librarian')
      const library = await directory.library(id)
      if (!library) return refused('no-such-library')
      const { name, timeZone, policyPage } = library
      return {
        ...{ type: 'policy', library: id, name, timeZone, open: isOpen(library, at) },
        ...(policyPage !== undefined && { policyPage }),
        today: todayCard(library, at),
        statements: policyOf(library, at),
      }
    },
  })
}
