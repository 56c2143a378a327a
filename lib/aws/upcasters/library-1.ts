import { fieldsOf, type Upcaster } from '../stored/shape.ts'
import { renamed } from './renamed.ts'

/** To version 1: the longest that an answer may be put off says that it is days. */
export const policyOfVersion1: Upcaster = item => {
  const library = fieldsOf(item.library)
  const followUps = renamed(fieldsOf(library.followUps), 'longest', 'postponedDaysMax')
  return { ...item, library: { ...library, followUps } }
}
