import type { Fields } from '../stored/shape.ts'

/** These fields with one of them renamed; unchanged if it is missing. */
export function renamed(fields: Fields, from: string, to: string): Fields {
  if (!(from in fields)) return fields
  const { [from]: value, ...others } = fields
  return { ...others, [to]: value }
}
