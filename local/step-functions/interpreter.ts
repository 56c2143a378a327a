import { type RunOptions, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions'
import type { Position } from './executions.ts'

/** What the interpreter runs in place of tasks, by state. */
export type Handlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>
export type JsonValue = Awaited<ReturnType<Handlers[string]>>

const isJsonValue = (value: unknown): value is JsonValue => value !== undefined
export const jsonValue = (value: unknown): JsonValue => (isJsonValue(value) ? value : null)

/** The state that leads back to the one in which an execution of an earlier run stood. */
const wayBack = 'local:way-back'

/** The interpreter's state machine; one that goes on begins with where it stood, so that the execution's own input stays what it was. */
export function interpreted(definition: StateMachineDefinition, at: Position | undefined): StateMachine {
  const noValidate = { validationOptions: { noValidate: true } }
  if (!at) return new StateMachine(definition, noValidate)
  const back = { Type: 'Pass' as const, Result: { at: jsonValue(at.input) }, OutputPath: '$.at', Next: at.state }
  const States = { ...definition.States, [wayBack]: back }
  return new StateMachine({ ...definition, StartAt: wayBack, States }, noValidate)
}

/** Tells of every state that is entered and left, until the interpreter is through; it may be ahead of what is told. */
export async function follow(
  events: ReturnType<StateMachine['run']>['eventLogs'],
  entered: (state: string, input: unknown) => void,
  left: () => void,
): Promise<void> {
  for await (const event of events) {
    if (!('state' in event) || event.state.name === wayBack) continue
    if (event.type === 'StateEntered') entered(event.state.name, event.state.input)
    if (event.type === 'StateExited') left()
  }
}

/** What the interpreter failed by, out of what it says about it. */
export const causeOf = (thrown: unknown): unknown => (thrown instanceof Error ? (thrown.cause ?? thrown) : thrown)
