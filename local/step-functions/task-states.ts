import type { Clock } from '../clock.ts'
import { type Fields, fields, parseJson } from '../template/shape.ts'
import type { Position } from './executions.ts'
import type { History } from './history.ts'
import { retrying } from './retry.ts'
import { calledBy, leftOf, limitsOf, waitsWithToken } from './state-definition.ts'
import { caught } from './state-error.ts'
import { newToken, taskAgain, taskFrom, type WaitingTask, waiting } from './waiting-task.ts'

/** One execution, as the states that take time see it. */
export interface Surrounding {
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

const sleep = (around: Surrounding) => (ms: number) => around.rest(() => around.clock.sleep(ms, around.signal))

/** Adds to the history, and goes no further where that is full. */
function note({ history, signal }: Surrounding, events: number): void {
  history.add(events)
  signal.throwIfAborted()
}

async function wait(state: Fields, given: unknown, around: Surrounding): Promise<unknown> {
  await sleep(around)(leftOf(state, given, around.position().since, around.clock.now()))
  return given
}

async function callOnce(state: Fields, given: unknown, around: Surrounding): Promise<unknown> {
  note(around, 2)
  try {
    return await around.call(calledBy(state), given)
  } finally {
    around.history.add(1)
  }
}

/** One try of a task with a token: calls with it, and waits for whoever answers with it; that may be before the call has ended.
 * A task of an earlier run goes on with the token that it had. */
async function holdOnce(state: Fields, given: unknown, around: Surrounding): Promise<unknown> {
  const { clock, signal, history, machine, name, keep } = around
  const { input, parameters } = fields(given)
  const position = around.position()
  const task = position.task ?? taskFrom(newToken(machine, name), limitsOf(state, input), clock.now())
  if (!position.task) note(around, 2)
  position.task = task
  keep()
  const { open, answer } = waiting(task, clock, signal, keep)
  around.holds(open)
  const submitted = () => {
    history.add(1)
    task.isSubmitted = true
    keep()
  }
  if (!task.isSubmitted) {
    around.during(() => around.call(calledBy(state), withToken(parameters, task.token))).then(submitted, open.fail)
  }
  try {
    return await around.rest(() => answer)
  } finally {
    history.add(1)
    around.holds(undefined)
    delete position.task
  }
}

/** Runs a state that takes time, as its `Retry` says, with what the interpreter gives it. */
export async function runTask(state: Fields, given: unknown, around: Surrounding): Promise<unknown> {
  const { position, clock } = around
  const { task } = position()
  if (task) position().task = taskAgain(task, clock.now())
  const once = waitsWithToken(state) ? holdOnce : state.Type === 'Wait' ? wait : callOnce
  const attempt = () => {
    around.signal.throwIfAborted()
    return once(state, given, around)
  }
  try {
    return await retrying(state.Retry, attempt, sleep(around), around.retried)
  } catch (thrown) {
    throw caught(thrown, state.Catch)
  }
}
