import { fieldsOf, type Upcaster } from '../stored/shape.ts'
import { renamed } from './renamed.ts'

/** To version 1: the limit on postponing an answer has days in its name, and alerts and duty have times. */
export const policyOfVersion1: Upcaster = item => {
  const library = fieldsOf(item.library)
  const followUps = renamed(fieldsOf(library.followUps), 'longest', 'postponedDaysMax')
  const timing = { alertEvery: 15_000, dutyLimit: 1_800_000, ...fieldsOf(library.timing) }
  return { ...item, library: { ...library, followUps, timing } }
}
