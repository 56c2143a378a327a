/** A mistake that somebody could make: the code that it is made in, by its text, and what stands there instead. */
export interface Bug {
  readonly name: string
  /** Path from the root of the project. */
  readonly file: string
  /** Stands exactly once in the file. */
  readonly find: string
  readonly replace: string
  /** A second place in the same file. */
  readonly also?: { readonly find: string; readonly replace: string }
}

const run = 'lib/run.ts'
const tables = 'tests/memory/tables.ts'

/** Mistakes in writing: conditions, order, acknowledgement. The tables' conditions stand in their twins. */
const writing: readonly Bug[] = [
  {
    name: 'a step is written without its condition',
    file: tables,
    find: "if (step.step !== log.length + 1) return 'conflict'",
    replace: '',
  },
  {
    name: 'a librarian’s limit has no condition',
    file: tables,
    find: "return holding(librarian).size < limit ? 'appended' : 'at-your-limit'",
    replace: "return 'appended'",
  },
  {
    name: 'a limit is checked on a stale read',
    file: tables,
    find: "return holding(librarian).size < limit ? 'appended' : 'at-your-limit'",
    replace: "return (seen.get(librarian) ?? 0) < limit ? 'appended' : 'at-your-limit'",
    also: {
      find: '        const here = duty.get(librarian)\n',
      replace: '        const here = duty.get(librarian)\n        seen.set(librarian, holding(librarian).size)\n',
    },
  },
  {
    name: 'effects come before the commit',
    file: run,
    find: '    const appended = await ports.sessions.append(',
    replace:
      '    await performAndForget(ports, after, changes.flatMap(({ before, event }) => effects(before, event)), command.at)\n    const appended = await ports.sessions.append(',
  },
  {
    name: 'a conflict counts as written',
    file: run,
    find: "if (appended === 'conflict') continue",
    replace: "if (appended === 'conflict') return { session: after, before: newest?.session, events: decision.events }",
  },
  {
    name: 'acknowledged before the write',
    file: run,
    find: '    const appended = await ports.sessions.append(',
    replace: "    const appended: string = 'appended'\n    ports.sessions.append(",
    also: {
      find: 'companions(before, event, after)),\n    )',
      replace: "companions(before, event, after)),\n    ).catch(() => 'lost')",
    },
  },
  {
    name: 'an error of the write is swallowed',
    file: run,
    find: 'changes.flatMap(({ before, event, after }) => companions(before, event, after)),\n    )',
    replace:
      "changes.flatMap(({ before, event, after }) => companions(before, event, after)),\n    ).catch(() => 'appended' as const)",
  },
  {
    name: 'the sender is forgotten on somebody else’s 410',
    file: run,
    find: "const outcome = await run(ports, session.id, { type: 'GoAway', at, connection })",
    replace:
      "const outcome = await run(ports, session.id, { type: 'GoAway', at, connection: (session.status === 'active' && session.patron.connection === connection && session.librarian.connection) || connection })",
  },
]

/** Mistakes with numbers and repeats. */
const counting: readonly Bug[] = [
  {
    name: 'a repeat is written again',
    file: 'lib/session/messages.ts',
    find: 'if (n <= newest) return { repeated: { sender, n, text } }',
    replace: '',
  },
  {
    name: 'a message that came too early is taken',
    file: 'lib/session/messages.ts',
    find: "(n > newest + 1 ? refuse('out-of-order') : undefined)",
    replace: 'undefined',
  },
  {
    name: 'a message is numbered by its sender',
    file: 'lib/session/messages.ts',
    find: 'number: session.last + 1,',
    replace: 'number: n + 1,',
  },
  {
    name: 'the newest number is not kept',
    file: 'lib/session/changes.ts',
    find: 'last: event.number, lastMessageAt: event.at }',
    replace: 'lastMessageAt: event.at }',
  },
  {
    name: 'a sender’s counter is not kept',
    file: 'lib/session/changes.ts',
    find: 'return { ...session, counters: { ...session.counters, [senderKey(sender)]: n } }',
    replace: 'return { ...session, counters: { [senderKey(sender)]: n } }',
  },
  {
    name: 'coming back yields one message too few',
    file: 'lib/resume.ts',
    find: 'number > after)',
    replace: 'number > after + 1)',
  },
  {
    name: 'a repeated question opens a second session',
    file: 'lib/session-id.ts',
    find: 'if (!once) return ulid(at)',
    replace: 'if (!once || at) return ulid(at)',
  },
]

