import type { Librarian, Library, Script } from '../consortium/library.ts'
import type { Goodbye } from '../session/commands.ts'
import { type Names, rendered } from '../session/script.ts'
import type { Session } from '../session/state.ts'
import { isOpen } from '../time/opening-hours.ts'
import type { Directory } from './ports.ts'
import { todayCard } from './today.ts'

/** The practices, scripts and wording of a patron's library, for librarians who do not know it (R7, R11, R18). */
export async function briefingFor(directory: Directory, session: Session, librarian: string, at: number) {
  const me = await directory.librarian(librarian)
  const library = await directory.library(session.library)
  if (!library) throw new Error('The library of this session is not in the directory.')
  const own = me?.library === library.id ? library : me && (await directory.library(me.library))
  return briefing(library, own, me, session, at)
}

function briefing(library: Library, own: Library | undefined, me: Librarian | undefined, session: Session, at: number) {
  const names: Names = {
    librarian: me?.name,
    patron: session.patron.name,
    patronLibrary: library.name,
    librarianLibrary: own?.name,
  }
  const filled = (scripts: readonly Script[] = []) => scripts.map(one => ({ ...one, text: rendered(one.text, names) }))
  return {
    library: library.name,
    libraryId: library.id,
    timeZone: library.timeZone,
    open: isOpen(library, at),
    ...(library.policyPage && { policyPage: library.policyPage }),
    greeting: rendered(library.greeting, names),
    goodbye: rendered(library.goodbye, names),
    scripts: {
      mine: filled(me?.scripts),
      myLibrary: own?.id === library.id ? [] : filled(own?.scripts),
      patronsLibrary: filled(library.scripts),
    },
    today: todayCard(library, at),
  }
}

/** The goodbye of a patron's library, with the names that it may hold (R23). */
export async function goodbyeFor(directory: Directory, theirs: Library, librarian?: string): Promise<Goodbye> {
  const me = librarian ? await directory.librarian(librarian) : undefined
  const mine = me?.library === theirs.id ? theirs : me && (await directory.library(me.library))
  return { script: theirs.goodbye, patronLibrary: theirs.name, librarianLibrary: mine?.name }
}
