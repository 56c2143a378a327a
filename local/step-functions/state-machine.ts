import { assumedRole, refusal } from '../lambda/iam.ts'
import { fields, parseJson, text } from '../template/shape.ts'
import type { Resource } from '../template/template.ts'
import { type Execution, execute, known, type Machine, type Surroundings } from './execution.ts'
import { isDefinition, prepared } from './state-definition.ts'
import { StateError } from './state-error.ts'

/** The longest that any execution runs, in s: a year. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const secondsMax = 365 * 86_400

/**
 * Calls functions with a state machine's role. A task is a function's ARN, or the integration `states:::lambda:invoke`, which
 * wraps the function's result.
 */
function callsOf(id: string, roleArn: string, { iam, lambda }: Surroundings): Machine['call'] {
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
  return async (resource, input) => {
    if (!resource.includes(':states:::')) return invoke(resource, input)
    if (!resource.endsWith(':states:::lambda:invoke')) {
      throw new StateError('States.Runtime', `The local cloud runs no task ${resource}.`)
    }
    const { FunctionName, Payload } = fields(input)
    return { ExecutedVersion: '$LATEST', Payload: await invoke(FunctionName, Payload ?? {}), StatusCode: 200 }
  }
}

/** A state machine of the template, and its executions by name. */
export function runsMachine({ name: id, ref, properties }: Resource, around: Surroundings) {
  const original = fields(parseJson(text(properties.DefinitionString) ?? JSON.stringify(properties.Definition)))
  const { definition, states } = prepared(original)
  if (!isDefinition(definition)) throw new Error(`The definition of ${id} is not a state machine.`)
  const machine: Machine = {
    id,
    ref,
    definition,
    states: new Map(states),
    limitMs: 1000 * Math.min(secondsMax, Number(original.TimeoutSeconds ?? secondsMax)),
    call: callsOf(id, String(properties.RoleArn), around),
  }
  const left = around.book.of(ref)
  return {
    id,
    ref,
    executions: new Map(left.map(kept => [kept.name, known(kept)])),
    start: (name: string, input: string): Execution => {
      const kept = { machine: ref, name, input, startedAt: around.clock.now(), status: 'RUNNING' as const }
      around.book.keep(kept)
      return execute(machine, kept, around)
    },
    goOn: (): [string, Execution][] =>
      left.filter(({ status }) => status === 'RUNNING').map(kept => [kept.name, execute(machine, kept, around)]),
  }
}
