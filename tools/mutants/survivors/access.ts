import type { Survivors } from './survivors.ts'

export const access: readonly Survivors[] = [
  {
    because:
      'The default of a group that an address without a match does not have; nothing reads it, as the next line asks for the match.',
    mutants: {
      readReplyToken: [
        `'' → "Stryker was here!"`,
        `'' → "Stryker was here!"`,
        `'' → "Stryker was here!"`,
        `[] → ["Stryker was here"]`,
      ],
    },
  },
  {
    because:
      'Marks that follow each other leave empty words between them, which are no addresses and no values, and are left out in the same line.',
    mutants: {
      addressesIn: ['/[\\s,;[\\]"]+/ → /[\\s,;[\\]"]/'],
      valuesOf: ['/[\\s,;[\\]"]+/ → /[\\s,;[\\]"]/'],
    },
  },
  {
    because:
      'A provider with nobody behind it is the only speaker, whatever names there are; the next line asks for it first.',
    mutants: {
      speakersOf: ['[] → ["Stryker was here"]'],
    },
  },
  {
    because:
      'Only the compiler needs it: the text for the whole consortium has no library, so it is not the library of the person.',
    mutants: {
      whyNotAdminister: [`what !== 'consortium' → true`, `'consortium' → ""`],
    },
  },
  {
    because:
      'A default where there is nothing. What stands in its place has no field of a provider, so it speaks for nobody.',
    mutants: {
      wayFor: ['[] → ["Stryker was here"]'],
    },
  },
]
