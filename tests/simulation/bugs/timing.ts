import type { Bug } from './bug.ts'

/** Mistakes with the timers that sleep while people talk, and with the sweep that finds those that died. */
export const timingBugs: readonly Bug[] = [
  {
    name: 'whoever picks up starts no timer',
    in: 'startServing',
    find: 'await timers.startSession(session.id, generationOf(session), seconds(firstSleepServing(timing)))',
    replace: 'seconds(firstSleepServing(timing))',
  },
  {
    name: 'a timer that woke sleeps for as long as before',
    in: 'sleepsAsBefore',
    find: 'return late >= 0 && late <= lateMax && before.until === next.until',
    replace: 'return before.seconds > 0 && before.until === next.until',
  },
  {
    name: 'a timer whose place is taken lets nobody know',
    in: 'replaced',
    find: 'await ports.timers.startSession(session.id, generationOf(session), 0)',
    replace: 'await Promise.resolve(session)',
  },
  {
    name: 'the sweep is told of nobody',
    in: 'openSession',
    find: '  await ports.watch.file(session, quarterFor(at))\n',
    replace: '  quarterFor(at)\n',
  },
  {
    name: 'the sweep takes every timer for dead',
    in: 'meanwhile',
    find: 'isMissed: !(await living.isAlive(session.id, generationOf(session)))',
    replace: 'isMissed: !(await living.isAlive(session.id, 0 * generationOf(session)))',
  },
  {
    name: 'the sweep starts the timer that died once more',
    in: 'startAnother',
    find: 'await renewTimerOf(ports, session, at)',
    replace: 'await renewTimerOf(ports, { ...session, generation: -1 }, at)',
  },
  {
    name: 'the sweep says that it starts a timer, and does not',
    in: 'startAnother',
    find: '  else await ports.timers.startSession(id, generation, 0)\n',
    replace: '',
  },
  {
    name: 'nobody makes sure of what follows a step',
    in: 'settleLaterWrites',
    find: 'if (!isSettled) await sessions.settle(laterWritesOf(session))',
    replace: 'if (!isSettled) await sessions.settle([])',
  },
  {
    name: 'nobody makes sure that whoever was picked up has left the queue',
    in: 'laterWritesOf',
    find: 'return [dequeue(session, generationOf(session) - 1)]',
    replace: 'return []',
  },
  {
    name: 'the sweep looks at each session once',
    in: 'lookedAt',
    find: '    if (again !== undefined || isCodeLate) await ports.watch.file(id, quarterFor(again ?? at))\n',
    replace: '',
  },
]
