import type { Bug } from './bug.ts'

/** Mistakes with connections. */
export const connecting: readonly Bug[] = [
  {
    name: 'an old disconnect removes the patron’s new connection',
    in: 'goAway',
    find: "if (session.patron.connection === connection) return { events: [{ type: 'PatronWentAway', at }] }",
    replace: "if (session.patron.connection) return { events: [{ type: 'PatronWentAway', at }] }",
  },
  {
    name: 'an old disconnect removes the librarian’s new connection',
    in: 'goAway',
    find: 'if (session.librarian.connection === connection)',
    replace: 'if (session.patron.connection !== connection)',
  },
  {
    name: 'an old disconnect takes a librarian off duty who is back',
    in: 'memoryTables',
    find: 'if (here?.connection !== connection) return',
    replace: 'if (!here) return',
  },
  {
    name: 'any librarian may resume a session',
    in: 'come',
    find: "  if (session.librarian.id !== who.id) return refuse('not-yours')\n",
    replace: '',
  },
  {
    name: 'a patron who is back is not found',
    in: 'changed',
    find: 'return withPatron(session, { connection: event.connection })',
    replace: 'return session.patron.connection ? session : withPatron(session, { connection: event.connection })',
  },
  {
    name: 'nobody is told again what was lost',
    in: 'ticked',
    find: ': reminders(outcome.session)',
    replace: ': []',
  },
  {
    name: 'nobody is told of a message',
    in: 'reminders',
    find: "const sides = ['patron', 'librarian', ...(isTwo ? (['second'] as const) : [])] as const",
    replace: 'const sides = [] as const',
  },
  {
    name: 'a patron is not told again what was lost',
    in: 'reminders',
    find: "const sides = ['patron', 'librarian', ",
    replace: "const sides = ['librarian', ",
  },
  {
    name: 'a librarian is not told again what was lost',
    in: 'reminders',
    find: "const sides = ['patron', 'librarian', ",
    replace: "const sides = ['patron', ",
  },
]
