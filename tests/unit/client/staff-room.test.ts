import { describe, expect, it } from 'vitest'
import { staffRoomPage } from '../../../client/staff-room.ts'
import type { Timers } from '../../../client/timers.ts'
import type { Outgoing } from '../../../client/wire.ts'

const message = (n: number) => ({
  id: `00000000000000${n}#ann#once`,
  ...{ librarian: 'ann', name: 'Ann', library: 'larch', at: n, text: `m${n}` },
})

/** A page, and a desk at which these messages have been said. */
function page(said: ReturnType<typeof message>[], most = 25) {
  const sent: Outgoing[] = []
  const shown: string[] = []
  const wakes: (() => void)[] = []
  const timers: Timers = {
    after: (_ms, wake) => {
      wakes.push(wake)
      return () => void wakes.splice(wakes.indexOf(wake), 1)
    },
  }
  const room = staffRoomPage({
    ...{ timers, look: 30_000, random: () => 'once' },
    show: ({ text }) => void shown.push(text),
    send: async frame => {
      sent.push(frame)
      if (frame.action === 'say-in-staff-room') return { type: 'said-in-staff-room', ...message(9), text: frame.text }
      if (frame.action !== 'staff-room') return { type: 'pong' }
      const later = said.filter(({ id }) => id > (frame.after ?? ''))
      const messages = frame.after ? later.slice(0, most) : later.slice(-most)
      return { type: 'staff-room', messages, ...(later.length > most && { more: true as const }) }
    },
  })
  const passes = async () => {
    for (const wake of wakes.splice(0)) wake()
    await new Promise(resolve => setImmediate(resolve))
  }
  return { room, said, sent, shown, passes }
}

describe('a page of the staff room', () => {
  it('R41 shows the newest messages, then asks again and shows what is new, each once', async () => {
    const { room, said, shown, sent, passes } = page([message(1), message(2)])
    await room.open()
    said.push(message(3))
    room.heard({ type: 'staff-room-message', ...message(3) })
    await passes()
    expect(shown).toEqual(['m1', 'm2', 'm3'])
    expect(sent).toEqual([
      { action: 'staff-room', open: true },
      { action: 'staff-room', after: message(2).id },
    ])
  })

  it('R41 gets a message whose push was lost, though a later one was pushed', async () => {
    const { room, said, shown, passes } = page([message(1)])
    await room.open()
    said.push(message(2), message(3))
    room.heard({ type: 'staff-room-message', ...message(3) })
    await passes()
    expect(shown).toEqual(['m1', 'm3', 'm2'])
  })

  it('R41 asks page by page for all that it missed', async () => {
    const { room, said, shown, passes } = page([message(1)], 2)
    await room.open()
    said.push(...[2, 3, 4, 5, 6].map(message))
    await passes()
    expect(shown).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6'])
  })

  it('R41 says after a reconnection that it still shows the room, but not once it is closed', async () => {
    const { room, sent } = page([])
    room.back()
    await room.open()
    room.back()
    await room.close()
    room.back()
    expect(sent.map(frame => ('open' in frame ? frame.open : undefined))).toEqual([true, true, false])
  })

  it('R41 shows one’s own message', async () => {
    const { room, shown } = page([])
    await room.say('Hi')
    expect(shown).toEqual(['Hi'])
  })
})
