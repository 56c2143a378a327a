import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { type Fields, fields, isFields, parseJson, text } from '../template/shape.ts'
import type { KeptTask } from './waiting-task.ts'

const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'ABORTED', 'TIMED_OUT'] as const

/** How an execution ended, or that it is running. */
export type Status = (typeof statuses)[number]

/** The position of an execution: the state that it entered last, the input of that state, and when (ms since 1970). */
export interface Position {
  state: string
  input: unknown
  since: number
  /** The number of events in its history. */
  events: number
  /** The task that it is in, if it waits for an answer with the task's token. */
  task?: KeptTask
}

/** When an execution ended (ms since 1970), with what output as JSON, or by which error. */
export interface End {
  at: number
  output?: string
  error?: string
  cause?: string
}

/** An execution as Step Functions would remember it. */
export interface KeptExecution {
  /** ARN of its state machine. */
  machine: string
  name: string
  input: string
  startedAt: number
  status: Status
  /** Undefined before its first state. */
  at?: Position
  /** Undefined while it runs. */
  end?: End
}

/** Remembers executions from one run of the cloud to the next. */
export interface ExecutionBook {
  /** The executions of a state machine from earlier runs. */
  of(machine: string): KeptExecution[]
  /** Records the state of an execution before it is reported to anybody. */
  keep(execution: KeptExecution): void
}

/** A name is taken for 90 days after its execution has ended. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const rememberedMs = 90 * 86_400_000

/** Whether an execution ended so long ago that AWS has forgotten it. */
export const isForgotten = ({ status, startedAt, end }: Omit<KeptExecution, 'machine'>, now: number): boolean =>
  status !== 'RUNNING' && (end?.at ?? startedAt) + rememberedMs <= now

const keyOf = ({ machine, name }: KeptExecution): string => `${machine} ${name}`

/**
 * A book in this file with one line for each change, of which the newest counts. A process that is killed while writing loses no
 * other line. Without a file the book remembers nothing.
 */
export function executionBook(file: string | undefined, now: number): ExecutionBook {
  if (file === undefined) return { of: () => [], keep: () => {} }
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(lineIn) : []
  const left = [...new Map(lines.map(execution => [keyOf(execution), execution])).values()].filter(
    execution => !isForgotten(execution, now),
  )
  writeFileSync(`${file}.new`, left.map(written).join(''), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return {
    of: machine => left.filter(execution => execution.machine === machine),
    keep: execution => appendFileSync(file, written(execution)),
  }
}

const written = (execution: KeptExecution): string => `${JSON.stringify(execution)}\n`

/** The contents of a line. The last line of a run that was killed may be incomplete. */
function lineIn(line: string): KeptExecution[] {
  const { machine, name, input, startedAt, status, at, end } = fields(parseJson(line))
  const known = statuses.find(one => one === status)
  const [inMachine, called, given] = [text(machine), text(name), text(input)]
  if (inMachine === undefined || called === undefined || given === undefined || known === undefined) return []
  const execution = { machine: inMachine, name: called, input: given, startedAt: Number(startedAt), status: known }
  return [{ ...execution, ...(isFields(at) && { at: positionIn(at) }), ...(isFields(end) && { end: endIn(end) }) }]
}

/** A line of an earlier release has no number of events. */
function positionIn({ state, input, since, events = 1, task }: Fields): Position {
  const position = { state: String(state), input, since: Number(since), events: Number(events) }
  return isFields(task) ? { ...position, task: taskIn(task) } : position
}

const taskIn = ({ token, timeoutMs, timeoutAt, heartbeatMs, heartbeatAt, isSubmitted }: Fields): KeptTask => ({
  token: String(token),
  timeoutMs: Number(timeoutMs),
  timeoutAt: Number(timeoutAt),
  ...(heartbeatAt !== undefined && { heartbeatMs: Number(heartbeatMs), heartbeatAt: Number(heartbeatAt) }),
  isSubmitted: isSubmitted === true,
})

const endIn = ({ at, output, error, cause }: Fields): End => ({
  at: Number(at),
  ...(typeof output === 'string' && { output }),
  ...(typeof error === 'string' && { error }),
  ...(typeof cause === 'string' && { cause }),
})
