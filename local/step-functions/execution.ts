import type { StateMachineDefinition } from 'aws-local-stepfunctions'
import type { Activity } from '../activity.ts'
import type { Clock } from '../clock.ts'
import type { Iam } from '../lambda/iam.ts'
import type { Lambda } from '../lambda/lambda.ts'
import type { Ledger } from '../ledger.ts'
import { type Fields, fields, parseJson, reason, text } from '../template/shape.ts'
import type { End, ExecutionBook, KeptExecution, Position, Status } from './executions.ts'
import { historyFrom, historyFull } from './history.ts'
import { causeOf, follow, type Handlers, interpreted, type JsonValue, jsonValue } from './interpreter.ts'
import { nameOf } from './state-error.ts'
import { runTask, tokenPlace } from './task-states.ts'
import type { WaitingTask } from './waiting-task.ts'

/** The environment in which state machines run. */
export interface Surroundings {
  iam: Iam
  lambda: Lambda
  ledger: Ledger
  clock: Clock
  activity: Activity
  book: ExecutionBook
  log(functionId: string, requestId: string, line: string): void
}

/** A state machine, ready to run. */
export interface Machine {
  id: string
  ref: string
  definition: Fields & StateMachineDefinition
  /** Its states from the template, by name. */
  states: Map<string, Fields>
  /** The longest that an execution may take. */
  limitMs: number
  /** Calls the resource of a task. */
  call(resource: string, input: unknown): Promise<unknown>
}

/** One execution, running or ended. It keeps its name either way. */
export interface Execution {
  arn: string
  machine: string
  name: string
  input: string
  startedAt: number
  status: Status
  /** Undefined while it runs. */
  end?: End
  /** The task that it is in while it waits for an answer with the task's token. */
  holds?: WaitingTask | undefined
  abort: AbortController
  /** Ends it for good, as `StopExecution` does. */
  stop(how: Omit<End, 'at'>): void
  done: Promise<void>
}

/** A new execution, before any of its states runs. */
export function known({ machine, name, input, startedAt, status, end }: KeptExecution): Execution {
  const arn = `${machine.replace(':stateMachine:', ':execution:')}:${name}`
  const over = { abort: new AbortController(), stop: () => {}, done: Promise.resolve() }
  return { arn, machine, name, input, startedAt, status, ...(end && { end }), ...over }
}

/**
 * Starts an execution, or continues one of an earlier run. It continues in the state that it was in, with the same wait and
 * token.
 */
export function execute(machine: Machine, kept: KeptExecution, around: Surroundings): Execution {
  const { ledger, clock, activity, book, log } = around
  const { id, ref, states } = machine
  const { name, startedAt } = kept
  const execution = known(kept)
  const { abort } = execution
  const input = parseJson(kept.input)
  const session = text(fields(input).session)
  const transition = () => ledger.add(id, session, { transitions: 1 })

  const end = (status: Status, how: Omit<End, 'at'>) => {
    if (execution.status !== 'RUNNING' || abort.signal.aborted) return
    execution.status = status
    execution.end = { at: clock.now(), ...how }
    abort.abort(new Error(`The execution is over: ${status}.`))
  }
  const history = historyFrom(kept.at?.events ?? 1, () => end('FAILED', historyFull))

  let position: Position | undefined = kept.at
  let isBack = kept.at === undefined
  const keep = () => {
    if (abort.signal.aborted || !position) return
    book.keep({ ...kept, at: { ...position, events: history.events } })
  }
  let entered = Promise.withResolvers<Position>()
  const enter = (state: string, given: unknown) => {
    // The state in which it continues was counted and recorded when it was entered.
    if (isBack || !position) {
      history.add(1)
      if (abort.signal.aborted) return
      transition()
      position = { state, input: given, since: clock.now(), events: history.events }
      keep()
    }
    isBack = true
    if (handlers[state]) entered.resolve(position)
  }

  const handle = async (state: Fields, given: unknown): Promise<JsonValue> => {
    const at = await entered.promise
    entered = Promise.withResolvers()
    const result = await runTask(state, given, {
      clock,
      signal: abort.signal,
      history,
      machine: ref,
      name,
      position: () => at,
      keep,
      rest: activity.resting,
      during: activity.during,
      call: machine.call,
      holds: task => {
        execution.holds = task
      },
      retried: transition,
    })
    return jsonValue(result)
  }
  let current: Promise<JsonValue> | undefined
  /** The interpreter calls again for a task that takes longer than its timer can run. It is still the same task. */
  const handlerOf = (state: Fields) => (given: unknown) => {
    current ??= handle(state, given).finally(() => {
      current = undefined
    })
    return current
  }
  const taskStates = [...states].filter(([, { Type }]) => Type === 'Wait' || Type === 'Task')
  const handlers: Handlers = Object.fromEntries(taskStates.map(([state, body]) => [state, handlerOf(body)]))

  const expire = async () => {
    await clock.sleep(Math.max(0, startedAt + machine.limitMs - clock.now()), abort.signal)
    end('TIMED_OUT', { error: 'States.Timeout' })
  }
  const run = async () => {
    const running = interpreted(machine.definition, kept.at).run(jsonValue(input), {
      overrides: { taskResourceLocalHandlers: handlers },
      context: {
        Execution: { Id: execution.arn, Name: name },
        StateMachine: { Id: ref, Name: id },
        Task: { Token: tokenPlace },
      },
    })
    abort.signal.addEventListener('abort', running.abort, { once: true })
    const followed = follow(running.eventLogs, enter, () => history.add(1))
    const finish = await running.result.then(
      output => () => end('SUCCEEDED', { output: JSON.stringify(output) }),
      thrown => () => end('FAILED', { error: nameOf(causeOf(thrown)), cause: reason(causeOf(thrown)) }),
    )
    await followed
    finish()
    // An execution that stopped with the cloud continues when the cloud starts again.
    if (!execution.end) {
      execution.status = 'ABORTED'
      return
    }
    const { status, end: ended } = execution
    if (status === 'FAILED') log(id, name, `ERROR The execution failed: ${ended.error}: ${ended.cause}`)
    book.keep({ machine: ref, name, input: kept.input, startedAt, status, end: ended })
  }
  expire().catch(thrown => {
    if (!abort.signal.aborted) throw thrown
  })
  execution.stop = how => end('ABORTED', how)
  execution.done = activity.during(run)
  return execution
}
