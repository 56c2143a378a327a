import type { Identity } from '../../../lib/access/tickets.ts'
import { run } from '../../../lib/desk/run.ts'
import { type ArrivalPorts, arrivals } from '../../../lib/http/admission.ts'
import type { Action } from '../../../lib/protocol/frames-in.ts'
import type { Reply } from '../../../lib/protocol/frames-out.ts'
import { type ClosingPorts, closingActions } from '../../../lib/socket/closing.ts'
import { connectionActions } from '../../../lib/socket/connections.ts'
import { type FollowUpActionPorts, followUpActions } from '../../../lib/socket/follow-ups.ts'
import { messageActions } from '../../../lib/socket/messages.ts'
import { queueActions } from '../../../lib/socket/queue.ts'
import { answered } from '../../../lib/socket/route.ts'
import { memoryConnections, memoryLog, memoryMailer, memoryTimers } from '../../memory/outside.ts'
import { memoryTables } from '../../memory/tables.ts'
import { at, directoryOf, librarian, library, onDuty } from '../members.ts'
import { stateOf } from './state.ts'

/** Two libraries whose librarians answer for each other; Rob serves Jane, and Tom's patron waits at the other library. */
const wren = library('wren', 'Wren Library')
const hale = library('hale', 'Hale Library', { ladder: [{ pool: 'library:hale', after: 0 }] })
const rob = librarian('rob', 'Rob', 'wren')
const amy = librarian('amy', 'Amy', 'wren')
const nancy = librarian('nancy', 'Nancy', 'hale')
const off = librarian('off', 'Olga', 'wren')

const jane = 'JANE0000000000000000000000'
const tom = 'T0M00000000000000000000000'
/** What nobody else may ever read. */
export const secrets = [
  'Jane Doe',
  'jane@patrons.example.org',
  'about my illness',
  'Tom Roe',
  'tom@patrons.example.org',
]

export const identities = {
  'its patron': { role: 'patron', library: 'wren', session: jane },
  'another patron': { role: 'patron', library: 'wren', session: 'ANN00000000000000000000000' },
  'a patron elsewhere': { role: 'patron', library: 'hale', session: tom },
  'its librarian': { role: 'librarian', library: 'wren', librarian: 'rob' },
  'a colleague': { role: 'librarian', library: 'wren', librarian: 'amy' },
  'a librarian elsewhere': { role: 'librarian', library: 'hale', librarian: 'nancy' },
  'a librarian off duty': { role: 'librarian', library: 'wren', librarian: 'off' },
  'a librarian who is none': { role: 'librarian', library: 'wren', librarian: 'nobody' },
} as const satisfies Readonly<Record<string, Identity>>

export type Who = keyof typeof identities

/** A valid frame of every action, about Jane's session. */
export const frames: Readonly<Record<Action, object>> = {
  resume: { session: jane, after: 0 },
  'on-duty': {},
  'off-duty': {},
  queue: {},
  heard: { session: jane, at },
  'pick-up': { session: jane },
  transfer: { session: jane, librarian: 'amy' },
  'answer-transfer': { session: jane, accept: true },
  'accept-rescue': { session: jane },
  say: { session: jane, n: 1, text: 'Hello' },
  note: { session: jane, n: 1, text: 'A note' },
  typing: { session: jane },
  'report-policy': { session: jane, text: 'The hours are wrong.' },
  'ask-contact': { session: jane },
  'confirm-contact': { session: jane, email: 'jane@elsewhere.example.org' },
  'attest-contact': { session: jane, email: 'jane@elsewhere.example.org' },
  suggest: { session: jane },
  close: { session: jane, code: 'answered', despite: ['not-asked'] },
  'leave-address': { session: jane, email: 'jane@elsewhere.example.org' },
  leave: { session: jane },
  'follow-ups': {},
  'follow-up': { session: jane },
  'take-follow-up': { session: jane },
  'answer-follow-up': { session: jane, text: 'On the second floor.' },
  'finish-follow-up': { session: jane },
  'hand-over-follow-up': { session: jane },
  'confirm-answer': { session: jane, answer: 1 },
  'reject-answer': { session: jane, answer: 1 },
  'request-transcript': { session: jane },
}

/** The desk in memory, as it stands before anybody tries anything. */
export async function deskBefore() {
  const tables = memoryTables()
  const { connections, sent } = memoryConnections()
  const { timers, started } = memoryTimers()
  const { log, failures } = memoryLog()
  const { mailer, mails } = memoryMailer()
  const ports: ArrivalPorts & ClosingPorts & FollowUpActionPorts & Pick<typeof tables, 'queue'> = {
    ...tables,
    connections,
    timers,
    log,
    mailer,
    directory: directoryOf([wren, hale], [rob, amy, nancy, off]),
    tokens: {
      ticket: async to => JSON.stringify(to),
      pass: async to => JSON.stringify(to),
      readPass: async () => undefined,
    },
    socket: 'wss://desk.example.org',
  }
  const routes = [
    ...messageActions(ports),
    ...queueActions(ports),
    ...closingActions(ports),
    ...connectionActions(ports),
    ...followUpActions(ports),
  ]
  const text = (words: string, identity: Identity, connection: string) =>
    answered(routes, words, { identity, connection, at }, log)
  const ask = (action: Action, frame: object, who: Who): Promise<Reply> =>
    text(JSON.stringify({ action, ...frame }), identities[who], `${who}-1`)

  for (const one of [rob, amy, nancy])
    await tables.roster.arrive({ ...onDuty(one), connection: `${connectionOf(one.id)}-1` }, at)
  await openSession(ports, jane, 'wren', {
    question: 'It is about my illness',
    name: 'Jane Doe',
    email: secrets[1] ?? '',
  })
  await openSession(ports, tom, 'hale', { question: 'Tom asks', name: 'Tom Roe', email: secrets[4] ?? '' })
  await ask('resume', frames.resume, 'its patron')
  await ask('pick-up', { session: jane }, 'its librarian')
  const state = () => stateOf({ tables, started, mails, sent }, [jane, tom])
  return { ask, text, state, failures, http: arrivals(ports) }
}

function connectionOf(librarian: string): Who {
  const found = Object.entries(identities).find(([, who]) => who.role === 'librarian' && who.librarian === librarian)
  if (!found) throw new Error(`There is nobody called ${librarian}.`)
  return found[0] as Who
}

async function openSession(
  ports: ArrivalPorts,
  session: string,
  from: string,
  about: { question: string; name: string; email: string },
): Promise<void> {
  const pools = from === 'wren' ? ['library:wren', 'cooperative'] : ['library:hale']
  const ladder = { rungs: pools.map(pool => ({ pool, after: 0 })), staffed: [] }
  await run(ports, session, { type: 'Ask', at, session, library: from, ladder, ...about })
}
