import type { Clock } from '../clock.ts'
import { type Fields, fields, parseJson } from '../template/shape.ts'
import type { Position } from './executions.ts'
import type { History } from './history.ts'
import { retrying } from './retry.ts'
import { calledBy, leftOf, limitsOf, waitsWithToken } from './state-definition.ts'
import { caught } from './state-error.ts'
import { newToken, taskAgain, taskFrom, type WaitingTask, waiting } from './waiting-task.ts'

/** One execution, as the states that take time see it. */
export interface RunningExecution {
  clock: Clock
  /** Aborted when the execution ends, or stops with the cloud. */
  signal: AbortSignal
  history: History
  machine: string
  name: string
  /** Where the execution stands; a task with a token is noted in it. */
  position(): Position
  /** Writes down where it stands. */
  keep(): void
  /** Runs a wait, during which the execution has nothing in flight. */
  rest<Result>(wait: () => Promise<Result>): Promise<Result>
  /** Runs work beside the wait for its token. */
  during<Result>(work: () => Promise<Result>): Promise<Result>
  /** Calls what a task calls. */
  call(resource: string, input: unknown): Promise<unknown>
  /** Says which task waits with a token now. */
  holds(task: WaitingTask | undefined): void
  /** A task is tried again, which is a transition. */
  retried(): void
}

/** Stands in what a task is called with where its token comes: the interpreter fills that in once, and every try has a token of
 * its own. */
export const tokenPlace = `token:${crypto.randomUUID()}`

const withToken = (parameters: unknown, token: string): unknown =>
  parseJson(JSON.stringify(parameters).replaceAll(tokenPlace, token))

const sleep = (running: RunningExecution) => (ms: number) => running.rest(() => running.clock.sleep(ms, running.signal))

/** Adds to the history, and goes no further where that is full. */
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

/** One try of a task with a token: calls with it, and waits for whoever answers with it; that may be before the call has ended.
 * A task of an earlier run goes on with the token that it had. */
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

/** Runs a state that takes time, as its `Retry` says, with what the interpreter gives it. */
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
