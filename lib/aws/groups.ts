import * as v from 'valibot'
import type { Group } from '../consortium/consortium.ts'

const groups: v.GenericSchema<unknown, Group[]> = v.array(v.object({ id: v.string(), name: v.string() }))

/** The groups of libraries, from the function's environment. */
export function groupsIn(json: string): readonly Group[] {
  return v.parse(groups, JSON.parse(json))
}