/** Mistakes in handing over. */
const handingOver: readonly Bug[] = [
  {
    name: 'a patron who is served is picked up',
    file: 'lib/session/pick-up.ts',
    find: "if (session.status === 'active') return refuse('already-picked-up')",
    replace: '',
  },
  {
    name: 'whoever is picked up stays in the queue',
    file: 'lib/session/companions.ts',
    find: "        { type: 'Dequeue', session, askedAt, pools },\n        { type: 'Take', librarian: event.librarian.id, session },",
    replace: "        { type: 'Take', librarian: event.librarian.id, session },",
  },
  {
    name: 'whoever picks up does not hold the session',
    file: 'lib/session/companions.ts',
    find: "        { type: 'Dequeue', session, askedAt, pools },\n        { type: 'Take', librarian: event.librarian.id, session },",
    replace: "        { type: 'Dequeue', session, askedAt, pools },",
  },
  {
    name: 'whoever closes goes on holding',
    file: 'lib/session/companions.ts',
    find: "...(before?.status === 'active' ? [{ type: 'Release', librarian: before.librarian.id, session } as const] : []),\n        ...listings",
    replace: '...listings',
  },
  {
    name: 'whoever hands over goes on holding',
    file: 'lib/session/companions.ts',
    find: "...(before?.status === 'active' ? [{ type: 'Release', librarian: before.librarian.id, session } as const] : []),\n        { type: 'Take'",
    replace: "{ type: 'Take'",
  },
  {
    name: 'a vanished librarian’s patron is in no queue',
    file: 'lib/session/companions.ts',
    find: "        { type: 'Enqueue', ...entry },\n",
    replace: '',
  },
  {
    name: 'the next rung is not in its queue',
    file: 'lib/session/companions.ts',
    find: "return [{ type: 'Enqueue', session, askedAt, pools: event.pools, library, question, ...(name && { name }) }]\n    }\n    case 'PickedUp'",
    replace: "return []\n    }\n    case 'PickedUp'",
  },
  {
    name: 'the newest patron is first',
    file: tables,
    find: 'a.askedAt - b.askedAt ||',
    replace: 'b.askedAt - a.askedAt ||',
  },
  {
    name: 'whoever comes on duty has no place in the pools',
    file: 'lib/actions/queue.ts',
    find: 'await desk.arrive({ librarian: id, name, library, pools, limit, connection: caller.connection })',
    replace: 'await desk.arrive({ librarian: id, name, library, pools: [], limit, connection: caller.connection })',
  },
]

/** Mistakes with connections. */
const connecting: readonly Bug[] = [
  {
    name: 'an old disconnect removes the patron’s new connection',
    file: 'lib/session/presence.ts',
    find: "if (session.patron.connection === connection) return { events: [{ type: 'PatronWentAway', at }] }",
    replace: "if (session.patron.connection) return { events: [{ type: 'PatronWentAway', at }] }",
  },
  {
    name: 'an old disconnect removes the librarian’s new connection',
    file: 'lib/session/presence.ts',
    find: "if (session.status === 'active' && session.librarian.connection === connection)",
    replace: "if (session.status === 'active' && session.patron.connection !== connection)",
  },
  {
    name: 'an old disconnect takes a librarian off duty who is back',
    file: tables,
    find: 'if (duty.get(librarian)?.connection === connection) duty.delete(librarian)',
    replace: 'duty.delete(librarian)',
  },
  {
    name: 'any librarian may resume a session',
    file: 'lib/session/presence.ts',
    find: "if (!serves(session, who.id)) return refuse(session.status === 'waiting' ? 'not-picked-up' : 'not-yours')",
    replace: "if (session.status === 'waiting') return refuse('not-picked-up')",
  },
  {
    name: 'a patron who is back is not found',
    file: 'lib/session/session.ts',
    find: 'return withPatron(session, { connection: event.connection })',
    replace: 'return session.patron.connection ? session : withPatron(session, { connection: event.connection })',
  },
  {
    name: 'nobody is told again what was lost',
    file: 'lib/session-clock.ts',
    find: '...reminders(outcome.session, outcome.events), ',
    replace: '',
  },
  {
    name: 'what is said is told to nobody',
    file: 'lib/session/effects.ts',
    find: "{ type: 'Remind', side: 'patron' } as const, ",
    replace: '',
  },
]

