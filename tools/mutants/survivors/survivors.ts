/** The mutants that survive, and why they may. */
export interface Survivors {
  readonly because: string
  /**
   * The mutants by definition, which is a function or constant at the top level of any file. Each has the original code and its
   * replacement. A mutant that is named twice survives in two places.
   */
  readonly mutants: Readonly<Record<string, readonly string[]>>
}
