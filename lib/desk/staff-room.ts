import { fingerprintsOf, mentions } from '../practice/other-patrons.ts'
import { addressOf } from '../session/state.ts'
import type { Connections, Found, RoomMessage, Roster, Sessions, StaffRoom } from './ports.ts'
import { ifReadable } from './unreadable.ts'

export interface StaffRoomPorts {
  readonly staffRoom: StaffRoom
  readonly roster: Pick<Roster, 'find'>
  readonly sessions: Pick<Sessions, 'glance'>
  readonly connections: Connections
}

/** If more pages than this show the room, none of them is told, and they find the message when they ask next. */
const toldMax = 8

/** Whether a text names one of the patrons whom a librarian serves. The staff room keeps nothing about patrons (R41). */
export async function namesAPatron(
  { sessions }: Pick<StaffRoomPorts, 'sessions'>,
  { sessions: held }: Pick<Found, 'sessions'>,
  text: string,
): Promise<boolean> {
  const steps = await Promise.all(held.map(id => ifReadable(sessions.glance(id))))
  return mentions(
    text,
    steps.flatMap(step => (step ? fingerprintsOf(step.session.patron.name, addressOf(step.session.patron)) : [])),
  )
}

/** Tells a message to the other librarians on duty whose pages show the room, if they are few (R41). */
export async function tellRoom(
  { staffRoom, roster, connections }: StaffRoomPorts,
  message: RoomMessage,
  at: number,
): Promise<void> {
  const there = await staffRoom.present(toldMax + 2, at)
  const others = there.filter(({ librarian }) => librarian !== message.librarian)
  if (others.length > toldMax) return
  await Promise.all(
    others.map(async ({ librarian, connection }) => {
      const { duty } = await roster.find(librarian, true)
      const isThere = duty?.connection === connection
      if (isThere && (await connections.post(connection, { type: 'staff-room-message', ...message })) === 'sent') return
      await staffRoom.close(librarian, connection)
    }),
  )
}
