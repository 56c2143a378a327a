import type { Survivors } from './survivors.ts'

export const followUp: readonly Survivors[] = [
  {
    because:
      'A default where there is nothing. Nothing has the name that stands in its place, so it is as good as nothing to what reads it.',
    mutants: {
      emailKeepsBouncing: ['[] → ["Stryker was here"]'],
      isKnown: ['[] → ["Stryker was here"]'],
      holdAnswer: ['[] → ["Stryker was here"]'],
      returned: ['[] → ["Stryker was here"]', '[] → ["Stryker was here"]'],
      due: ['[] → ["Stryker was here"]'],
      nextFollowUpDue: ['[] → ["Stryker was here"]'],
      noticesDueOf: [
        '[] → ["Stryker was here"]',
        '[] → ["Stryker was here"]',
        '[] → ["Stryker was here"]',
        '[] → ["Stryker was here"]',
      ],
      withoutHeld: ['[] → ["Stryker was here"]'],
    },
  },
  {
    because:
      'What is absent is neither more nor less than anything, and a spread of nothing adds nothing; the compiler asks for the comparison.',
    mutants: {
      isKnown: ['fingerprint !== undefined → true'],
      due: ['escalateAt !== undefined → true'],
      noticesDueOf: ['remindAt === undefined → false', 'escalateAt === undefined → false'],
    },
  },
  {
    because:
      'What the compiler asks for before it lets the fields of one kind be read: what is of another kind has none of them, or never comes here.',
    mutants: {
      ending: ["event.type === 'FollowUpAnswered' → true"],
      answerIn: ["event.type === 'AnswerHeld' → true"],
      entryOf: ["status !== 'new' && status !== 'taken' → false"],
    },
  },
  {
    because: 'Only the names of the fields count.',
    mutants: {
      types: [
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
        'true → false',
      ],
    },
  },
  {
    because: 'Only an answer has the number of the mail that brought the newest answer.',
    mutants: {
      bounced: ["kind === 'answer' → true"],
    },
  },
  {
    because: 'It is asked only where an answer was given, and so something was owed.',
    mutants: {
      owedAgain: ['!now.followUp → false'],
    },
  },
  {
    because: 'Whoever acts is an object wherever it stands in an event.',
    mutants: {
      changesIn: [
        "'by' in event && typeof event.by === 'object' → true",
        "'by' in event && typeof event.by === 'object' → 'by' in event || typeof event.by === 'object'",
        "typeof event.by === 'object' → true",
      ],
    },
  },
  {
    because: 'Without a default nothing is spread, which is what an empty object is.',
    mutants: {
      mailOf: ['default: return {} → default:'],
    },
  },
]
