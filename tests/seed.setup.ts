import fc from 'fast-check'
import { isLong } from './unit/tries.ts'

/**
 * The short run tries the same examples every time, so a failure is about the change and not about luck.
 * The long run draws new ones, and a failure there prints the seed that repeats it.
 */
if (!isLong) fc.configureGlobal({ seed: 20_261_127 })
