/** A librarian whom the desk may alert: on duty, awake and below their limit, with their connection. */
export interface InLine {
  readonly librarian: string
  readonly connection: string
}

/** The librarians whom the desk has alerted for one patron, round by round (R45). */
export interface Circle {
  /** When the newest round went out, ms. */
  readonly at: number
  readonly rounds: readonly (readonly InLine[])[]
}

/** Everybody who was alerted, and from whom the alert is withdrawn. */
export function alerted(circle: Circle | undefined): readonly InLine[] {
  return circle?.rounds.flat() ?? []
}

export function withRound(circle: Circle | undefined, at: number, round: readonly InLine[]): Circle {
  return { at, rounds: [...(circle?.rounds ?? []), round] }
}

/** The size of the circle after its next round: 1, 2, 4, 8 … (R45). */
export function nextSize(circle: Circle | undefined): number {
  return 2 ** (circle?.rounds.length ?? 0)
}

/**
 * The librarians to alert next: the first of the line who have not been alerted, enough to double the circle. Those who were
 * asleep do not count, and others are alerted in their place (R40). The result is empty until the next round is due, `every` ms
 * after the last.
 */
export function nextRound(
  circle: Circle | undefined,
  { line = [], asleep = [] }: Alertable,
  at: number,
  every: number,
): readonly InLine[] {
  if (circle && at < circle.at + every) return []
  const known = alerted(circle)
  const awake = known.filter(({ librarian }) => !asleep.includes(librarian))
  const fresh = line.filter(({ librarian }) => !known.some(one => one.librarian === librarian))
  return fresh.slice(0, Math.max(0, nextSize(circle) - awake.length))
}

/** The librarians who could be alerted now, according to the roster. */
export interface Alertable {
  /** Those of the pools that are reached, the longest idle first. @default - nobody */
  readonly line?: readonly InLine[] | undefined
  /** Those of the newest round who did not hear their alert (R40). @default - nobody */
  readonly asleep?: readonly string[] | undefined
}

/**
 * When the next round is due. It is in the past once nobody is left to alert. From then on librarians who come on duty or wake up
 * find the patron in the queue.
 */
export function roundDue(circle: Circle | undefined, every: number): number {
  return circle ? circle.at + every : Number.POSITIVE_INFINITY
}
