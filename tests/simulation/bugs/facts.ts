import type { Bug } from './bug.ts'

/** Mistakes with the facts of a session (R37). */
export const factsBugs: readonly Bug[] = [
  {
    name: 'a session that ends by itself leaves no facts',
    in: 'factsLeft',
    find: "event.type !== 'Closed' ||",
    replace: "event.type !== 'Closed' || event.by === undefined ||",
  },
  {
    name: 'facts do not learn what became of a follow-up',
    in: 'correctAfter',
    find: 'if (isCorrected(before, session))',
    replace: 'if (isCorrected(before, session) && newest.step < 0)',
  },
  {
    name: 'a correction that failed is not made again',
    in: 'correctAgain',
    find: 'if (ended || missed)',
    replace: 'if (ended && missed && step < 0)',
  },
  {
    name: 'a corrected row is as old as before',
    in: 'correct',
    find: 'step })',
    replace: 'step: 1 })',
  },
  {
    name: 'a second wait is not counted',
    in: 'whileWaiting',
    find: '|| tally.waits !== undefined',
    replace: '&& tally.waits !== undefined',
  },
]
