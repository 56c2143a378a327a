import {
  type AwsService,
  jsonError,
  jsonReply,
  type Need,
  type Reply,
  refuseInJson,
  targetOperation,
} from '../aws-endpoint.ts'
import { gate, type Limits } from '../limits.ts'
import { type Fields, fields, parseJson, text } from '../template/shape.ts'
import type { Template } from '../template/template.ts'
import type { Execution, Surroundings } from './execution.ts'
import { isForgotten, type Status } from './executions.ts'
import { runsMachine } from './state-machine.ts'
import { answersTasks } from './task-answers.ts'
import { readToken } from './waiting-task.ts'

/** The state machines of the template, and their executions. */
export interface StepFunctions {
  service: AwsService
  /** The status of each execution of a state machine (by logical id or ARN), by name. */
  executions(machine: string): Record<string, Status>
  /** Continues the executions that an earlier run left running, each where it was. */
  resume(): void
  stop(): Promise<void>
  /** Stops every execution, and forgets that there were any. */
  clear(): Promise<void>
}

/**
 * The resource of a call for IAM. For a token it is the state machine that issued it. Undefined for an invalid token, whose call
 * is refused for every caller.
 */
function needsOf(operation: string, { taskToken, executionArn, stateMachineArn }: Fields): Need[] {
  const action = `states:${operation}`
  if (taskToken === undefined) return [{ action, resource: String(executionArn ?? stateMachineArn ?? '*') }]
  const given = readToken(taskToken)
  return given ? [{ action, resource: given.machine }] : []
}

/** Runs the state machines of the template on the cloud's clock; nothing continues after `stop`. */
export function stepFunctions(
  template: Template,
  { limits, ...around }: Surroundings & { limits?: Limits | undefined },
): StepFunctions {
  const { clock } = around
  const mayStart = gate(limits?.executions, clock)
  const machines = template.ofType('AWS::StepFunctions::StateMachine').map(machine => runsMachine(machine, around))
  const find = (name: unknown) => machines.find(({ ref, id }) => ref === name || id === name)
  const all = () => machines.flatMap(({ executions }) => [...executions.values()])
  const executionOf = (machine: unknown, name: string): Execution | undefined => {
    const found = find(machine)?.executions.get(name)
    return found && !isForgotten(found, clock.now()) ? found : undefined
  }

  /** The same name and input while the first still runs is the same execution; any other repeat is refused.
   * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
  const startExecution = (asked: Fields): Reply => {
    const machine = find(asked.stateMachineArn)
    if (!machine) return jsonError(400, 'StateMachineDoesNotExist', 'State Machine Does Not Exist')
    if (!mayStart()) return jsonError(400, 'ThrottlingException', 'Rate exceeded')
    const name = text(asked.name) ?? crypto.randomUUID()
    const input = text(asked.input) ?? '{}'
    if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/.test(name)) {
      return jsonError(400, 'InvalidName', `Invalid Name: '${name}'`)
    }
    if (parseJson(input) === undefined) return jsonError(400, 'InvalidExecutionInput', 'The input is no JSON')
    const before = executionOf(machine.ref, name)
    if (before && (before.status !== 'RUNNING' || before.input !== input)) {
      return jsonError(400, 'ExecutionAlreadyExists', `Execution Already Exists: '${before.arn}'`)
    }
    const execution = before ?? machine.start(name, input)
    machine.executions.set(name, execution)
    return jsonReply({ executionArn: execution.arn, startDate: execution.startedAt / 1000 })
  }

  const withExecution = (answer: (execution: Execution, asked: Fields) => Reply) => (asked: Fields) => {
    const found = all().find(({ arn }) => arn === asked.executionArn)
    if (!found || isForgotten(found, clock.now())) {
      return jsonError(400, 'ExecutionDoesNotExist', `Execution Does Not Exist: '${asked.executionArn}'`)
    }
    return answer(found, asked)
  }
  /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
  const describeExecution = withExecution(({ arn, machine, name, status, startedAt, input, end }) => {
    const { at, ...how } = end ?? {}
    const begun = { executionArn: arn, stateMachineArn: machine, name, status, startDate: startedAt / 1000, input }
    return jsonReply({ ...begun, ...how, ...(at !== undefined && { stopDate: at / 1000 }) })
  })
  /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html */
  const stopExecution = withExecution((execution, { error, cause }) => {
    execution.stop({
      ...(text(error) !== undefined && { error: String(error) }),
      ...(text(cause) !== undefined && { cause: String(cause) }),
    })
    return jsonReply({ stopDate: (execution.end?.at ?? clock.now()) / 1000 })
  })
  const operations: Record<string, (asked: Fields) => Reply> = {
    StartExecution: startExecution,
    DescribeExecution: describeExecution,
    StopExecution: stopExecution,
    ...answersTasks(executionOf),
  }
  const asked = (body: Buffer) => fields(parseJson(body.toString()))

  const stop = async () => {
    for (const { abort } of all()) abort.abort(new Error('The local cloud has stopped.'))
    await Promise.all(all().map(({ done }) => done))
  }

  return {
    executions: name =>
      Object.fromEntries([...(find(name)?.executions ?? [])].map(([execution, { status }]) => [execution, status])),
    resume: () => {
      for (const { executions, goOn } of machines)
        for (const [name, execution] of goOn()) executions.set(name, execution)
    },
    stop,
    clear: async () => {
      await stop()
      for (const { executions } of machines) executions.clear()
    },
    service: {
      operation: targetOperation,
      needs: ({ operation, body }) => needsOf(operation, asked(body)),
      refuse: refuseInJson,
      answer: async ({ operation, body }) =>
        operations[operation]?.(asked(body)) ??
        jsonError(400, 'UnknownOperationException', `${operation} does not run locally.`),
    },
  }
}
