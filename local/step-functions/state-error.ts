import { fields, list, reason, texts } from '../template/shape.ts'

/** A failure with the name that `Retry` and `Catch` of a state machine match on. */
export class StateError extends Error {
  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

/** Names a failure that nothing matches, not even `States.ALL`: it always ends the execution.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const terminal = ['States.Runtime', 'States.DataLimitExceeded']

/**
 * The failure of a task with a token that sent no heartbeat in time. AWS reports it as `States.Timeout`, and a retrier or catcher
 * that names `States.HeartbeatTimeout` matches it, too.
 */
export class HeartbeatTimeout extends StateError {
  constructor(message: string) {
    super('States.Timeout', message)
  }
}

export const nameOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.name : 'Error')

/** Whether an `ErrorEquals` matches this failure. */
export function matches(errorEquals: unknown, thrown: unknown): boolean {
  const wanted = texts(errorEquals)
  const name = nameOf(thrown)
  if (terminal.includes(name)) return false
  return (
    wanted.includes(name) ||
    wanted.includes('States.ALL') ||
    (wanted.includes('States.HeartbeatTimeout') && thrown instanceof HeartbeatTimeout) ||
    (wanted.includes('States.TaskFailed') && name !== 'States.Timeout')
  )
}

/**
 * A failure of a task in the form that the interpreter needs. The interpreter retries a task only when its own timer ran out, and
 * its `Catch` must match what AWS would catch.
 */
export function caught(thrown: unknown, catchers: unknown): Error {
  const catcher = list(catchers).find(one => matches(fields(one).ErrorEquals, thrown))
  const isNamed = texts(fields(catcher).ErrorEquals).includes('States.HeartbeatTimeout')
  const name = isNamed && thrown instanceof HeartbeatTimeout ? 'States.HeartbeatTimeout' : nameOf(thrown)
  return Object.assign(new StateError(name, reason(thrown)), { isRetryable: false, isCatchable: catcher !== undefined })
}
