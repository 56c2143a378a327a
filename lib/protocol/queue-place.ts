/** Where a patron stands in the queue: after all others or not, then by when they asked (ms), then by their session (R2). */
export interface QueuePlace {
  readonly askedAt: number
  readonly session: string
  /** Its source asked more than its share: it comes after all others. */
  readonly afterOthers?: true | undefined
}

/** More than any time in ms that will ever come: whoever comes after all others stands behind it. */
const behindAll = 100_000_000_000_000

function rank({ askedAt, afterOthers }: QueuePlace): number {
  return afterOthers ? askedAt + behindAll : askedAt
}

/** Who comes first in the queue. */
export function byPlace(a: QueuePlace, b: QueuePlace): number {
  return rank(a) - rank(b) || (a.session < b.session ? -1 : a.session > b.session ? 1 : 0)
}

/** A place as a text that sorts as the places do: 15 digits of ms, then the session. */
export function placeText(place: QueuePlace): string {
  return `${String(rank(place)).padStart(15, '0')}#${place.session}`
}

/** The place in such a text, with or without its leading zeros. */
export function placeIn(text: string | undefined): QueuePlace | undefined {
  const [ranked, session] = text?.split('#') ?? []
  if (session === undefined) return undefined
  const askedAt = Number(ranked)
  return askedAt < behindAll ? { askedAt, session } : { askedAt: askedAt - behindAll, session, afterOthers: true }
}
