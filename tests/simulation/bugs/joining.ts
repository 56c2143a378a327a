import type { Bug } from './bug.ts'

/** Mistakes when a second librarian joins (R41). */
export const joiningBugs: readonly Bug[] = [
  {
    name: 'a second librarian does not get the patron’s words',
    in: 'tellStaff',
    find: "[tell('librarian', event), ...tellSecond(before, event)]",
    replace: "[tell('librarian', event)]",
  },
  {
    name: 'one of two librarians does not get the other’s words',
    in: 'whileServed',
    find: '...tellColleague(before, event, event.from.id), ',
    replace: '',
  },
  {
    name: 'a second librarian’s words do not end the silence',
    in: 'librarianSaid',
    find: '    silence: { since: event.at },',
    replace: '    silence: isTheirs ? { since: event.at } : session.silence,',
  },
  {
    name: 'a third librarian joins',
    in: 'join',
    find: "  if (session.second) return refuse('already-two')\n",
    replace: '',
    // Nobody is asked any more by then, which would keep out a third one as well.
    also: { find: 'if (!alerted(session.help)', replace: 'if (!session.second && !alerted(session.help)' },
  },
  {
    name: 'a librarian who leaves a patron to a colleague keeps holding',
    in: 'jointWrites',
    find: "    case 'LibrarianLeft':\n      return [{ type: 'Release', librarian: event.librarian, session, at: event.at }]\n",
    replace: "    case 'LibrarianLeft':\n      return []\n",
  },
  {
    name: 'a second librarian keeps holding when the patron waits again',
    in: 'jointWrites',
    find: '=> entry), ...released(before, event.at)]',
    replace: '=> entry), ...released(before, event.at).slice(0, 1)]',
  },
  {
    name: 'a second librarian does not hold the session',
    in: 'jointWrites',
    find: "    case 'Joined':\n      return [{ type: 'Take', librarian: event.librarian.id, session, at: event.at }]\n",
    replace: "    case 'Joined':\n      return []\n",
  },
  {
    name: 'the patron waits again when one of two librarians vanishes',
    in: 'vanishing',
    find: '  if (left) return [left]\n',
    replace: '',
  },
  {
    name: 'the patron does not hear who has joined',
    in: 'whileServed',
    find: "return [tell('patron', event), tell('librarian', event), ...helpOver(before, event.librarian.id)]",
    replace: "return [tell('librarian', event), ...helpOver(before, event.librarian.id)]",
  },
]
