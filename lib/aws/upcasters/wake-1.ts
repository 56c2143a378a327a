import type { Upcaster } from '../stored/shape.ts'

/** To version 1: a wake has a version, and nothing else has changed. */
export const wakeOfVersion1: Upcaster = wake => ({ ...wake, version: 1 })
