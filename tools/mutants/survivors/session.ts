import type { Survivors } from './survivors.ts'

export const session: readonly Survivors[] = [
  {
    because: 'A follow-up that begins anew, or until another day, has another status too.',
    mutants: {
      isSame: ['a.since === b.since → true', 'a.deadline === b.deadline → true'],
    },
  },
  {
    because: 'A code that leaves something owing is refused before this without an address or a deadline.',
    mutants: {
      followUpOwed: [
        '!email || !command.deadline → false',
        '!email || !command.deadline → !email && !command.deadline',
      ],
    },
  },
  {
    because: 'Whoever steps back is named by their id in the event, and so the compiler alone asks for a default.',
    mutants: {
      steppedBackEntry: ['\'\' → "Stryker was here!"'],
    },
  },
  {
    because: 'Only the event of asking comes first, and it is dealt with before.',
    mutants: {
      changed: ['!session → false'],
    },
  },
  {
    because:
      'A default where there is nothing. Nothing has the name that stands in its place, so it is as good as nothing to what reads it.',
    mutants: {
      close: ['[] → ["Stryker was here"]'],
      nextRound: ['[] → ["Stryker was here"]'],
      whyNotTake: ['[] → ["Stryker was here"]'],
      listings: ['[] → ["Stryker was here"]'],
      whyNotClose: ['[] → ["Stryker was here"]'],
      messages: ['[] → ["Stryker was here"]'],
      withSigns: ['[] → ["Stryker was here"]'],
      poolsAt: ['[] → ["Stryker was here"]'],
      isDisowned: ['[] → ["Stryker was here"]'],
    },
  },
  {
    because: 'A patron has no id, which the compiler does not compare with that of a librarian.',
    mutants: {
      screenName: ["sender.role === 'librarian' → true"],
      librarianSaid: ["event.from.role === 'librarian' → true"],
    },
  },
  {
    because:
      'What the compiler asks for before it lets the fields of one kind be read: what is of another kind has none of them, or never comes here.',
    mutants: {
      confirmContact: ["session.status === 'waiting' → true"],
      listings: ["after.status !== 'closed' → false", "before.status === 'closed' → true"],
      listedOf: ["session.status !== 'closed' → false"],
      sentOn: ["before.status === 'closed' → true"],
      filed: ["after.status === 'closed' → true"],
      waited: ["before.status !== 'waiting' → false"],
      requestTranscript: ["session.status === 'closed' → true", "session.status === 'closed' → true"],
      stepBack: ["session.status === 'closed' → true"],
      patronSaid: ["session.status === 'active' → true"],
      withoutTransfer: ["session.status !== 'active' → false"],
      withoutHelp: ["session.status !== 'active' → false"],
      helpSpread: ["session.status !== 'active' → false"],
      librariansIn: ["session.status === 'waiting' → false", '\'waiting\' → ""'],
    },
  },
  {
    because: 'A librarian is in a session only while it is active; the compiler cannot know that.',
    mutants: {
      leaveSession: ["session.status !== 'active' → false"],
    },
  },
  {
    because: 'It is there whenever this is reached; the compiler cannot know that.',
    mutants: {
      stepBack: ['command.onDuty?.name → command.onDuty.name'],
      whileServed: ['second?.connection → second.connection'],
    },
  },
  {
    because:
      'What is absent is neither more nor less than anything, and a spread of nothing adds nothing; the compiler asks for the comparison.',
    mutants: {
      rendered: ['names[field] !== undefined → true'],
      vanishing: ['librarian.awaySince !== undefined → true'],
      activeDues: ['prompt !== undefined → true'],
    },
  },
  {
    because: 'A set of nothing is empty.',
    mutants: {
      overriddenIn: ['default: return [] → default:'],
    },
  },
  {
    because:
      'What the compiler asks for: an open session owes nothing yet, a confirmed address is one, and only who is picked up is taken out of turn.',
    mutants: {
      addressesOf: ["session.status === 'closed' → true"],
      addressWrittenTo: ["session.status === 'closed' → true"],
      isConfirmed: ['email !== undefined → true'],
      whileWaiting: ["event.type === 'PickedUp' → true"],
    },
  },
  {
    because: 'An equal value, or a copy that is equal.',
    mutants: {
      silentUntil: ['at - since > (tally.silence ?? 0) → at - since >= (tally.silence ?? 0)'],
      evolve: ['after.tally === tally → false'],
    },
  },
]
