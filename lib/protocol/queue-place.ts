/** The place of a patron in the queue: first by whether they come after all others, then by time (ms), then by session (R2). */
export interface QueuePlace {
  readonly askedAt: number
  readonly session: string
  /** The source asked more than its share, so this patron comes after all others. */
  readonly afterOthers?: true | undefined
}

/** Larger than any real time in ms. It puts a patron behind everybody whose source asked less. */
const behindAll = 100_000_000_000_000

function rank({ askedAt, afterOthers }: QueuePlace): number {
  return afterOthers ? askedAt + behindAll : askedAt
}

/** Compares two places. The earlier one comes first. */
export function byPlace(a: QueuePlace, b: QueuePlace): number {
  return rank(a) - rank(b) || (a.session < b.session ? -1 : a.session > b.session ? 1 : 0)
}

/** A place as a text that sorts in the same order: 15 digits of ms, then the session. */
export function placeText(place: QueuePlace): string {
  return `${String(rank(place)).padStart(15, '0')}#${place.session}`
}

/** The text before the places of all who come after others. */
export const behindAllText = String(behindAll).padStart(15, '0')

/** The place in such a text, with or without its leading zeros. */
export function placeIn(text: string | undefined): QueuePlace | undefined {
  const [ranked, session] = text?.split('#') ?? []
  if (session === undefined) return undefined
  const askedAt = Number(ranked)
  return askedAt < behindAll ? { askedAt, session } : { askedAt: askedAt - behindAll, session, afterOthers: true }
}
