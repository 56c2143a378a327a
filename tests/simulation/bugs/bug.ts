/** A mistake that somebody could make: the definition that contains it, and the wrong code. */
export interface Bug {
  readonly name: string
  /** A function or constant at the top level of any file of the desk or of a memory twin. */
  readonly in: string
  /** Occurs exactly once in the definition. */
  readonly find: string
  readonly replace: string
  /** A second place in the same definition. */
  readonly also?: { readonly find: string; readonly replace: string }
  /** Exported definitions that the mistake needs, and that the file does not import. */
  readonly imports?: readonly string[]
}
