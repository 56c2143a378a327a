import type { Fields } from '../stored/shape.ts'

/** These fields under this name instead of that one; where that one is not there, as they were. */
export function renamed(fields: Fields, from: string, to: string): Fields {
  if (!(from in fields)) return fields
  const { [from]: value, ...others } = fields
  return { ...others, [to]: value }
}
