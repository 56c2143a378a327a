/** The data of the examples: Jane asked Riverside, and Rob from State College answers. */

export const session = '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C'
export const askedAt = 1_795_532_400_000
export const at = askedAt + 65_000
export const question = 'Is the reading room open on Sunday?'

export const standing = {
  session,
  library: 'riverside',
  status: 'active',
  askedAt,
  last: 2,
  patron: { name: 'Jane', here: true },
  librarian: { name: 'Rob from State College', library: 'state-college', here: true },
} as const

export const first = { number: 1, from: 'patron', name: 'Jane', at: askedAt, text: question } as const

export const second = {
  number: 2,
  from: 'librarian',
  name: 'Rob from State College',
  at,
  text: 'It is, from 12.',
} as const