/** Mistakes with time, and with the end. */
const ending: readonly Bug[] = [
  {
    name: 'the clock is started after the first step',
    file: 'lib/ask.ts',
    find: '  await ports.clocks.startSession(session, seconds(firstSleep(library.timing, library.ladder)))\n  return run(ports, session, {',
    replace:
      '  queueMicrotask(() => {})\n  const begun = await ports.sessions.load(session)\n  if (begun) await ports.clocks.startSession(session, seconds(firstSleep(library.timing, library.ladder)))\n  return run(ports, session, {',
  },
  {
    name: 'a timer trusts its own deadline',
    file: 'lib/session/tick.ts',
    find: 'if (at < session.lastMessageAt + timing.idleLimit) return undefined',
    replace: 'if (at < session.librarian.pickedUpAt + timing.idleLimit) return undefined',
  },
  {
    name: 'an idle session is never closed',
    file: 'lib/session/tick.ts',
    find: 'if (at < session.lastMessageAt + timing.idleLimit) return undefined',
    replace: 'if (at) return undefined',
  },
  {
    name: 'a wait has no end',
    file: 'lib/session/tick.ts',
    find: 'at >= waitEnds(session, timing) ? [unattended(session, at)] : []',
    replace: '[]',
  },
  {
    name: 'the clock ends while somebody waits',
    file: 'lib/session/timing.ts',
    find: "    case 'waiting':\n      return waitingDue(session, timing, ladder, now)",
    replace: "    case 'waiting':\n      return undefined",
  },
  {
    name: 'a librarian who vanished keeps the patron',
    file: 'lib/session/tick.ts',
    find: 'if (librarian.awaySince === undefined || at < librarian.awaySince + timing.vanishedAfter) return []',
    replace: 'if (at) return []',
  },
  {
    name: 'a warning is not remembered',
    file: 'lib/session/session.ts',
    find: "case 'SilenceWarned':\n      return session.status === 'active' ? { ...session, silence: { ...session.silence, warned: true } } : session",
    replace: "case 'SilenceWarned':\n      return session",
  },
  {
    name: 'a closed session takes messages',
    file: 'lib/session/messages.ts',
    find: "if (session.status === 'closed') return refuse('closed')\n  if (sender.role",
    replace: 'if (sender.role',
  },
  {
    name: 'a closed session is closed by the clock again',
    file: 'lib/session/tick.ts',
    find: "    case 'closed':\n      return nothing",
    replace:
      "    case 'closed':\n      return { events: [{ type: 'Closed', at: command.at, code: 'answered', how: 'by-default' }] }",
  },
  {
    name: 'a follow-up whose start was lost is forgotten',
    file: 'lib/session/timing.ts',
    find: 'return mails.outbox.length > 0',
    replace: 'return mails.outbox.length > 9',
  },
  {
    name: 'a mail is recorded before it is sent',
    file: 'lib/follow-up.ts',
    find: '  return { mail: await ports.mailer.send(mail) }',
    replace:
      "  await run(ports, session.id, { type: 'RecordMail', at: occasion.at, n, kind, mail: 'unknown' })\n  return { mail: await ports.mailer.send(mail) }",
  },
  {
    name: 'a mail that was sent is not recorded',
    file: 'lib/follow-up.ts',
    find: "if (result?.status !== 'fulfilled') continue",
    replace: 'if (result) continue',
  },
  {
    name: 'a follow-up goes to the address that the patron typed',
    file: 'lib/follow-up.ts',
    find: "    case 'library':\n      return library.mailbox",
    replace: "    case 'library':\n      return followUp?.email",
  },
  {
    name: 'a mail has another reference each time',
    file: 'lib/follow-up.ts',
    find: '}.${n}`, subject',
    replace: '}.${n}${Math.random()}`, subject',
  },
  {
    name: 'an answer is written before its mail has a clock',
    file: 'lib/mail-soon.ts',
    find: "if (newest?.session.status === 'closed') await ports.clocks.mailSoon(session, `${command.type}-${command.at}`)\n  return run(ports, session, command, newest)",
    replace: 'return run(ports, session, command, newest)',
  },
  {
    name: 'an answer that came back is forgotten',
    file: 'lib/follow-up/evolve.ts',
    find: "    return mailed(changed(noted, { status, undeliverable: 'patron' }), 'unreachable')",
    replace: "    return { ...changed(noted, { status, undeliverable: 'patron' }), mails: session.mails }",
  },
  {
    name: 'what is answered goes on standing in the list',
    file: 'lib/session/companions.ts',
    find: "    ...(former.length > 0 ? [{ type: 'Unlist', owners: former, session: after.id } as const] : []),\n",
    replace: '',
  },
  {
    name: 'a follow-up is never listed',
    file: 'lib/session/companions.ts',
    find: "    ...(is ? [{ type: 'List', owners, entry: is } as const] : []),\n",
    replace: '',
  },
]

/** Every mistake that the simulator has to find. */
export const bugs: readonly Bug[] = [...writing, ...counting, ...handingOver, ...connecting, ...ending]
