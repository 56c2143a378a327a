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
]
