import type { Clock } from '../clock.ts'
import { type Fields, fields, parseJson } from '../template/shape.ts'
import type { Position } from './executions.ts'
import type { History } from './history.ts'
import { retrying } from './retry.ts'
import { calledBy, leftOf, limitsOf, waitsWithToken } from './state-definition.ts'
import { caught } from './state-error.ts'
import { newToken, taskAgain, taskFrom, type WaitingTask, waiting } from './waiting-task.ts'

/** The part of an execution that states which take time need. */
export interface RunningExecution {
  clock: Clock
  /** Aborted when the execution ends, or stops with the cloud. */
  signal: AbortSignal
  history: History
  machine: string
  name: string
  /** The position of the execution. A task with a token is recorded in it. */
  position(): Position
  /** Records its position. */
  keep(): void
  /** Runs a wait, during which the execution has nothing in flight. */
  rest<Result>(wait: () => Promise<Result>): Promise<Result>
  /** Runs work beside the wait for its token. */
  during<Result>(work: () => Promise<Result>): Promise<Result>
  /** Calls the resource of a task. */
  call(resource: string, input: unknown): Promise<unknown>
  /** Reports the task that now waits with a token. */
  holds(task: WaitingTask | undefined): void
  /** A task is tried again, which is a transition. */
  retried(): void
}

/**
 * A placeholder for the token in the input of a task. The interpreter fills in the input only once, but every try has its own
 * token.
 */
export const tokenPlace = `token:${crypto.randomUUID()}`

const withToken = (parameters: unknown, token: string): unknown =>
  parseJson(JSON.stringify(parameters).replaceAll(tokenPlace, token))

const sleep = (running: RunningExecution) => (ms: number) => running.rest(() => running.clock.sleep(ms, running.signal))

/** Adds to the history, and stops if it is full. */
function note({ history, signal }: RunningExecution, events: number): void {
  history.add(events)
  signal.throwIfAborted()
}

async function wait(state: Fields, given: unknown, running: RunningExecution): Promise<unknown> {
  await sleep(running)(leftOf(state, given, running.position().since, running.clock.now()))
  return given
}

async function callOnce(state: Fields, given: unknown, running: RunningExecution): Promise<unknown> {
  note(running, 2)
  try {
    return await running.call(calledBy(state), given)
  } finally {
    running.history.add(1)
  }
}

/**
 * One try of a task with a token: it makes the call and waits for an answer with the token, which may come before the call has
 * ended. A task of an earlier run keeps the token that it had.
 */
async function holdOnce(state: Fields, given: unknown, running: RunningExecution): Promise<unknown> {
  const { clock, signal, history, machine, name, keep } = running
  const { input, parameters } = fields(given)
  const position = running.position()
  const task = position.task ?? taskFrom(newToken(machine, name), limitsOf(state, input), clock.now())
  if (!position.task) note(running, 2)
  position.task = task
  keep()
  const { open, answer } = waiting(task, clock, signal, keep)
  running.holds(open)
  const submitted = () => {
    history.add(1)
    task.isSubmitted = true
    keep()
  }
  if (!task.isSubmitted) {
    running.during(() => running.call(calledBy(state), withToken(parameters, task.token))).then(submitted, open.fail)
  }
  try {
    return await running.rest(() => answer)
  } finally {
    history.add(1)
    running.holds(undefined)
    delete position.task
    keep()
  }
}

/** Runs a state that takes time, with its retries and the input from the interpreter. */
export async function runTask(state: Fields, given: unknown, running: RunningExecution): Promise<unknown> {
  const { position, clock } = running
  const { task } = position()
  if (task) position().task = taskAgain(task, clock.now())
  const once = waitsWithToken(state) ? holdOnce : state.Type === 'Wait' ? wait : callOnce
  const attempt = () => {
    running.signal.throwIfAborted()
    return once(state, given, running)
  }
  try {
    return await retrying(state.Retry, attempt, sleep(running), running.retried)
  } catch (thrown) {
    throw caught(thrown, state.Catch)
  }
}
