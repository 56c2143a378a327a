import { type RunOptions, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions'
import type { Position } from './executions.ts'

/** The functions that the interpreter runs in place of tasks, by state. */
export type Handlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>
export type JsonValue = Awaited<ReturnType<Handlers[string]>>

const isJsonValue = (value: unknown): value is JsonValue => value !== undefined
export const jsonValue = (value: unknown): JsonValue => (isJsonValue(value) ? value : null)

/** The state that leads back to the one in which an earlier run left an execution. */
const wayBack = 'local:way-back'

/**
 * The interpreter's state machine. An execution that continues begins at the state where it was, so that its own input stays the
 * same.
 */
export function interpreted(definition: StateMachineDefinition, at: Position | undefined): StateMachine {
  const noValidate = { validationOptions: { noValidate: true } }
  if (!at) return new StateMachine(definition, noValidate)
  const back = { Type: 'Pass' as const, Result: { at: jsonValue(at.input) }, OutputPath: '$.at', Next: at.state }
  const States = { ...definition.States, [wayBack]: back }
  return new StateMachine({ ...definition, StartAt: wayBack, States }, noValidate)
}

/**
 * Reports every state that is entered and left, until the interpreter has finished. The interpreter may be ahead of the reports.
 */
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

/** The cause of the interpreter's failure, taken from its message. */
export const causeOf = (thrown: unknown): unknown => (thrown instanceof Error ? (thrown.cause ?? thrown) : thrown)
