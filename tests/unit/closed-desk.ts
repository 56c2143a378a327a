import type { Identity } from '../../lib/access/tickets.ts'
import { type PickUpPorts, pickUpOldest } from '../../lib/desk/pick-up.ts'
import type { SessionTimers, StaffRoom, TimerTokens } from '../../lib/desk/ports.ts'
import { run, runEnding, runFollowUp } from '../../lib/desk/run.ts'
import type { WhoIsHerePorts } from '../../lib/desk/who-is-here.ts'
import { links } from '../../lib/http/mail-links.ts'
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
import { testTokens } from '../memory/mail-tokens.ts'
import { memoryConnections, memoryLog, memorySentMails, memoryTimers } from '../memory/outside.ts'
import { memoryTables } from '../memory/tables.ts'
import { stateOf } from './desk-state.ts'
import { at, confirms, directoryOf, librarian, library, onDuty } from './members.ts'

/** Jane asked Wren Library, Tom asked Hale Library; both conversations are over. */
export const jane = 'JANE0000000000000000000000'
const tom = 'T0M00000000000000000000000'

/** How Jane's session stands. Where anything was owed, an answer by email is held as well. */
export const followUpStatus = [
  'the library owes',
  'the librarian owes',
  'the library owed, it is over',
  'the librarian owed, it is over',
  'nothing is owed',
] as const
export type Stands = (typeof followUpStatus)[number]

/** Who served Jane: somebody of her own library, or of the other one. */
export const servers = { 'her own library': 'rob', 'another library': 'nancy' } as const
export type Served = keyof typeof servers

export const people = [
  'its patron',
  'another patron',
  'a patron elsewhere',
  'who served',
  'a librarian of the library',
  'a librarian elsewhere',
  'a librarian unknown to the consortium',
] as const
export type Person = (typeof people)[number]

/** Jane's words, and what staff wrote about her. */
export const janes = ['Jane Doe', 'jane@patrons.example.org', 'about my illness']
export const staffs = ['Very upset.', 'eve@elsewhere.example.org', 'Send money.']
export const toms = ['Tom Roe', 'tom@patrons.example.org', 'Tom asks']

const known = {
  directory: directoryOf(
    [library('wren', 'Wren Library'), library('hale', 'Hale Library')],
    [
      librarian('rob', 'Rob', 'wren'),
      librarian('amy', 'Amy', 'wren'),
      librarian('nancy', 'Nancy', 'hale'),
      librarian('ned', 'Ned', 'hale'),
    ],
  ),
  mailTokens: testTokens(),
  sentMails: memorySentMails(),
  sender: 'desk@desk.example.org',
}

/** The person behind a word, given who served. */
export function identityOf(person: Person, served: Served): Identity {
  const server = servers[served]
  const staff = (id: string, own: string) => ({ role: 'librarian', library: own, librarian: id }) as const
  switch (person) {
    case 'its patron':
      return { role: 'patron', library: 'wren', session: jane }
    case 'another patron':
      return { role: 'patron', library: 'wren', session: 'ANN00000000000000000000000' }
    case 'a patron elsewhere':
      return { role: 'patron', library: 'hale', session: tom }
    case 'who served':
      return staff(server, server === 'rob' ? 'wren' : 'hale')
    case 'a librarian of the library':
      return staff('amy', 'wren')
    case 'a librarian elsewhere':
      return staff('ned', 'hale')
    case 'a librarian unknown to the consortium':
      return staff('nobody', 'wren')
  }
}

/** A desk in memory on which Jane's session stands so. */
export async function deskAfter(standing: Stands, served: Served) {
  const tables = memoryTables()
  const { connections, sent } = memoryConnections()
  const { timers, timerTokens, started } = memoryTimers()
  const { log, failures } = memoryLog()
  const ports: Ports = {
    ...tables,
    ...known,
    groups: [],
    connections,
    timers,
    timerTokens,
    log,
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
  const owner = await converse(ports, jane, {
    ...{ from: 'wren', by: servers[served], name: 'Jane Doe', email: 'jane@patrons.example.org' },
    ...{ question: 'It is about my illness', code: codeOf(standing) },
  })
  await confirms(ports, jane, at, 'jane@patrons.example.org')
  await converse(ports, tom, {
    ...{ from: 'hale', by: 'nancy', name: 'Tom Roe', email: 'tom@patrons.example.org' },
    ...{ question: 'Tom asks', code: 'follow-up-by-patrons-library' },
  })
  const about = { from: 'eve@elsewhere.example.org', text: 'Send money.', because: ['stranger'] } as const
  await runFollowUp(ports, jane, { type: 'HoldAnswer', at, ...about })
  for (const person of people) {
    const who = identityOf(person, served)
    const staff = who.role === 'librarian' ? await known.directory.librarian(who.librarian) : undefined
    if (staff) await tables.roster.arrive({ ...onDuty(staff), connection: `${person}-1` }, at)
  }
  if (standing.endsWith('over'))
    await runFollowUp(ports, jane, { type: 'AnswerFollowUp', at, by: owner, text: 'Given.' })

  const state = () => stateOf({ tables, started, sent }, [jane, tom])
  /** Tries an action, a while later if need be (ms). */
  const tries = (action: Action, frame: object, person: Person, later = 0): Promise<Reply> =>
    answered(
      routes,
      JSON.stringify({ action, ...frame }),
      { identity: identityOf(person, served), connection: `${person}-1`, at: at + later },
      log,
    )
  return {
    tries,
    state,
    failures,
    links: links({ ...ports, ...known }),
    tokens: known.mailTokens,
    ports: { ...ports, ...known, mailboxes: tables.mailboxes },
  }
}

function codeOf(standing: Stands): 'answered' | 'follow-up-by-me' | 'follow-up-by-patrons-library' {
  if (standing === 'nothing is owed') return 'answered'
  return standing.startsWith('the librarian') ? 'follow-up-by-me' : 'follow-up-by-patrons-library'
}

interface Conversation {
  readonly from: string
  readonly by: string
  readonly name: string
  readonly email: string
  readonly question: string
  readonly code: ReturnType<typeof codeOf>
}

type Ports = ClosingPorts &
  FollowUpActionPorts &
  PickUpPorts & {
    readonly timers: SessionTimers
    readonly timerTokens: TimerTokens
    readonly staffRoom: StaffRoom
  } & Pick<WhoIsHerePorts, 'groups'>

/** Plays a whole conversation. Returns somebody who may act for the owner of its follow-up. */
async function converse(ports: Ports, session: string, { from, by, code, ...asked }: Conversation) {
  const served = await known.directory.librarian(by)
  if (!served) throw new Error(`There is nobody called ${by}.`)
  const duty = { ...onDuty(served), pools: [`library:${from}`], connection: 'served-1' }
  await ports.roster.arrive(duty, at)
  const ladder = { rungs: [{ pool: `library:${from}`, after: 0 }], staffed: [`library:${from}`] }
  await run(ports, session, { type: 'Ask', at, session, library: from, ladder, ...asked })
  await pickUpOldest(ports, duty, at)
  await run(ports, session, { type: 'Note', at, from: { role: 'librarian', id: by }, n: 1, text: 'Very upset.' })
  await run(ports, session, { type: 'AttestContact', at, by, email: asked.email })
  const despite = ['not-asked', 'not-your-patron']
  const close = { code, deadline: 'none', today: '2026-09-21', atHand: true, despite }
  await runEnding(ports, session, { type: 'Close', at, by, ...close })
  const who = code === 'follow-up-by-me' ? { librarian: by } : {}
  return { ...who, name: served.name, library: from, via: 'desk' } as const
}
