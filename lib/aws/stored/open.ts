import { Unreadable } from '../../desk/unreadable.ts'
import { logger } from '../log.ts'
import { type Fields, parsed, type Shape } from './shape.ts'

/**
 * The contents of an item. One that cannot be read is logged, in lines that an alarm counts (`infra/parts/desk-function.ts`),
 * and thrown.
 */
export function opened<T>(shape: Shape<T>, item: Fields, id: string): T {
  try {
    return parsed(shape, item, id)
  } catch (error) {
    if (error instanceof Unreadable) logger.error('unreadable', { ...error.item })
    throw error
  }
}

/** The contents of all items that can be read, so that one damaged item does not hide the others. */
export function openedAll<T>(shape: Shape<T>, items: readonly Fields[], idOf: (item: Fields) => unknown): readonly T[] {
  return items.flatMap(item => {
    try {
      return [opened(shape, item, String(idOf(item)))]
    } catch (error) {
      if (error instanceof Unreadable) return []
      throw error
    }
  })
}
