import type { Bug } from './bug.ts'

/** Mistakes with numbers and repeats. */
export const counting: readonly Bug[] = [
  {
    name: 'a repeat is written again',
    in: 'knownBefore',
    find: 'if (n <= newest) return { repeated: { sender, n, text } }',
    replace: '',
  },
  {
    name: 'a message that came too early is taken',
    in: 'knownBefore',
    find: "(n > newest + 1 ? refuse('out-of-order') : undefined)",
    replace: 'undefined',
  },
  {
    name: 'a message is numbered by its sender',
    in: 'say',
    find: 'number: session.last + 1,',
    replace: 'number: n + 1,',
  },
  {
    name: 'the newest number is not kept',
    in: 'said',
    find: 'return { ...now, last: number, lastMessageAt: event.at,',
    replace: 'return { ...now, lastMessageAt: event.at,',
  },
  {
    name: 'a sender’s counter is not kept',
    in: 'counted',
    find: 'return { ...session, counters: { ...session.counters, [senderKey(sender)]: n } }',
    replace: 'return { ...session, counters: { [senderKey(sender)]: n } }',
  },
  {
    name: 'coming back yields one message too few',
    in: 'reply',
    find: 'number > after)',
    replace: 'number > after + 1)',
  },
  {
    name: 'a repeated question opens a second session',
    in: 'sessionId',
    find: 'if (!once) return ulid(at)',
    replace: 'if (!once || at) return ulid(at)',
  },
]
