import { capability, frame } from './action.ts'
import { id, session } from './fields-in.ts'
import { briefed, policy } from './out/libraries.ts'
import { ofItsLibrarian } from './refusals.ts'

/** Librarians read about libraries that they do not know. Patrons never do (R11). */
export const libraryRecords = capability({
  briefing: {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('briefing', { session }),
    replies: [briefed],
    refusals: ofItsLibrarian,
  },
  policy: {
    answeredBy: 'queue',
    roles: ['librarian'],
    frame: frame('policy', { library: id }),
    replies: [policy],
    refusals: ['unknown-librarian', 'no-such-library'],
  },
})
