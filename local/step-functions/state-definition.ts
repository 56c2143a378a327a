import type { StateMachineDefinition } from 'aws-local-stepfunctions'
import { type Fields, fields, isFields } from '../template/shape.ts'
import { StateError } from './retry.ts'

/** The longest a task may take, in s: what the interpreter's timer can hold (2^31 ms). Time limits of the definition are kept
 * here, on the cloud's clock or the function's own. */
const noLimit = 2_147_483

/** Milliseconds from now to the end of a Wait state. */
function waitFor(state: Fields, input: unknown, now: number): number {
  const at = (path: unknown) =>
    String(path)
      .replace(/^\$\.?/, '')
      .split('.')
      .filter(Boolean)
      .reduce<unknown>((value, name) => fields(value)[name], input)
  if ('SecondsPath' in state) return secondsOf(at(state.SecondsPath)) * 1000
  if ('Seconds' in state) return secondsOf(state.Seconds) * 1000
  return Math.max(0, Date.parse(String('TimestampPath' in state ? at(state.TimestampPath) : state.Timestamp)) - now)
}

function secondsOf(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw new StateError('States.Runtime', `A Wait state needs whole seconds, and was given ${JSON.stringify(value)}.`)
}

/** The definition as the interpreter runs it: Wait states become tasks, since it waits only on the wall's clock, and retries
 * move into the tasks for the same reason. Every task then has a local handler. */
export function prepared(definition: Fields): { definition: Fields; states: [string, Fields][] } {
  const states = Object.entries(fields(definition.States)).map(
    ([name, state]) => [name, fields(state)] as [string, Fields],
  )
  for (const [name, state] of states) {
    if (state.Type !== 'Parallel' && state.Type !== 'Map') continue
    throw new Error(`The state ${name} is a ${state.Type}, which the local cloud does not run.`)
  }
  const changed = states.map(([name, state]) => {
    const { Retry, TimeoutSeconds, Seconds, SecondsPath, Timestamp, TimestampPath, ...rest } = state
    const task = { ...rest, Type: 'Task', Resource: state.Resource ?? 'local:wait', TimeoutSeconds: noLimit }
    return [name, state.Type === 'Wait' || state.Type === 'Task' ? task : state]
  })
  const { TimeoutSeconds, ...rest } = definition
  return { definition: { ...rest, States: Object.fromEntries(changed) }, states }
}

/** Whether the interpreter can read it. */
export const isDefinition = (value: Fields): value is Fields & StateMachineDefinition =>
  typeof value.StartAt === 'string' && isFields(value.States)

/** Milliseconds that are left of a Wait state which was entered a while ago; never more than all of it, as a clock that runs
 * fast starts at the time of the wall again. */
export function leftOf(state: Fields, input: unknown, since: number, now: number): number {
  const whole = waitFor(state, input, since)
  return Math.min(whole, Math.max(0, since + whole - now))
}
