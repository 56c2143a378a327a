import type { Librarian, Library } from '../../lib/consortium/library.ts'
import { glimpse } from '../../lib/consortium/staff-names.ts'
import type { Directory, OnDuty } from '../../lib/desk/ports.ts'
import { type RunPorts, run } from '../../lib/desk/run.ts'
import { defaultTiming } from '../../lib/session/timing.ts'
import { testCodes, testProofs } from '../memory/mail-tokens.ts'
import { memoryConnections, memoryLog, memoryTimers } from '../memory/outside.ts'
import { memoryTables } from '../memory/tables.ts'

/** A small consortium and its desk: what the specs of `lib/*.ts` are told with. */

export const at = 1_790_000_000_000

/** A library of the consortium whose usual fields a test may replace. */
export function library(id: string, name: string, more: Partial<Library> = {}): Library {
  return {
    id,
    name,
    timeZone: 'America/New_York',
    mailbox: `questions@${id}.example.org`,
    origins: [],
    groups: [],
    ladder: [
      { pool: `library:${id}`, after: 0 },
      { pool: 'cooperative', after: 30_000 },
    ],
    hours: [],
    closedDays: [],
    followUps: {
      escalation: `head@${id}.example.org`,
      answersFrom: [`${id}.example.org`],
      remindBefore: 1,
      escalateAfter: 2,
      answerWithin: 5,
      postponedDaysMax: 60,
    },
    timing: defaultTiming,
    namesInstitution: true,
    greeting: "Hi {patron}, I'm {librarian}. I'm reading your question.",
    goodbye: `Thank you for asking ${name}.`,
    scripts: [],
    ...more,
  }
}

export function librarian(id: string, name: string, own: string, more: Partial<Librarian> = {}): Librarian {
  const pools = [`library:${own}`, 'cooperative']
  return {
    id,
    name,
    email: `${id}@${own}.example.org`,
    library: own,
    role: 'librarian',
    pools,
    limit: 3,
    scripts: [],
    ...more,
  }
}

export function onDuty({ id, name, library, pools, limit }: Librarian): OnDuty {
  return { librarian: id, name, library, pools, limit, connection: `${id}-1`, dutyLimit: defaultTiming.dutyLimit }
}

export function directoryOf(libraries: readonly Library[], librarians: readonly Librarian[] = []): Directory {
  return {
    library: async id => libraries.find(one => one.id === id),
    librarian: async id => librarians.find(one => one.id === id),
    isLibrarian: async id => librarians.some(one => one.id === id),
    librarianBySignIn: async email => librarians.find(one => one.email === email),
    isStaffName: async glimpsed => libraries.some(one => glimpse(one.name) === glimpsed),
  }
}

/** A desk in memory: these libraries, and these librarians, all on duty. */
export async function deskOf(libraries: readonly Library[], librarians: readonly Librarian[]) {
  const tables = memoryTables()
  const { connections, sent, to, gone } = memoryConnections()
  const { timers, timerTokens, started } = memoryTimers()
  const { log, failures } = memoryLog()
  const directory = directoryOf(libraries, librarians)
  const ports = {
    ...tables,
    connections,
    timers,
    timerTokens,
    log,
    directory,
    groups: [{ id: 'lakes', name: 'The lakes' }],
    proofs: testProofs,
  }
  for (const one of librarians) await tables.roster.arrive(onDuty(one), at)
  return { ports, sent, to, gone, started, failures }
}

type Ports = Awaited<ReturnType<typeof deskOf>>['ports']

/** A patron asks, and is there. */
export async function asks(ports: Ports, session: string, when: number, more: { name?: string; email?: string } = {}) {
  const ladder = { rungs: [{ pool: 'cooperative', after: 0 }], staffed: ['cooperative'] }
  const question = { session, library: 'wren', ladder, question: 'The almanac?', ...more }
  await run(ports, session, { type: 'Ask', at: when, ...question })
  await run(ports, session, { type: 'Come', at: when, who: { role: 'patron' }, connection: `patron-${session}` })
}

/** The code with which a patron of these tests confirms an address. */
export const codeOf = (session: string): Promise<string> => testCodes.of(session, 'code')

/** The patron confirms an address with the code that was mailed there. */
export async function confirms(ports: RunPorts, id: string, at: number, email = 'jane@example.org'): Promise<void> {
  const digest = await testCodes.digest(id, await codeOf(id))
  await run(ports, id, { type: 'RequestCode', at, id: 'code', digest, email })
  await run(ports, id, { type: 'EnterCode', at, digest })
}
