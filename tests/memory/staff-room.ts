import { messageOf } from '../../lib/aws/staff-room.ts'
import type { RoomMessage, StaffRoom } from '../../lib/desk/ports.ts'

const day = 86_400_000
const openFor = 2 * 3_600_000

/** The memory twin of the staff room. */
export function memoryStaffRoom(): StaffRoom {
  const said = new Map<string, RoomMessage>()
  const open = new Map<string, { readonly connection: string; readonly at: number }>()
  return {
    say: async words => {
      const key = `${words.librarian}#${words.once}`
      const first = said.get(key) ?? messageOf(words, words.at)
      if (first.text !== words.text) return 'said-before'
      said.set(key, first)
      return first
    },
    messages: async ({ after, before, most }, at) => {
      const kept = [...said.values()]
        .filter(message => message.at > at - day)
        .filter(({ id }) => (after === undefined || id > after) && (before === undefined || id < before))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
      const messages = after === undefined ? kept.slice(-most) : kept.slice(0, most)
      return { messages, more: kept.length > most }
    },
    open: async (librarian, connection, at) => void open.set(librarian, { connection, at }),
    close: async (librarian, connection) => {
      if (open.get(librarian)?.connection === connection) open.delete(librarian)
    },
    present: async (most, at) =>
      [...open]
        .filter(([, there]) => there.at > at - openFor)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, most)
        .map(([librarian, { connection }]) => ({ librarian, connection })),
  }
}
