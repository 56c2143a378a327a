import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fields, isFields, parseJson, text } from '../template/shape.ts'

const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'ABORTED', 'TIMED_OUT'] as const

/** How an execution ended, or that it runs. */
export type Status = (typeof statuses)[number]

/** Where an execution stands: the state that it entered last, what that was given, and when (ms since 1970). */
export interface Position {
  state: string
  input: unknown
  since: number
}

/** An execution as Step Functions would remember it. */
export interface KeptExecution {
  /** ARN of its state machine. */
  machine: string
  name: string
  input: string
  startedAt: number
  status: Status
  /** Nothing before its first state. */
  at?: Position
}

/** Remembers executions from one run of the cloud to the next. */
export interface ExecutionBook {
  /** What earlier runs left of a state machine's executions. */
  of(machine: string): KeptExecution[]
  /** Writes down how an execution stands now, before anybody is told. */
  keep(execution: KeptExecution): void
}

/** A name is taken for 90 days after its execution has ended. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const rememberedMs = 90 * 86_400_000

const keyOf = ({ machine, name }: KeptExecution): string => `${machine} ${name}`

/**
 * A book in this file, one line for each change and the newest one true: whoever is killed while writing loses no other line. In
 * memory, where there is no file, it remembers nothing.
 */
export function executionBook(file: string | undefined, now: number): ExecutionBook {
  if (file === undefined) return { of: () => [], keep: () => {} }
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(lineIn) : []
  const left = [...new Map(lines.map(execution => [keyOf(execution), execution])).values()].filter(
    ({ status, startedAt }) => status === 'RUNNING' || startedAt + rememberedMs > now,
  )
  writeFileSync(`${file}.new`, left.map(written).join(''))
  renameSync(`${file}.new`, file)
  return {
    of: machine => left.filter(execution => execution.machine === machine),
    keep: execution => appendFileSync(file, written(execution)),
  }
}

const written = (execution: KeptExecution): string => `${JSON.stringify(execution)}\n`

/** What a line says; the last one of a run that was killed may say nothing. */
function lineIn(line: string): KeptExecution[] {
  const { machine, name, input, startedAt, status, at } = fields(parseJson(line))
  const known = statuses.find(one => one === status)
  const [inMachine, called, given] = [text(machine), text(name), text(input)]
  if (inMachine === undefined || called === undefined || given === undefined || known === undefined) return []
  const position = positionIn(at)
  const execution = { machine: inMachine, name: called, input: given, startedAt: Number(startedAt), status: known }
  return [{ ...execution, ...(position && { at: position }) }]
}

function positionIn(value: unknown): Position | undefined {
  if (!isFields(value) || typeof value.state !== 'string') return undefined
  return { state: value.state, input: value.input, since: Number(value.since) }
}
