import type { Bug } from './bug.ts'

/** Mistakes in handing over. */
export const transferring: readonly Bug[] = [
  {
    name: 'a patron who is served is picked up',
    in: 'pickUp',
    find: "  if (session.status === 'active')\n    return refuse(session.librarian.id === librarian.id ? 'already-yours' : 'already-picked-up')\n",
    replace: '',
  },
  {
    name: 'a patron who is picked up stays in the queue',
    in: 'memoryTables',
    find: '        waiting.delete(jointWrite.session)\n',
    replace: '',
  },
  {
    name: 'a librarian who picks up does not hold the session',
    in: 'jointWrites',
    find: "        { type: 'Take', librarian: event.librarian.id, session, at: event.at, ...waited(before, event) },\n",
    replace: '',
  },
  {
    name: 'a librarian who closes keeps holding',
    in: 'memoryTables',
    find: 'holding(jointWrite.librarian).delete(jointWrite.session)',
    replace: '',
  },
  {
    name: 'a librarian who has left keeps their patrons',
    in: 'hasDeserted',
    find: 'until ? !(await directory.isLibrarian(id)) : (await directory.librarian(id)) === undefined',
    replace: 'until ? false : (await directory.librarian(id)) === undefined',
  },
  {
    name: 'a librarian who transfers keeps holding',
    in: 'jointWrites',
    find: '        ...released(before, event.at).slice(0, 1),\n',
    replace: '',
  },
  {
    name: 'a vanished librarian’s patron is in no queue',
    in: 'jointWrites',
    find: '...enqueued(after).map(({ later: _with, ...entry }) => entry), ',
    replace: '',
  },
  {
    name: 'the next rung is not in its queue',
    in: 'enqueued',
    find: 'library, question, pools }',
    replace: 'library, question, pools: pools.slice(0, 1) }',
    also: { find: '      ...(ahead && { ahead }),\n', replace: '' },
  },
  {
    name: 'the newest patron is first',
    in: 'byPlace',
    find: 'rank(a) - rank(b) ||',
    replace: 'rank(b) - rank(a) ||',
  },
  {
    name: 'a librarian who comes on duty has no place in the pools',
    in: 'queueActions',
    find: 'const duty = { librarian: id, name, library, pools, limit, connection, dutyLimit }',
    replace: 'const duty = { librarian: id, name, library, pools: [], limit, connection, dutyLimit }',
  },
]
