import type { Clock } from '../clock.ts'
import { list, parseJson, text } from '../template/shape.ts'
import { HeartbeatTimeout, StateError } from './state-error.ts'

/** The record of a task that waits with a token. Times are in ms since 1970. */
export interface KeptTask {
  token: string
  timeoutMs: number
  timeoutAt: number
  heartbeatMs?: number
  /** When it will have been silent for too long; undefined if it may be silent. */
  heartbeatAt?: number
  /** Whether the call of the task has been accepted. */
  isSubmitted: boolean
}

/** A task that waits for an answer with its token, until there has been no heartbeat for too long. */
export interface WaitingTask {
  readonly token: string
  heartbeat(): void
  succeed(output: unknown): void
  fail(failure: unknown): void
}

/**
 * About the length of AWS's tokens. Public examples have 668 and 684 characters, and the limit is 2,048. The length matters
 * because storing a token costs by the byte.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html
 */
const tokenLength = 684

/** A new token for a task of this execution. */
export function newToken(machine: string, execution: string): string {
  const facts = JSON.stringify([machine, execution, crypto.randomUUID()])
  return Buffer.from(facts.padEnd((tokenLength * 3) / 4)).toString('base64')
}

/** The execution that a token belongs to; undefined if it is not a token. */
export function readToken(token: unknown): { machine: string; execution: string } | undefined {
  const [machine, execution] = list(parseJson(Buffer.from(String(token), 'base64').toString())).map(text)
  return machine === undefined || execution === undefined ? undefined : { machine, execution }
}

/** A task that begins to wait now. */
export const taskFrom = (
  token: string,
  { timeoutMs, heartbeatMs }: { timeoutMs: number; heartbeatMs?: number },
  now: number,
): KeptTask => ({
  token,
  timeoutMs,
  timeoutAt: now + timeoutMs,
  ...(heartbeatMs !== undefined && { heartbeatMs, heartbeatAt: now + heartbeatMs }),
  isSubmitted: false,
})

/**
 * A task of an earlier run. It never waits longer than a new one would. Otherwise it might, because a fast clock falls back to
 * real time when the cloud restarts.
 */
export function taskAgain(kept: KeptTask, now: number): KeptTask {
  const { timeoutMs, timeoutAt, heartbeatMs, heartbeatAt } = kept
  const again = { ...kept, timeoutAt: Math.min(timeoutAt, now + timeoutMs) }
  if (heartbeatMs === undefined || heartbeatAt === undefined) return again
  return { ...again, heartbeatAt: Math.min(heartbeatAt, now + heartbeatMs) }
}

/**
 * Waits for the answer to this task. Its next heartbeat is recorded in it and reported to `changed`. `answer` settles as the task
 * does.
 */
export function waiting(task: KeptTask, clock: Clock, stopped: AbortSignal, changed: () => void) {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const over = new AbortController()
  const signal = AbortSignal.any([stopped, over.signal])
  const due = () => Math.min(task.timeoutAt, task.heartbeatAt ?? Number.POSITIVE_INFINITY)

  const watch = async () => {
    while (clock.now() < due()) await clock.sleep(due() - clock.now(), signal)
    if (clock.now() >= task.timeoutAt) throw new StateError('States.Timeout', 'The task did not end in time.')
    throw new HeartbeatTimeout('The task gave no sign of life in time.')
  }
  const open: WaitingTask = {
    token: task.token,
    heartbeat: () => {
      if (task.heartbeatMs === undefined) return
      task.heartbeatAt = clock.now() + task.heartbeatMs
      changed()
    },
    succeed: resolve,
    fail: reject,
  }
  return { open, answer: Promise.race([promise, watch()]).finally(() => over.abort()) }
}
