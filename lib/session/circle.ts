/** Somebody whom the desk may alert: on duty and awake, below their limit; and where they are. */
export interface InLine {
  readonly librarian: string
  readonly connection: string
}

/** Whom the desk has alerted for one patron, round by round (R45). */
export interface Circle {
  /** When the newest round went out, ms. */
  readonly at: number
  readonly rounds: readonly (readonly InLine[])[]
}

/** Everybody who was alerted: the alert is withdrawn from them, and from nobody else. */
export function alerted(circle: Circle | undefined): readonly InLine[] {
  return circle?.rounds.flat() ?? []
}

export function withRound(circle: Circle | undefined, at: number, round: readonly InLine[]): Circle {
  return { at, rounds: [...(circle?.rounds ?? []), round] }
}

/** How many are in the circle once its next round has gone out: 1, 2, 4, 8 … (R45). */
export function nextSize(circle: Circle | undefined): number {
  return 2 ** (circle?.rounds.length ?? 0)
}

/**
 * Who is alerted next: the first of the line who have not been, as many as double the circle. Whoever of them is asleep does
 * not count: somebody else is alerted in their place (R40). Nobody, before the next round is due, `every` ms after the last.
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

/** Who could be alerted now, as the roster has it. */
export interface Alertable {
  /** Those of the pools that are reached, the longest idle first. @default - nobody */
  readonly line?: readonly InLine[] | undefined
  /** Those of the newest round who did not hear their alert (R40). @default - nobody */
  readonly asleep?: readonly string[] | undefined
}

/** When the next round is due; in the past, once nobody was left to alert: then whoever comes or wakes hears of it by themselves. */
export function roundDue(circle: Circle | undefined, every: number): number {
  return circle ? circle.at + every : Number.POSITIVE_INFINITY
}
