/** What a patron says when asked once, after the end, whether they got what they needed. */
export const ratings = ['yes', 'partly', 'no'] as const

export type Rating = (typeof ratings)[number]
