import { type RunOptions, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions'
import type { Activity } from './activity.ts'
import { type AwsService, jsonError, jsonReply, type Reply, refuseInJson, targetOperation } from './aws-endpoint.ts'
import type { Clock } from './clock.ts'
import { assumedRole, type Iam, refusal } from './iam.ts'
import type { Lambda } from './lambda.ts'
import type { Ledger } from './ledger.ts'
import { retrying, StateError } from './retry.ts'
import { type Fields, fields, isFields, parseJson, reason, text } from './shape.ts'
import type { Resource, Template } from './template.ts'

/** The longest a task may take, in s: what the interpreter's timer can hold (2^31 ms). Time limits of the definition are kept
 * here, on the cloud's clock or the function's own. */
const noLimit = 2_147_483

interface Surroundings {
  iam: Iam
  lambda: Lambda
  ledger: Ledger
  clock: Clock
  activity: Activity
  log(functionId: string, requestId: string, line: string): void
}

/** One execution, running or over; it keeps its name either way. */
interface Execution {
  arn: string
  input: string
  startedAt: number
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED_OUT'
  abort: AbortController
  done: Promise<void>
}

/** The state machines of the template, and their executions. */
export interface StepFunctions {
  service: AwsService
  /** How the executions of a state machine (by logical id or ARN) stand, by name. */
  executions(machine: string): Record<string, Execution['status']>
  stop(): Promise<void>
}

type Handlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>
type Handler = Handlers[string]

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
function prepared(definition: Fields): { definition: Fields; states: [string, Fields][] } {
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

/** The JSON that a Lambda function gives to the interpreter: it reads nothing but JSON values. */
const isDefinition = (value: Fields): value is Fields & StateMachineDefinition =>
  typeof value.StartAt === 'string' && isFields(value.States)

function runsMachine({ name: id, ref, properties }: Resource, around: Surroundings) {
  const { iam, lambda, ledger, clock, activity, log } = around
  const original = fields(parseJson(text(properties.DefinitionString) ?? JSON.stringify(properties.Definition)))
  const { definition, states } = prepared(original)
  if (!isDefinition(definition)) throw new Error(`The definition of ${id} is not a state machine.`)
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true } })
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

  const start = (name: string, input: string): Execution => {
    const abort = new AbortController()
    const parsed = parseJson(input)
    const session = text(fields(parsed).session)
    const transition = () => ledger.add(id, session, { transitions: 1 })
    const sleep = (ms: number) => activity.resting(() => clock.sleep(ms, abort.signal))
    const handlerOf = (state: Fields): Handler => {
      if (state.Type === 'Wait') {
        return async given => {
          await sleep(waitFor(state, given, clock.now()))
          return given
        }
      }
      const once = (given: unknown) => async () => {
        abort.signal.throwIfAborted()
        return task(String(state.Resource), given)
      }
      return async given => jsonValue(await retrying(state.Retry, once(given), sleep, transition))
    }
    const taskStates = states.filter(([, { Type }]) => Type === 'Wait' || Type === 'Task')
    const handlers: Handlers = Object.fromEntries(taskStates.map(([state, body]) => [state, handlerOf(body)]))
    const execution: Execution = {
      arn: `${ref.replace(':stateMachine:', ':execution:')}:${name}`,
      input,
      startedAt: clock.now(),
      status: 'RUNNING',
      abort,
      done: Promise.resolve(),
    }
    const expire = async () => {
      if (typeof limit !== 'number') return
      await clock.sleep(limit * 1000, abort.signal)
      execution.status = 'TIMED_OUT'
      abort.abort()
    }
    const run = async () => {
      const { result, eventLogs } = machine.run(jsonValue(parsed), {
        overrides: { taskResourceLocalHandlers: handlers },
        context: { Execution: { Id: execution.arn, Name: name }, StateMachine: { Id: ref, Name: id } },
      })
      const counted = (async () => {
        for await (const { type } of eventLogs) if (type === 'StateEntered') transition()
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
      abort.abort()
    }
    expire().catch(thrown => {
      if (!abort.signal.aborted) throw thrown
    })
    execution.done = activity.during(run)
    return execution
  }
  return { id, ref, start, executions: new Map<string, Execution>() }
}

type JsonValue = Awaited<ReturnType<Handler>>

const isJsonValue = (value: unknown): value is JsonValue => value !== undefined

function jsonValue(value: unknown): JsonValue {
  return isJsonValue(value) ? value : null
}

/** Runs the state machines of the template on the cloud's clock; nothing of them outlives `stop`. */
export function stepFunctions(template: Template, around: Surroundings): StepFunctions {
  const machines = template.ofType('AWS::StepFunctions::StateMachine').map(machine => runsMachine(machine, around))
  const find = (name: unknown) => machines.find(({ ref, id }) => ref === name || id === name)

  /** The same name and input while the first still runs is the same execution; any other repeat is refused.
   * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
  const startExecution = (asked: Fields): Reply => {
    const machine = find(asked.stateMachineArn)
    if (!machine) return jsonError(400, 'StateMachineDoesNotExist', 'State Machine Does Not Exist')
    const name = text(asked.name) ?? crypto.randomUUID()
    const input = text(asked.input) ?? '{}'
    if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/.test(name)) {
      return jsonError(400, 'InvalidName', `Invalid Name: '${name}'`)
    }
    if (parseJson(input) === undefined) return jsonError(400, 'InvalidExecutionInput', 'The input is no JSON')
    const before = machine.executions.get(name)
    if (before && (before.status !== 'RUNNING' || before.input !== input)) {
      return jsonError(400, 'ExecutionAlreadyExists', `Execution Already Exists: '${before.arn}'`)
    }
    const execution = before ?? machine.start(name, input)
    machine.executions.set(name, execution)
    return jsonReply({ executionArn: execution.arn, startDate: execution.startedAt / 1000 })
  }
  const asked = (body: Buffer) => fields(parseJson(body.toString()))
  const all = () => machines.flatMap(({ executions }) => [...executions.values()])

  return {
    executions: name =>
      Object.fromEntries([...(find(name)?.executions ?? [])].map(([execution, { status }]) => [execution, status])),
    stop: async () => {
      for (const { abort } of all()) abort.abort(new Error('The local cloud has stopped.'))
      await Promise.all(all().map(({ done }) => done))
    },
    service: {
      operation: targetOperation,
      needs: ({ operation, body }) => [
        { action: `states:${operation}`, resource: String(asked(body).stateMachineArn ?? '*') },
      ],
      refuse: refuseInJson,
      answer: async ({ operation, body }) =>
        operation === 'StartExecution'
          ? startExecution(asked(body))
          : jsonError(400, 'UnknownOperationException', `${operation} does not run locally.`),
    },
  }
}
