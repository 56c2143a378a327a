/** What the schema does not say about a key. */
export interface Words {
  readonly means: string
  /** A possible value; none for a key that contains other keys, or a list of them. */
  readonly example?: unknown
  /** What happens without the key, if that is not a fixed value. */
  readonly otherwise?: string
}
