/**
 * What a session counts while it runs, for the row of facts that is written at its end (R37). It decides nothing. Fields that
 * would be zero or empty are missing, since the state is written with every step.
 */
export interface Tally {
  /** How long the patron waited each time until a librarian picked them up, ms. */
  readonly waits?: readonly number[]
  /** From the first pick-up to the first message of a librarian, ms. */
  readonly firstReply?: number
  /** The longest time for which the patron heard nothing while somebody served them (R16), ms. */
  readonly silence?: number
  /** How often the limit of silence was passed. */
  readonly breaches?: number
  /** The librarians who served before the last one, in order. */
  readonly earlier?: readonly Served[]
  /** The codes of soft refusals that were overridden, each once. */
  readonly overrides?: readonly string[]
  /** Whether the patron was taken before others who had waited longer (R2). */
  readonly outOfTurn?: true
}

/** A librarian who served a session, and their library. */
export interface Served {
  readonly librarian: string
  readonly library: string
}
