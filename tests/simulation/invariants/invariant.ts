import type { Event } from '../../../lib/session/events.ts'
import type { Session } from '../../../lib/session/state.ts'
import type { Client } from '../client.ts'
import type { Run, Written } from '../simulation.ts'

/** What must always hold, whatever goes wrong. Each says what it found, in words; nothing, where all is well. */
export interface Invariant {
  readonly number: number
  readonly holds: string
  readonly broken: Broken
}

export type Broken = (run: Run, logs: Logs) => readonly string[]

/** The log of every session, by its id. */
export type Logs = ReadonlyMap<string, Log>

export interface Log {
  /** Its steps, in order. */
  readonly steps: readonly Written[]
  readonly events: readonly Event[]
  /** The session as it stood in the end. */
  readonly last: Session
}

/** What was broken in a run, with the number of the invariant. */
export interface Violation {
  readonly number: number
  readonly holds: string
  readonly found: string
}

/** The log of every session of a run. */
export function logsOf(run: Run): Logs {
  const logs = new Map<string, { readonly steps: Written[]; readonly events: Event[]; last: Session }>()
  for (const written of run.written) {
    const { session, events } = written.step
    const log = logs.get(session.id) ?? { steps: [], events: [], last: session }
    log.steps.push(written)
    log.events.push(...events)
    log.last = session
    logs.set(session.id, log)
  }
  return logs
}

/** Every log, looked at by itself. */
export function inEach(logs: Logs, look: (session: string, log: Log) => readonly (string | false)[]): string[] {
  const all: string[] = []
  for (const [session, log] of logs)
    for (const found of look(session, log)) if (found !== false) all.push(`${session}: ${found}`)
  return all
}

/** The events of one type. */
export function ofType<T extends Event['type']>(events: readonly Event[], type: T): Extract<Event, { type: T }>[] {
  return events.filter((event): event is Extract<Event, { type: T }> => event.type === type)
}

/** The clients of everybody. */
export function clients({ patrons, librarians }: Run): readonly Client[] {
  return [...patrons, ...librarians].map(({ client }) => client)
}

/** The messages of a session: number and text. */
export function said({ events }: Log): [number, string][] {
  return events.flatMap((event): [number, string][] => {
    if (event.type === 'Asked') return [[1, event.question]]
    return event.type === 'Said' ? [[event.number, event.text]] : []
  })
}
