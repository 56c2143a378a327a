/** What can be made to fail: a call to a port, by what it does, or something that is delivered. */
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
 * What can go wrong at each. A crash takes the whole invocation with it; what was applied stays. "no-answer" is a time-out
 * although it was applied.
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

/** A fault at one point of a run; points are counted from 0 in the order in which they are reached. */
export interface Planned {
  readonly point: number
  readonly fault: Fault
}

/** What goes wrong in a run. */
export type Plan = readonly Planned[]

/** `12:crash-after 40:lost`, as it is printed and read again. */
export function planText(plan: Plan): string {
  return plan.map(({ point, fault }) => `${point}:${fault}`).join(' ') || 'nothing goes wrong'
}

/** The plan that `planText` printed. */
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
