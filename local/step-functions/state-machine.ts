import { type RunOptions, StateMachine } from 'aws-local-stepfunctions'
import type { Activity } from '../activity.ts'
import type { Clock } from '../clock.ts'
import { assumedRole, type Iam, refusal } from '../lambda/iam.ts'
import type { Lambda } from '../lambda/lambda.ts'
import type { Ledger } from '../ledger.ts'
import { type Fields, fields, parseJson, reason, text } from '../template/shape.ts'
import type { Resource } from '../template/template.ts'
import type { ExecutionBook, KeptExecution, Position, Status } from './executions.ts'
import { retrying, StateError } from './retry.ts'
import { isDefinition, leftOf, prepared } from './state-definition.ts'

/** What state machines run in. */
export interface Surroundings {
  iam: Iam
  lambda: Lambda
  ledger: Ledger
  clock: Clock
  activity: Activity
  book: ExecutionBook
  log(functionId: string, requestId: string, line: string): void
}

/** One execution, running or over; it keeps its name either way. */
interface Execution {
  arn: string
  input: string
  startedAt: number
  status: Status
  abort: AbortController
  done: Promise<void>
}

type Handlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>
type Handler = Handlers[string]

/** A state machine of the template, and its executions by name. */
export function runsMachine({ name: id, ref, properties }: Resource, around: Surroundings) {
  const { iam, lambda, ledger, clock, activity, book, log } = around
  const original = fields(parseJson(text(properties.DefinitionString) ?? JSON.stringify(properties.Definition)))
  const { definition, states } = prepared(original)
  if (!isDefinition(definition)) throw new Error(`The definition of ${id} is not a state machine.`)
  const machineFrom = (StartAt: string) =>
    new StateMachine({ ...definition, StartAt }, { validationOptions: { noValidate: true } })
  const fromStart = machineFrom(definition.StartAt)
  const roleArn = String(properties.RoleArn)
  const limit = original.TimeoutSeconds

  const invoke = async (functionName: unknown, payload: unknown) => {
    const found = lambda.find(String(functionName))
    const arn = found?.arn ?? String(functionName)
    const action = 'lambda:InvokeFunction'
    if (!found || !iam.allows(roleArn, action, arn)) {
      throw new StateError('Lambda.AWSLambdaException', refusal(assumedRole(roleArn, id), action, arn))
    }
    const outcome = await lambda.invoke(found.id, payload)
    if (!outcome.ok) throw new StateError(outcome.errorType, outcome.errorMessage)
    return outcome.payload
  }
  /** A Task is a function's ARN, or the integration `states:::lambda:invoke`, which wraps what the function answers. */
  const task = async (resource: string, input: unknown): Promise<unknown> => {
    if (!resource.includes(':states:::')) return invoke(resource, input)
    if (!resource.endsWith(':states:::lambda:invoke')) {
      throw new StateError('States.Runtime', `The local cloud runs no task ${resource}.`)
    }
    const { FunctionName, Payload } = fields(input)
    return { ExecutedVersion: '$LATEST', Payload: await invoke(FunctionName, Payload ?? {}), StatusCode: 200 }
  }

  const arnOf = (name: string): string => `${ref.replace(':stateMachine:', ':execution:')}:${name}`

  /** Starts an execution, or goes on with one of an earlier run: in the state that it was in, whose Wait goes on as well. */
  const start = ({ name, input, startedAt, at }: Omit<KeptExecution, 'machine' | 'status'>): Execution => {
    const abort = new AbortController()
    const parsed = parseJson(input)
    let left = at
    const session = text(fields(parsed).session)
    const transition = () => ledger.add(id, session, { transitions: 1 })
    const sleep = (ms: number) => activity.resting(() => clock.sleep(ms, abort.signal))
    /** Since when a state that is entered now has been entered: only the first one may have been in an earlier run. */
    const since = (state: string): number => {
      const entered = left?.state === state ? left.since : clock.now()
      left = undefined
      return entered
    }
    const handlerOf = (named: string, state: Fields): Handler => {
      if (state.Type === 'Wait') {
        return async input => {
          await sleep(leftOf(state, input, since(named), clock.now()))
          return input
        }
      }
      const once = (given: unknown) => async () => {
        abort.signal.throwIfAborted()
        return task(String(state.Resource), given)
      }
      return async given => {
        since(named)
        return jsonValue(await retrying(state.Retry, once(given), sleep, transition))
      }
    }
    const taskStates = states.filter(([, { Type }]) => Type === 'Wait' || Type === 'Task')
    const handlers: Handlers = Object.fromEntries(taskStates.map(([state, body]) => [state, handlerOf(state, body)]))
    const execution: Execution = {
      arn: arnOf(name),
      input,
      startedAt,
      status: 'RUNNING',
      abort,
      done: Promise.resolve(),
    }
    const keep = (position?: Position) =>
      book.keep({ machine: ref, name, input, startedAt, status: execution.status, ...(position && { at: position }) })
    const expire = async () => {
      if (typeof limit !== 'number') return
      await clock.sleep(Math.max(0, startedAt + limit * 1000 - clock.now()), abort.signal)
      execution.status = 'TIMED_OUT'
      abort.abort()
    }
    const run = async () => {
      const machine = at ? machineFrom(at.state) : fromStart
      const { result, eventLogs } = machine.run(jsonValue(at ? at.input : parsed), {
        overrides: { taskResourceLocalHandlers: handlers },
        context: { Execution: { Id: execution.arn, Name: name }, StateMachine: { Id: ref, Name: id } },
      })
      const counted = (async () => {
        let isGoingOn = at !== undefined
        for await (const event of eventLogs) {
          if (event.type !== 'StateEntered') continue
          // The state that it goes on in was counted and written down when it was entered.
          if (!isGoingOn) {
            transition()
            keep({ state: event.state.name, input: event.state.input, since: clock.now() })
          }
          isGoingOn = false
        }
      })()
      await result.then(
        () => {
          execution.status = 'SUCCEEDED'
        },
        thrown => {
          if (execution.status === 'RUNNING') execution.status = abort.signal.aborted ? 'ABORTED' : 'FAILED'
          if (execution.status === 'FAILED') log(id, name, `ERROR The execution failed: ${reason(thrown)}`)
        },
      )
      await counted
      // Whoever was stopped with the cloud runs on when it begins again.
      if (execution.status !== 'ABORTED') keep()
      abort.abort()
    }
    expire().catch(thrown => {
      if (!abort.signal.aborted) throw thrown
    })
    execution.done = activity.during(run)
    return execution
  }
  /** An execution of an earlier run, as it stood there. */
  const former = ({ name, input, startedAt, status }: KeptExecution): [string, Execution] => {
    const abort = new AbortController()
    return [name, { arn: arnOf(name), input, startedAt, status, abort, done: Promise.resolve() }]
  }
  const left = book.of(ref)
  return {
    id,
    ref,
    executions: new Map(left.map(former)),
    start: (name: string, input: string): Execution => {
      const startedAt = clock.now()
      book.keep({ machine: ref, name, input, startedAt, status: 'RUNNING' })
      return start({ name, input, startedAt })
    },
    goOn: (): [string, Execution][] =>
      left.filter(({ status }) => status === 'RUNNING').map(execution => [execution.name, start(execution)]),
  }
}

type JsonValue = Awaited<ReturnType<Handler>>

const isJsonValue = (value: unknown): value is JsonValue => value !== undefined

function jsonValue(value: unknown): JsonValue {
  return isJsonValue(value) ? value : null
}
