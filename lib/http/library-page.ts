import type { Library } from '../consortium/library.ts'
import { defaultPage } from '../consortium/page.ts'
import { availability } from '../desk/availability.ts'
import type { Directory, Queue, Roster } from '../desk/ports.ts'
import type { HttpRoutes, Response } from './route.ts'
import { refused } from './ticket.ts'

export interface LibraryPagePorts {
  readonly directory: Pick<Directory, 'library'>
  readonly roster: Pick<Roster, 'firstStaffed'>
  readonly queue: Pick<Queue, 'count'>
}

/** How long a CDN and browsers keep what a library says of itself, and whether somebody is there, seconds. */
const settingsSharedFor = 300
const availabilitySharedFor = 5

/** What a page must know before anybody asks. Everybody may read it, so it holds no person's name and no staff address. */
export function libraryPage({ directory, roster, queue }: LibraryPagePorts): HttpRoutes {
  const about =
    (answer: (library: Library, at: number) => Promise<object>, sharedFor: number): HttpRoutes[string] =>
    async ({ path, at }): Promise<Response> => {
      const library = await directory.library(path.library ?? '')
      if (!library) return { ...refused(404, 'no-such-library'), sharedFor: availabilitySharedFor }
      return { status: 200, body: await answer(library, at), sharedFor }
    }
  return {
    'GET /libraries/{library}': about(async library => shown(library), settingsSharedFor),
    'GET /libraries/{library}/availability': about(
      (library, at) => availability({ roster, queue }, library, at),
      availabilitySharedFor,
    ),
  }
}

/** What a library says of itself. Its mailbox, scripts, ladder and policy page are for staff. */
function shown({ id, name, timeZone, hours, closedDays, page = defaultPage }: Library): object {
  const { accent, logo, website, telephone, email, languages, words, form } = page
  return {
    ...{ id, name, timeZone, languages },
    colours: { accent },
    ...(logo !== undefined && { logo }),
    ...(website !== undefined && { website }),
    ...(telephone !== undefined && { telephone }),
    ...(email !== undefined && { mail: email }),
    ...{ words, form },
    hours: hours.map(({ day, from, to }) => ({ day, from, to })),
    closedDays,
  }
}
