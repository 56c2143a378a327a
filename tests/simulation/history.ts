import type { Run } from './simulation.ts'

/** A run for people: every point with its time, its number, and its fault. */
export function historyOf({ met, began }: Pick<Run, 'met' | 'began'>): string {
  return met
    .map(({ at, kind, what, about, fault }, point) => {
      const moment = ((at - began) / 1000).toFixed(1).padStart(8)
      return `${moment} s  ${String(point).padStart(4)}  ${kind.padEnd(10)} ${what} (${about})${fault ? `   ✗ ${fault}` : ''}`
    })
    .join('\n')
}
