/** A mistake that somebody could make: the code that it is made in, by its text, and what stands there instead. */
export interface Bug {
  readonly name: string
  /** Path from the root of the project. */
  readonly file: string
  /** Stands exactly once in the file. */
  readonly find: string
  readonly replace: string
  /** A second place in the same file. */
  readonly also?: { readonly find: string; readonly replace: string }
}
