/** The description of an unreadable item. It holds ids and kinds only, so that it may be logged. */
export interface UnreadableItem {
  /** What kind of item it is, e.g. `step`. */
  readonly kind: string
  /** The id of its session, library or librarian. */
  readonly id: string
  /** The version that it claims; undefined if that is not a version. */
  readonly version?: number
  /** The first field that is wrong, e.g. `state.silence`; undefined if the version is unknown. */
  readonly field?: string
}

/**
 * An item of a table cannot be read, because a later release wrote it or it is damaged. Trying again will not help until another
 * release is deployed, so no client is asked to, and everything readable goes on without it.
 */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly item: UnreadableItem

  constructor(item: UnreadableItem) {
    super(`${item.kind} ${item.id}`)
    this.item = item
  }
}

/** The result of reading, or undefined if it cannot be read, for callers that can go on without it. */
export async function ifReadable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}
