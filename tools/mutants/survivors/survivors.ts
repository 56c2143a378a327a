/** Mutants that live, and why they may. */
export interface Survivors {
  readonly because: string
  /**
   * By definition, a function or constant at the top level of a file, wherever that lies: what stands there, and what stands there
   * instead. One that is named twice lives in two places.
   */
  readonly mutants: Readonly<Record<string, readonly string[]>>
}
