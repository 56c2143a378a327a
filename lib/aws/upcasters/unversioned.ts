import type { Upcaster } from '../stored/shape.ts'

/** To version 1: an item from before items had versions looks the same. */
export const unversioned: Upcaster = item => item
