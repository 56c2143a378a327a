import type { StateMachineDefinition } from 'aws-local-stepfunctions'
import { type Fields, fields, isFields, list, texts } from '../template/shape.ts'
import { matches, StateError } from './state-error.ts'

/**
 * The ending of a task's name if it waits for an answer with its token.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
const tokenSuffix = '.waitForTaskToken'

export const waitsWithToken = (state: Fields): boolean => String(state.Resource).endsWith(tokenSuffix)

/** The resource that a task calls, without the ending that says how it waits. */
export const calledBy = (state: Fields): string => String(state.Resource).replace(tokenSuffix, '')

/**
 * The longest that the interpreter's timer can run, in s (2^31 ms). The time limits of the definition are applied here, on the
 * cloud's clock or the function's own. The interpreter calls again and again for a task that takes longer than its timer.
 */
const longestTask = { TimeoutSeconds: 2_147_483, Retry: [askAgain()] }

function askAgain() {
  return { ErrorEquals: ['States.Timeout'], IntervalSeconds: 0, BackoffRate: 1, MaxAttempts: Number.MAX_SAFE_INTEGER }
}

/** The longest time of any state, in s. https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
const secondsMax = 99_999_999

/** The value at a path such as `$.wait.seconds`. */
const at = (path: unknown, input: unknown): unknown =>
  String(path)
    .replace(/^\$\.?/, '')
    .split('.')
    .filter(Boolean)
    .reduce<unknown>((value, name) => fields(value)[name], input)

/** The seconds that a state gives under this name (`HeartbeatSeconds`), or has its input give (`HeartbeatSecondsPath`). */
function seconds(state: Fields, name: string, input: unknown, least: number): number | undefined {
  const path = state[`${name}Path`]
  const value = path === undefined ? state[name] : at(path, input)
  if (value === undefined && path === undefined) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= secondsMax) return value
  const given = JSON.stringify(value)
  throw new StateError('States.Runtime', `${name} must be whole seconds from ${least} to ${secondsMax}, not ${given}.`)
}

/** Milliseconds from now to the end of a Wait state. */
function waitFor(state: Fields, input: unknown, now: number): number {
  const wait = seconds(state, 'Seconds', input, 0)
  if (wait !== undefined) return wait * 1000
  const timestamp = 'TimestampPath' in state ? at(state.TimestampPath, input) : state.Timestamp
  const time = Date.parse(String(timestamp))
  if (Number.isNaN(time)) {
    throw new StateError('States.Runtime', `A Wait state needs a time, and was given ${JSON.stringify(timestamp)}.`)
  }
  return Math.max(0, time - now)
}

/**
 * The milliseconds left of a Wait state that was entered a while ago. They are capped at the whole wait, because a fast clock
 * falls back to real time when the cloud restarts.
 */
export function leftOf(state: Fields, input: unknown, since: number, now: number): number {
  const whole = waitFor(state, input, since)
  return Math.min(whole, Math.max(0, since + whole - now))
}

/** How long a task may take, and how long it may stay silent, in ms. */
export function limitsOf(state: Fields, input: unknown): { timeoutMs: number; heartbeatMs?: number } {
  const timeout = seconds(state, 'TimeoutSeconds', input, 1) ?? secondsMax
  const heartbeat = seconds(state, 'HeartbeatSeconds', input, 1)
  return { timeoutMs: timeout * 1000, ...(heartbeat !== undefined && { heartbeatMs: heartbeat * 1000 }) }
}

/**
 * The interpreter treats this cloud's timeouts like any other failure, and does not know that a missed heartbeat is one. So the
 * catchers that match timeouts are put first.
 */
function catchers(state: Fields): Fields[] {
  const own = list(state.Catch).map(fields)
  const heartbeat = own.find(({ ErrorEquals }) => texts(ErrorEquals).includes('States.HeartbeatTimeout'))
  const timeout = own.find(({ ErrorEquals }) => matches(ErrorEquals, new StateError('States.Timeout', '')))
  return [
    ...(heartbeat ? [{ ...heartbeat, ErrorEquals: ['States.HeartbeatTimeout'] }] : []),
    ...(timeout ? [{ ...timeout, ErrorEquals: ['States.Timeout'] }] : []),
    ...own,
  ]
}

/** The input of a task with a token, and beside it the state's input, from which its paths take seconds. */
const withInput = (parameters: unknown) => ({
  'input.$': '$',
  ...(parameters === undefined ? { 'parameters.$': '$' } : { parameters }),
})

/** One state as the interpreter runs it, without the parts that are done here instead. */
function asTask(state: Fields): Fields {
  if (state.Type !== 'Wait' && state.Type !== 'Task') return state
  const { Seconds, SecondsPath, Timestamp, TimestampPath, TimeoutSecondsPath, ...rest } = state
  const { HeartbeatSeconds, HeartbeatSecondsPath, ...task } = rest
  const common = { ...task, Type: 'Task', Resource: state.Resource ?? 'local:wait', ...longestTask }
  return {
    ...common,
    ...(state.Catch !== undefined && { Catch: catchers(state) }),
    ...(waitsWithToken(state) && { Parameters: withInput(state.Parameters) }),
  }
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
  const { TimeoutSeconds, ...rest } = definition
  const changed = states.map(([name, state]) => [name, asTask(state)])
  return { definition: { ...rest, States: Object.fromEntries(changed) }, states }
}

/** Whether the interpreter can read it. */
export const isDefinition = (value: Fields): value is Fields & StateMachineDefinition =>
  typeof value.StartAt === 'string' && isFields(value.States)
