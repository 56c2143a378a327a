import type { Bug } from './bug.ts'

/** Mistakes with time, and with the end. */
export const ending: readonly Bug[] = [
  {
    name: 'the clock is started after the first step',
    in: 'openSession',
    find: '  await ports.timers.startSession(session, 1, seconds(firstSleep(library.timing, library.ladder)))\n  const { ladder, line }',
    replace:
      '  queueMicrotask(() => {})\n  const begun = await ports.sessions.load(session)\n  if (begun) await ports.timers.startSession(session, 1, seconds(firstSleep(library.timing, library.ladder)))\n  const { ladder, line }',
  },
  {
    name: 'a timer trusts its own deadline',
    in: 'leftAlone',
    find: 'if (at < session.lastMessageAt + timing.idleLimit) return undefined',
    replace: 'if (at < session.librarian.pickedUpAt + timing.idleLimit) return undefined',
  },
  {
    name: 'an idle session is never closed',
    in: 'leftAlone',
    find: 'if (at < session.lastMessageAt + timing.idleLimit) return undefined',
    replace: 'if (at) return undefined',
  },
  {
    name: 'a wait has no end',
    in: 'givingUp',
    find: 'at >= waitEnds(session, timing) ? [unattended(session, at)] : []',
    replace: '[]',
  },
  {
    name: 'the clock ends while somebody waits',
    in: 'nextDue',
    find: "    case 'waiting':\n      return waitingDue(session, timing, ladder, now)",
    replace: "    case 'waiting':\n      return undefined",
  },
  {
    name: 'a librarian who vanished keeps the patron',
    in: 'vanishing',
    find: 'const isGone = librarian.awaySince !== undefined && at >= librarian.awaySince + timing.vanishedAfter',
    replace: 'const isGone = at < 0',
  },
  {
    name: 'a warning is not remembered',
    in: 'changed',
    find: "case 'SilenceWarned':\n      return session.status === 'active' ? { ...session, silence: { ...session.silence, warned: true } } : session",
    replace: "case 'SilenceWarned':\n      return session",
  },
  {
    name: 'a timer that began under the release before is not read any more',
    in: 'wakeUpcasters',
    find: '[wakeOfVersion1]',
    replace: '[wake => wake]',
  },
  {
    name: 'a closed session takes messages',
    in: 'whyNotSay',
    find: "return session.status === 'closed' ? refuse('closed') : undefined",
    replace: 'return undefined',
  },
  {
    name: 'a closed session is closed by the clock again',
    in: 'tick',
    find: "    case 'closed':\n      return nothing",
    replace:
      "    case 'closed':\n      return { events: [{ type: 'Closed', at: command.at, code: 'answered', how: 'by-default' }] }",
  },
]
