import type { Event } from '../../../lib/session/events.ts'
import type { Session } from '../../../lib/session/state.ts'
import type { Client } from '../client.ts'
import type { Run, Written } from '../simulation.ts'

/** What must always hold, whatever goes wrong. Each invariant returns its findings in words, or none if all is well. */
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
  /** The text of each message, by its number. */
  readonly texts: ReadonlyMap<number, string>
  /** The session at the end. */
  readonly last: Session
}

/** A violation in a run, with the number of the invariant. */
export interface Violation {
  readonly number: number
  readonly holds: string
  readonly found: string
}

interface Growing {
  readonly steps: Written[]
  readonly events: Event[]
  readonly texts: Map<number, string>
  last: Session
}

/** The log of every session of a run. */
export function logsOf(run: Run): Logs {
  const logs = new Map<string, Growing>()
  for (const written of run.written) {
    const { session, events } = written.step
    const log: Growing = logs.get(session.id) ?? { steps: [], events: [], texts: new Map(), last: session }
    log.steps.push(written)
    log.events.push(...events)
    for (const event of events) {
      if (event.type === 'Asked') log.texts.set(1, event.question)
      if (event.type === 'Said') log.texts.set(event.number, event.text)
    }
    log.last = session
    logs.set(session.id, log)
  }
  return logs
}

/** Checks every log separately. */
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
