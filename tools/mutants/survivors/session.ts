import type { Survivors } from './survivors.ts'

export const session: readonly Survivors[] = [
  {
    because: 'Only the compiler needs it: a session that waits has nobody second, so nobody is the second there.',
    mutants: {
      come: [`session.status === 'active' → true`],
    },
  },
  {
    because: 'The sender stands here for who may not say anything; whoever serves has been let through before.',
    mutants: {
      close: ['\'not-yours\' → ""'],
    },
  },
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
    because: 'Whoever may speak serves, and so the session is active.',
    mutants: {
      offerTransfer: ['\'not-picked-up\' → ""'],
      reportPolicy: ['\'not-picked-up\' → ""'],
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
      nextRound: ['[] → ["Stryker was here"]'],
      whyNotTake: ['[] → ["Stryker was here"]'],
      rescueOver: ['[] → ["Stryker was here"]'],
      listings: ['[] → ["Stryker was here"]'],
      whyNotClose: ['[] → ["Stryker was here"]', '[] → ["Stryker was here"]'],
      messages: ['[] → ["Stryker was here"]'],
      withSigns: ['[] → ["Stryker was here"]'],
    },
  },
  {
    because: 'One of two roles, and the code asks for the other.',
    mutants: {
      attestContact: ['\'librarian\' → ""'],
      offerTransfer: ['\'librarian\' → ""'],
      reportPolicy: ['\'librarian\' → ""'],
    },
  },
  {
    because:
      'What the compiler asks for before it lets the fields of one kind be read: what is of another kind has none of them, or never comes here.',
    mutants: {
      confirmContact: ["session.status === 'waiting' → true"],
      toFormer: ["before?.status === 'active' → true"],
      retracted: ["before?.status !== 'active' → false"],
      withdrawn: ["before?.status === 'waiting' → true"],
      rescueOver: ["before?.status === 'active' → true"],
      listings: ["after.status !== 'closed' → false", "before?.status === 'closed' → true"],
      sentOn: ["before?.status === 'closed' → true"],
      filed: ["after.status === 'closed' → true"],

      requestTranscript: ["session.status === 'closed' → true", "session.status === 'closed' → true"],
      stepBack: ["session.status === 'closed' → true"],
      offerTransfer: ["session.status !== 'active' → false"],

      changed: [
        "session.status === 'waiting' → true",
        "session.status === 'waiting' → true",
        "session.status === 'active' → true",
        "session.status === 'active' → true",
        "session.status === 'active' → true",
        "session.status === 'active' → true",
        "session.status === 'closed' → true",
      ],
      patronSaid: ["session.status === 'active' → true"],
      closed: ["session.status === 'active' → true"],
      withLibrarian: ["session.status === 'active' → true"],
      backInTheQueue: ["session.returned || event.type === 'ReturnedToQueue' → true"],
      withoutTransfer: ["session.status !== 'active' → false"],
    },
  },
  {
    because: 'It is there whenever this is reached; the compiler cannot know that.',
    mutants: {
      effects: ['before?.patron → before.patron'],
      toFormer: ['before?.status → before.status'],
      retracted: ['before?.status → before.status'],
      withdrawn: ['before?.status → before.status'],
      rescueOver: ['before?.status → before.status'],
      stepBack: ['command.onDuty?.name → command.onDuty.name'],
      released: ['before?.status → before.status'],
      listings: ['before?.status → before.status'],
      sentOn: ['before?.status → before.status'],
    },
  },
  {
    because:
      'What is absent is neither more nor less than anything, and a spread of nothing adds nothing; the compiler asks for the comparison.',
    mutants: {
      rendered: ['names[field] !== undefined → true'],
      vanishing: ['librarian.awaySince !== undefined → true'],
      activeDues: ['prompt !== undefined → true'],
      begunFollowUp: ['by !== undefined → true'],
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
      changed: ['session.emailCode?.tries → session.emailCode.tries'],
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
