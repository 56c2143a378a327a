import type { Upcaster } from '../stored/shape.ts'

/** To version 1: items from before there were versions have the same shape. */
export const unversioned: Upcaster = item => item
