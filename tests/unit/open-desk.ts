import type { Identity } from '../../lib/access/tickets.ts'
import type { StaffRoom, TimerTokens } from '../../lib/desk/ports.ts'
import { run } from '../../lib/desk/run.ts'
import type { WhoIsHerePorts } from '../../lib/desk/who-is-here.ts'
import { type ArrivalPorts, arrivals } from '../../lib/http/admission.ts'
import type { Action } from '../../lib/protocol/actions.ts'
import type { Reply } from '../../lib/protocol/frames-out.ts'
import { type ClosingPorts, closingActions } from '../../lib/socket/closing.ts'
import { connectionActions } from '../../lib/socket/connections.ts'
import { type FollowUpActionPorts, followUpActions } from '../../lib/socket/follow-ups.ts'
import { libraryActions } from '../../lib/socket/libraries.ts'
import { messageActions } from '../../lib/socket/messages.ts'
import { queueActions } from '../../lib/socket/queue.ts'
import { answered } from '../../lib/socket/route.ts'
import { staffRoomActions } from '../../lib/socket/staff-room.ts'
import { prose } from '../../tools/protocol/prose/prose.ts'
import { testProofs } from '../memory/mail-tokens.ts'
import { memoryConnections, memoryLog, memoryTimers } from '../memory/outside.ts'
import { memoryTables } from '../memory/tables.ts'
import { stateOf } from './desk-state.ts'
import { examplesAbout } from './examples-about.ts'
import { at, codeOf, confirms, directoryOf, librarian, library, onDuty } from './members.ts'

/** Two libraries whose librarians answer for each other; Rob serves Jane, Lee has joined him, and Tom's patron waits at the other library. */
const wren = library('wren', 'Wren Library')
const hale = library('hale', 'Hale Library', { ladder: [{ pool: 'library:hale', after: 0 }] })
const rob = librarian('rob', 'Rob', 'wren')
const amy = librarian('amy', 'Amy', 'wren')
const lee = librarian('lee', 'Lee', 'wren')
const nancy = librarian('nancy', 'Nancy', 'hale')
const off = librarian('off', 'Olga', 'wren')
const ada = librarian('ada', 'Ada', 'wren', { role: 'library-administrator' })
const ned = librarian('ned', 'Ned', 'hale', { role: 'library-administrator' })
const cleo = librarian('cleo', 'Cleo', 'hale', { role: 'consortium-administrator' })

const jane = 'JANE0000000000000000000000'
const tom = 'T0M00000000000000000000000'
/** Words that nobody else may ever read. */
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
  'a colleague who has joined': { role: 'librarian', library: 'wren', librarian: 'lee' },
  'a colleague': { role: 'librarian', library: 'wren', librarian: 'amy' },
  'a librarian elsewhere': { role: 'librarian', library: 'hale', librarian: 'nancy' },
  'a librarian off duty': { role: 'librarian', library: 'wren', librarian: 'off' },
  'an administrator of the library': { role: 'librarian', library: 'wren', librarian: 'ada' },
  'an administrator elsewhere': { role: 'librarian', library: 'hale', librarian: 'ned' },
  'an administrator of the consortium': { role: 'librarian', library: 'hale', librarian: 'cleo' },
  'a librarian unknown to the consortium': { role: 'librarian', library: 'wren', librarian: 'nobody' },
} as const satisfies Readonly<Record<string, Identity>>

export type Who = keyof typeof identities

/** A valid frame of every action, about Jane's session: the protocol's own example, but where that would not go through. */
export const frames: Readonly<Record<Action, object>> = {
  ...examplesAbout(jane, prose.actions),
  'enter-code': { session: jane, digits: await codeOf(jane) },
  'pick-up': { session: jane },
  'answer-transfer': { session: jane, accept: true },
  note: { session: jane, n: 1, text: 'A note' },
  'call-for-help': { session: jane, librarian: 'amy' },
  'step-back': { session: jane, note: 'Threats.' },
  policy: { library: 'wren' },
  mailbox: { library: 'wren' },
  'stepped-back-sessions': { library: 'wren' },
  close: { session: jane, code: 'answered', despite: ['not-asked'] },
}

/** The desk in memory, as it stands before anybody tries anything. */
export async function deskBefore() {
  const tables = memoryTables()
  const { connections, sent } = memoryConnections()
  const { timers, timerTokens, started } = memoryTimers()
  const { log, failures } = memoryLog()
  const ports: ArrivalPorts &
    ClosingPorts &
    FollowUpActionPorts &
    Pick<typeof tables, 'queue'> & { readonly timerTokens: TimerTokens; readonly staffRoom: StaffRoom } & Pick<
      WhoIsHerePorts,
      'groups'
    > = {
    ...tables,
    groups: [],
    connections,
    timers,
    timerTokens,
    log,
    proofs: testProofs,
    directory: directoryOf([wren, hale], [rob, amy, lee, nancy, off, ada, ned, cleo]),
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
    ...libraryActions(ports),
    ...closingActions(ports),
    ...connectionActions(ports),
    ...followUpActions(ports),
    ...staffRoomActions(ports),
  ]
  const text = (words: string, identity: Identity, connection: string) =>
    answered(routes, words, { identity, connection, at }, log)
  const ask = (action: Action, frame: object, who: Who): Promise<Reply> =>
    text(JSON.stringify({ action, ...frame }), identities[who], `${who}-1`)

  for (const one of [rob, amy, lee, nancy])
    await tables.roster.arrive({ ...onDuty(one), connection: `${connectionOf(one.id)}-1` }, at)
  await openSession(ports, jane, 'wren', {
    question: 'It is about my illness',
    name: 'Jane Doe',
    email: secrets[1] ?? '',
  })
  await confirms(ports, jane, at, secrets[1])
  await openSession(ports, tom, 'hale', { question: 'Tom asks', name: 'Tom Roe', email: secrets[4] ?? '' })
  await ask('resume', frames.resume, 'its patron')
  await ask('pick-up', { session: jane }, 'its librarian')
  await ask('call-for-help', { session: jane, librarian: 'lee' }, 'its librarian')
  await ask('join', { session: jane }, 'a colleague who has joined')
  const state = () => stateOf({ tables, started, sent }, [jane, tom])
  return { ask, text, state, failures, ports, http: arrivals(ports) }
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
