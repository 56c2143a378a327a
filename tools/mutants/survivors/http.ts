import type { Survivors } from './survivors.ts'

export const http: readonly Survivors[] = [
  {
    because:
      'Whoever is invited without a role becomes a librarian. An administrator of the library may give any role but the highest, so no name in its place changes whether they may.',
    mutants: {
      settingsRoutes: [`'librarian' → ""`],
    },
  },
  {
    because:
      'What stands in the path is always there, since a route is found by it; the compiler cannot know that. Any text in its place names nothing.',
    mutants: {
      arrivals: [`'' → "Stryker was here!"`, `'' → "Stryker was here!"`],
      libraryPage: [`'' → "Stryker was here!"`],
      links: [`'' → "Stryker was here!"`],
      mailboxPages: [`'' → "Stryker was here!"`],
      notMe: [`'' → "Stryker was here!"`],
      questionStatus: [`'' → "Stryker was here!"`],
    },
  },
  {
    because:
      'Whoever may change somebody may make them a librarian, so it is enough that the role they have is asked for.',
    mutants: {
      roleIn: ['role === null → false'],
    },
  },
  {
    because:
      'A library that is listed is stored, and is found in both forms or in neither; the compiler cannot know that.',
    mutants: {
      versionOf: [
        'stored.find(({ entry }) => entry === key)?.written → stored.find(({ entry }) => entry === key).written',
      ],
      settingsOf: ['!own || !library → !own && !library'],
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
]
