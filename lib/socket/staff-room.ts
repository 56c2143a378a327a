import { librarianOf } from '../access/tickets.ts'
import { refuse, refuseSoftly } from '../decisions/refusals.ts'
import { helpersFor } from '../desk/help.ts'
import { shareForEach } from '../desk/other-patrons.ts'
import { servingLibrarian } from '../desk/pick-up.ts'
import { run } from '../desk/run.ts'
import { namesAPatron, type StaffRoomPorts, tellRoom } from '../desk/staff-room.ts'
import { type WhoIsHerePorts, whoIsHere } from '../desk/who-is-here.ts'
import { staffRoomRecords } from '../protocol/staff-room.ts'
import type { InLine } from '../session/circle.ts'
import { librariansIn, type Session } from '../session/state.ts'
import { type BriefedPorts, briefed } from './briefed.ts'
import { answering, type Caller, type Route, refusedBy } from './route.ts'

type Ports = StaffRoomPorts & BriefedPorts & WhoIsHerePorts

/** The messages in one reply. */
const shownMax = 25

/** Those on duty talk in the staff room, call for help, and join each other's sessions (R41). */
export function staffRoomActions(ports: Ports): readonly Route[] {
  const { staffRoom, sessions, directory } = ports
  return answering(staffRoomRecords)({
    'staff-room': async ({ after, before, open }, caller) => {
      const found = await onDutyHere(ports, caller)
      if (!found) return refusedBy(refuse('not-on-duty'))
      const { connection, at } = caller
      if (open) await staffRoom.open(found.duty.librarian, connection, at)
      if (open === false) await staffRoom.close(found.duty.librarian, connection)
      const { messages, more } = await staffRoom.messages({ after, before, most: shownMax }, at)
      return { type: 'staff-room', messages: [...messages], ...(more && { more }) }
    },

    'say-in-staff-room': async ({ once, text, despite = [] }, caller) => {
      const found = await onDutyHere(ports, caller)
      if (!found) return refusedBy(refuse('not-on-duty'))
      if (!despite.includes('names-a-patron') && (await namesAPatron(ports, found, text)))
        return refusedBy(refuseSoftly('names-a-patron'))
      const { librarian, name, library } = found.duty
      const message = await staffRoom.say({ librarian, name, library, text, once, at: caller.at })
      if (message === 'said-before') return refusedBy(refuse('said-before'))
      await tellRoom(ports, message, caller.at)
      return { type: 'said-in-staff-room', ...message }
    },

    'who-is-here': async (_frame, caller) => {
      if (!(await onDutyHere(ports, caller))) return refusedBy(refuse('not-on-duty'))
      return { type: 'who-is-here', ...(await whoIsHere(ports, caller.at)) }
    },

    'call-for-help': async ({ session, librarian: invited, note }, { identity, at }) => {
      const newest = await sessions.load(session)
      const by = librarianOf(identity)
      const to = newest ? await firstAsked(ports, newest.session, invited, at) : []
      const outcome = await run(ports, session, { type: 'CallForHelp', at, by, to, invited, note }, newest)
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'help-called', session }
    },

    'withdraw-call': async ({ session }, { identity, at }) => {
      const outcome = await run(ports, session, { type: 'WithdrawCall', at, by: librarianOf(identity) })
      return 'refusal' in outcome ? refusedBy(outcome) : { type: 'call-withdrawn', session }
    },

    join: async ({ session }, caller) => {
      const found = await onDutyHere(ports, caller)
      if (!found) return refusedBy(refuse('not-on-duty'))
      const { duty } = found
      const newest = await sessions.load(session)
      const librarian = await servingLibrarian(directory, duty, newest?.session.library)
      const joins = { type: 'Join', at: caller.at, librarian, connection: duty.connection } as const
      const outcome = await run(ports, session, joins, newest)
      return 'refusal' in outcome ? refusedBy(outcome) : { ...(await briefed(ports, outcome, caller)), type: 'joined' }
    },

    'leave-session': async ({ session }, { identity, at }) => {
      const by = librarianOf(identity)
      const outcome = await run(ports, session, { type: 'LeaveSession', at, by })
      if ('refusal' in outcome) return refusedBy(outcome)
      await shareForEach(ports, outcome.before, at)
      return { type: 'session-left', session }
    },
  })
}

/** The colleagues who are asked first: the one who is named, or the one whose turn it is. Nobody who is off duty or asleep is asked. */
async function firstAsked(
  { roster, directory }: Ports,
  session: Session,
  invited: string | undefined,
  at: number,
): Promise<readonly InLine[]> {
  if (invited !== undefined) {
    const { duty, asleep } = await roster.find(invited)
    return duty && !asleep && !librariansIn(session).includes(invited)
      ? [{ librarian: invited, connection: duty.connection }]
      : []
  }
  const library = await directory.library(session.library)
  return library ? (await helpersFor(roster, library, session, 1, at)).slice(0, 1) : []
}

/** The librarian who sent a frame, if they are on duty on this very connection. */
async function onDutyHere({ roster }: StaffRoomPorts, { identity, connection }: Caller) {
  const found = await roster.find(librarianOf(identity), true)
  return found.duty?.connection === connection ? { ...found, duty: found.duty } : undefined
}
