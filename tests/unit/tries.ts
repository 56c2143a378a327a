/** Whether the tests may take long enough to find rare cases: `npm run test:long`. */
export const isLong = process.env.COOPDESK_LONG === '1'

/** How often a property is tried: this often, or a hundred times as often in the long run. */
export function tries(count: number): number {
  return isLong ? count * 100 : count
}
