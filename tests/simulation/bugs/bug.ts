/** A mistake that somebody could make: the definition that it is made in, and what stands there instead. */
export interface Bug {
  readonly name: string
  /** A function or constant at the top level of a file of the desk or of a memory twin, wherever that lies. */
  readonly in: string
  /** Stands exactly once in the definition. */
  readonly find: string
  readonly replace: string
  /** A second place in the same definition. */
  readonly also?: { readonly find: string; readonly replace: string }
  /** Exported definitions that the mistake needs, and that the file does not import. */
  readonly imports?: readonly string[]
}
