/** What the schema does not say of a key. */
export interface Words {
  readonly means: string
  /** What the key might hold; none for a key that holds keys of its own, or a list of such. */
  readonly example?: unknown
  /** What happens without the key, where that is not one fixed value. */
  readonly otherwise?: string
}
