/** The kinds of points that can fail: calls to a port, by their effect, and deliveries. */
export type PointKind =
  | 'read'
  | 'append'
  | 'write'
  | 'post'
  | 'mail'
  | 'start'
  | 'frame'
  | 'event'
  | 'disconnect'
  | 'wake'

/**
 * The faults of each kind. A crash ends the whole invocation, but applied changes stay. "no-answer" is a time-out of a call
 * that was applied.
 */
export const faultsAt = {
  read: ['crash', 'throttled'],
  append: ['crash-before', 'crash-after', 'no-answer', 'throttled', 'conflict'],
  write: ['crash-before', 'crash-after', 'no-answer', 'throttled'],
  post: ['crash-before', 'crash-after', 'throttled', 'gone', 'lost'],
  mail: ['crash-before', 'crash-after', 'no-answer', 'throttled', 'rejected', 'bounced', 'complained'],
  start: ['crash-before', 'crash-after', 'no-answer', 'throttled', 'never-armed'],
  frame: ['doubled', 'overtaken', 'reply-lost', 'cut', 'vanished', 'clock-ahead', 'clock-behind'],
  event: ['crash', 'late', 'doubled', 'clock-ahead', 'clock-behind'],
  disconnect: ['lost', 'late'],
  wake: ['crash', 'late', 'doubled', 'clock-ahead', 'clock-behind', 'killed', 'put-back'],
} as const satisfies Readonly<Record<PointKind, readonly string[]>>

export type Fault = (typeof faultsAt)[PointKind][number]

/** A fault at one point of a run. Points are counted from 0 in the order in which they are reached. */
export interface Planned {
  readonly point: number
  readonly fault: Fault
}

/** The faults of a run. */
export type Plan = readonly Planned[]

/** A plan as text: `12:crash-after 40:lost`. */
export function planText(plan: Plan): string {
  return plan.map(({ point, fault }) => `${point}:${fault}`).join(' ') || 'nothing goes wrong'
}

/** The plan from a text of `planText`. */
export function planOf(text: string): Plan {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(one => {
      const [point = '', name = ''] = one.split(':')
      const fault = allFaults.find(known => known === name)
      if (!fault || !/^\d+$/.test(point))
        throw new Error(`"${one}" is no fault; write point:fault, e.g. 12:crash-after.`)
      return { point: Number(point), fault }
    })
}

const allFaults: readonly Fault[] = [...new Set(Object.values(faultsAt).flat())]
