import type { Survivors } from './survivors.ts'

export const http: readonly Survivors[] = [
  {
    because:
      'What stands in the path is always there, since a route is found by it; the compiler cannot know that. Any text in its place names nothing.',
    mutants: {
      arrivals: [`'' → "Stryker was here!"`, `'' → "Stryker was here!"`],
      links: [`'' → "Stryker was here!"`],
      questionStatus: [`'' → "Stryker was here!"`],
    },
  },
  {
    because: 'Where nobody knows the address, any text that is no address stands for it: it is in no network.',
    mutants: {
      admit: [`'' → "Stryker was here!"`],
    },
  },
  {
    because:
      'A ladder has one rung at least, since the consortium’s file may not have an empty one; the compiler cannot know that.',
    mutants: {
      isFull: ['false → true'],
    },
  },
  {
    because: 'No specification notices it yet: a sample of changed code met it, and it has not been looked through.',
    mutants: {
      mailboxPages: [
        'library && { ...tested, title: `The mailbox of ${library.name}` } → library || { ...tested, title: `The mailbox of ${library.name}` }',
      ],
      tellBoth: ["session.status === 'closed' → false"],
    },
  },
]
