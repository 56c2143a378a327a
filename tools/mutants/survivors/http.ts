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
      settingsRoutes: [`'' → "Stryker was here!"`, `'' → "Stryker was here!"`, `'' → "Stryker was here!"`],
    },
  },
  {
    because:
      'Whoever may change somebody may make them a librarian, so it is enough that the role they have is asked for.',
    mutants: {
      roleIn: ['role === null → false', `'librarian' → ""`],
    },
  },
  {
    because:
      'A library that is listed is stored, and is found in both forms or in neither; the compiler cannot know that.',
    mutants: {
      versionOf: [
        'stored.find(({ entry }) => entry === key)?.written → stored.find(({ entry }) => entry === key).written',
        `'unwritten' → ""`,
      ],
      asLibrarian: ['!me || !own → !me && !own'],
      settingsOf: ['!own || !library → !own && !library'],
    },
  },
  {
    because: 'Where nobody knows the address, any text that is no address stands for it: it is in no network.',
    mutants: {
      admit: [`'' → "Stryker was here!"`],
      whyUnproven: [`'' → "Stryker was here!"`, '[] → ["Stryker was here"]'],
    },
  },
  {
    because:
      'A form that was taken before is acknowledged with the session that it opened, so its place is not read again; without a number of the form there is none to find.',
    mutants: {
      arrivals: ['once !== undefined → true', `'refusal' → ""`, '{ afterOthers: false } → {}', 'false → true'],
    },
  },
  {
    because:
      'Whoever is switched off has left the directory, so the log has no id of theirs, and no text in its place is one.',
    mutants: {
      changed: [`'' → "Stryker was here!"`],
    },
  },
  {
    because: 'A question that is left for an answer by email stands in no line, and so behind nobody.',
    mutants: {
      admit: ['{ afterOthers } → {}'],
    },
  },
  {
    because: 'Fields are shown beside a button alone, and this page has none.',
    mutants: {
      links: ['[] → ["Stryker was here"]'],
    },
  },
  {
    because: 'Nobody has this id, nor any that stands in its place; the check of the file refuses an id that is used.',
    mutants: {
      notYetThere: [`'' → "Stryker was here!"`],
    },
  },
  {
    because:
      'The change of a version that is not known is that of something new, of which nothing can have been changed before.',
    mutants: {
      stale: ['subject !== undefined → true'],
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
