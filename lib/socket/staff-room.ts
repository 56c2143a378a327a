import { librarianOf } from '../access/tickets.ts'
import { refuse, refuseSoftly } from '../decisions/refusals.ts'
import { namesAPatron, type StaffRoomPorts, tellRoom } from '../desk/staff-room.ts'
import { staffRoomRecords } from '../protocol/staff-room.ts'
import { answering, type Caller, type Route, refusedBy } from './route.ts'

/** The messages in one reply. */
const shownMax = 25

/** Those on duty talk in the staff room (R41). */
export function staffRoomActions(ports: StaffRoomPorts): readonly Route[] {
  const { staffRoom } = ports
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
  })
}

/** The librarian who sent a frame, if they are on duty on this very connection. */
async function onDutyHere({ roster }: StaffRoomPorts, { identity, connection }: Caller) {
  const found = await roster.find(librarianOf(identity), true)
  return found.duty?.connection === connection ? { ...found, duty: found.duty } : undefined
}
