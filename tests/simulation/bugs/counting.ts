import type { Bug } from './bug.ts'

/** Mistakes with numbers and repeats. */
export const counting: readonly Bug[] = [
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
    file: 'lib/session/transitions.ts',
    find: 'return { ...now, last: number, lastMessageAt: event.at,',
    replace: 'return { ...now, lastMessageAt: event.at,',
  },
  {
    name: 'a sender’s counter is not kept',
    file: 'lib/session/transitions.ts',
    find: 'return { ...session, counters: { ...session.counters, [senderKey(sender)]: n } }',
    replace: 'return { ...session, counters: { [senderKey(sender)]: n } }',
  },
  {
    name: 'coming back yields one message too few',
    file: 'lib/desk/resume.ts',
    find: 'number > after)',
    replace: 'number > after + 1)',
  },
  {
    name: 'a repeated question opens a second session',
    file: 'lib/desk/open-session.ts',
    find: 'if (!once) return ulid(at)',
    replace: 'if (!once || at) return ulid(at)',
  },
]
