import type { Says } from '../../shared/wording.ts'
import type { Saying } from '../state/shift.ts'

/** A saying in words. A patron without a name is called by their number, as everywhere. */
export function said(says: Says, { key, values = {} }: Saying): string {
  const { name, number } = values
  return says(
    key,
    name === undefined && number !== undefined ? { ...values, name: says('patron.unnamed', { number }) } : values,
  )
}
