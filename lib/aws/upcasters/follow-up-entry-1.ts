import { fieldsOf, type Upcaster } from '../stored/shape.ts'
import { followUpOfVersion1 } from './follow-up-1.ts'

/** To version 1: the owner of a follow-up has its present name. */
export const ownerOfVersion1: Upcaster = item => ({ ...item, entry: followUpOfVersion1(fieldsOf(item.entry)) })
