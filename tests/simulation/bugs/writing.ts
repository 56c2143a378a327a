import type { Bug } from './bug.ts'

/** Mistakes in writing: conditions, order, acknowledgement. The tables' conditions are in their twins. */
export const writing: readonly Bug[] = [
  {
    name: 'a step is written without its condition',
    in: 'memoryTables',
    find: "if (step.step !== log.length + 1) return 'conflict'",
    replace: '',
  },
  {
    name: 'a librarian’s limit has no condition',
    in: 'memoryTables',
    find: "return holding(librarian).size < limit ? 'appended' : 'at-your-limit'",
    replace: "return 'appended'",
  },
  {
    name: 'nothing that is written checks the limit',
    in: 'memoryTables',
    find: "return holding(librarian).size < limit ? 'appended' : 'at-your-limit'",
    replace: "return 'appended'",
  },
  {
    name: 'effects come before the commit',
    in: 'carryOut',
    find: '  const result = await write(ports.sessions, id, command, known)',
    replace: `  const early = known ?? (await ports.sessions.load(id))
  const first = decide(early?.session, command)
  const hasty = 'events' in first ? unfold(early?.session, first.events) : []
  const soon = hasty.at(-1)?.after
  if (soon) await performAndForget(ports, soon, hasty.flatMap(({ before, event }) => effects(before, event)), command.at)
  const result = await write(ports.sessions, id, command, known)`,
  },
  {
    name: 'a conflict counts as written',
    in: 'write',
    find: "if (appended === 'conflict') continue",
    replace: "if (appended === 'conflict') return { session: after, before: newest?.session, events, changes }",
  },
  {
    name: 'acknowledged before the write',
    in: 'write',
    find: '    const appended = await sessions.append(',
    replace: "    const appended: string = 'appended'\n    sessions.append(",
    also: {
      find: 'changes.flatMap(writesWith))',
      replace: "changes.flatMap(writesWith)).catch(() => 'lost')",
    },
  },
  {
    name: 'an error of the write is swallowed',
    in: 'write',
    find: 'changes.flatMap(writesWith))',
    replace: "changes.flatMap(writesWith)).catch(() => 'appended' as const)",
  },
  {
    name: 'the sender is forgotten on somebody else’s 410',
    in: 'performAndForget',
    find: "const outcome = await run(ports, session.id, { type: 'GoAway', at, connection })",
    replace:
      "const outcome = await run(ports, session.id, { type: 'GoAway', at, connection: (session.status === 'active' && session.patron.connection === connection && session.librarian.connection) || connection })",
  },
]
