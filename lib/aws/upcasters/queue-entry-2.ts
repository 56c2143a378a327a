import type { Upcaster } from '../stored/shape.ts'

/** An entry stood in each pool that saw it. Now it names them. */
export const poolsOfVersion2: Upcaster = older =>
  older.pools === undefined ? { ...older, pools: [older.pool] } : older
