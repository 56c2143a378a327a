import type { Bug } from './bug.ts'

/** Mistakes with alerts, with who is asleep, and with rescue. */
export const alerting: readonly Bug[] = [
  {
    name: 'the circle never grows',
    in: 'nextSize',
    find: 'return 2 ** (circle?.rounds.length ?? 0)',
    replace: 'return circle ? 1 : 1',
  },
  {
    name: 'everybody is alerted at once',
    in: 'nextRound',
    find: 'return fresh.slice(0, Math.max(0, nextSize(circle) - awake.length))',
    replace: 'return fresh.slice(0, 99)',
  },
  {
    name: 'an alerted librarian is alerted again',
    in: 'nextRound',
    find: 'line.filter(({ librarian }) => !known.some(one => one.librarian === librarian))',
    replace: 'line.filter(() => true)',
  },
  {
    name: 'the next round does not wait',
    in: 'nextRound',
    find: 'if (circle && at < circle.at + every) return []',
    replace: '',
  },
  {
    name: 'an alert is withdrawn from the newest round alone',
    in: 'alerted',
    find: 'return circle?.rounds.flat() ?? []',
    replace: 'return circle?.rounds.at(-1) ?? []',
  },
  {
    name: 'an alert that was heard is forgotten',
    in: 'memoryTables',
    find: 'if (isAt(librarian, connection)) heard.set(librarian, Math.max(alert, heard.get(librarian) ?? 0))',
    replace: '',
  },
  {
    name: 'nobody is alerted for a patron who is back in the queue',
    in: 'firstRound',
    find: "return first ? [{ type: 'Alerted', at, to: [first] }] : []",
    replace: 'return first && !first ? [] : []',
  },
  {
    name: 'a silent librarian’s session is offered to nobody',
    in: 'rescueDue',
    find: 'session.silence.since + 2 * silenceLimit',
    replace: 'session.silence.since + 99 * silenceLimit',
  },
  {
    name: 'a librarian who rescues does not hold the session',
    in: 'jointWrites',
    find: "        ...released(before, event.at).slice(0, 1),\n        { type: 'Take', librarian: event.librarian.id, session, at: event.at },\n",
    replace: '        ...released(before, event.at).slice(0, 1),\n',
  },
  {
    name: 'a patron is given up though they have the last word',
    in: 'leftAlone',
    find: "if (why === 'waited-out' && !session.returned) {",
    replace: "if (why === 'patron-gone' && !session.returned) {",
  },
  {
    name: 'a session goes back to the queue again and again',
    in: 'backInTheQueue',
    find: "const returned = session.returned || event.type === 'ReturnedToQueue'",
    replace: 'const returned = false',
  },
  {
    name: 'a librarian who wakes up counts as asleep for good',
    in: 'awake',
    find: '  await roster.wake(found)\n',
    replace: '',
  },
  {
    name: 'an alert goes out to nobody',
    in: 'whileWaiting',
    find: "return [{ type: 'Alert', to: event.to, at: event.at }]",
    replace: "return [{ type: 'Alert', to: [], at: event.at }]",
  },
  {
    name: 'an alert does not say its moment, and nobody can say that they heard it',
    in: 'alertFor',
    find: 'question, at, ...',
    replace: 'question, ...',
  },
  {
    name: 'the next round waits as long as a breach',
    in: 'nextRound',
    find: 'if (circle && at < circle.at + every) return []',
    replace: 'if (circle && at < circle.at + 12 * every) return []',
  },
  {
    name: 'an alert is withdrawn from whoever picked up alone',
    in: 'withdrawn',
    find: 'askedBeside(circle, by)',
    replace: 'alerted(circle).filter(({ librarian }) => librarian === by)',
  },
  {
    name: 'an offer of a silent colleague’s session is never withdrawn',
    in: 'rescueOver',
    find: "return to.length > 0 ? [{ type: 'WithdrawRescue', to }] : []",
    replace: 'return to.length < 0 ? [] : []',
  },
]
