import type { Bug } from './bug.ts'

/** Mistakes in handing over. */
export const transferring: readonly Bug[] = [
  {
    name: 'a patron who is served is picked up',
    in: 'pickUp',
    find: "if (session.status === 'active') return refuse('already-picked-up')",
    replace: '',
  },
  {
    name: 'whoever is picked up stays in the queue',
    in: 'jointWrites',
    find: "        { type: 'Dequeue', session, askedAt, pools },\n        { type: 'Take', librarian: event.librarian.id, session },",
    replace: "        { type: 'Take', librarian: event.librarian.id, session },",
  },
  {
    name: 'whoever picks up does not hold the session',
    in: 'jointWrites',
    find: "        { type: 'Dequeue', session, askedAt, pools },\n        { type: 'Take', librarian: event.librarian.id, session },",
    replace: "        { type: 'Dequeue', session, askedAt, pools },",
  },
  {
    name: 'whoever closes goes on holding',
    in: 'jointWrites',
    find: "...(before?.status === 'active' ? [{ type: 'Release', librarian: before.librarian.id, session } as const] : []),\n        ...listings",
    replace: '...listings',
  },
  {
    name: 'whoever hands over goes on holding',
    in: 'jointWrites',
    find: "...(before?.status === 'active' ? [{ type: 'Release', librarian: before.librarian.id, session } as const] : []),\n        { type: 'Take'",
    replace: "{ type: 'Take'",
  },
  {
    name: 'a vanished librarian’s patron is in no queue',
    in: 'jointWrites',
    find: "        { type: 'Enqueue', ...entry },\n",
    replace: '',
  },
  {
    name: 'the next rung is not in its queue',
    in: 'jointWrites',
    find: "return [{ type: 'Enqueue', session, askedAt, pools: event.pools, library, question, ...(name && { name }) }]\n    }\n    case 'PickedUp'",
    replace: "return []\n    }\n    case 'PickedUp'",
  },
  {
    name: 'the newest patron is first',
    in: 'memoryTables',
    find: 'a.askedAt - b.askedAt ||',
    replace: 'b.askedAt - a.askedAt ||',
  },
  {
    name: 'whoever comes on duty has no place in the pools',
    in: 'queueActions',
    find: 'await roster.arrive({ librarian: id, name, library, pools, limit, connection: caller.connection })',
    replace: 'await roster.arrive({ librarian: id, name, library, pools: [], limit, connection: caller.connection })',
  },
]
