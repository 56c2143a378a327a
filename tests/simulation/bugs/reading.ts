import type { Bug } from './bug.ts'

/** Mistakes with what is read of a log: a repeat, what was missed, a conversation that comes to somebody else. */
export const reading: readonly Bug[] = [
  {
    name: 'a repeat is compared with the words before it',
    in: 'again',
    find: 'findStep(ports.sessions, newest, counted, n)',
    replace: 'findStep(ports.sessions, newest, counted, n - 1)',
  },
  {
    name: 'the step after the one that is wanted is found',
    in: 'narrowed',
    find: 'const first = read.find(({ session }) => count(session) >= wanted)',
    replace: 'const first = read.find(({ session }) => count(session) > wanted)',
  },
  {
    name: 'whoever misses one message is taken to have it',
    in: 'resumed',
    find: 'const isThere = after >= session.last &&',
    replace: 'const isThere = after >= session.last - 1 &&',
  },
  {
    name: 'what was missed is read from too late a step',
    in: 'firstStep',
    find: 'const least = Math.max(0, after - 1)',
    replace: 'const least = Math.max(0, newest.step - 2)',
  },
  {
    name: 'whoever loses a race for a patron is sent away',
    in: 'tooLate',
    find: "'already-picked-up', ",
    replace: '',
  },
]
