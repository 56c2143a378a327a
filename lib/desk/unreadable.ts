/** What an item of a table cannot be: ids and kinds only, so that it may be logged. */
export interface UnreadableItem {
  /** What kind of item it is, e.g. `step`. */
  readonly kind: string
  /** Whose: the id of a session, a library, a librarian. */
  readonly id: string
  /** The version that it says it has; nothing where that is no version. */
  readonly version?: number
  /** The first field that is wrong, e.g. `state.silence`; nothing where the version is unknown. */
  readonly field?: string
}

/**
 * An item of a table cannot be read: a later release wrote it, or it is damaged. No try will fare better until another release
 * is deployed, so nobody is told to try again, and what can be read goes on without it.
 */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly item: UnreadableItem

  constructor(item: UnreadableItem) {
    super(`${item.kind} ${item.id}`)
    this.item = item
  }
}

/** What comes of reading, or nothing where it cannot be read: for whoever goes on without it. */
export async function ifReadable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}
