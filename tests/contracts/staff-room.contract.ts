import { beforeEach, describe, expect, it } from 'vitest'
import type { SaidInRoom, StaffRoom } from '../../lib/desk/ports.ts'

const day = 86_400_000

/** What every implementation of the staff room has to do. The room may be shared: each test looks only behind its own beginning. */
export function staffRoomContract(name: string, make: () => Promise<StaffRoom>): void {
  let room: StaffRoom
  let count = 0
  let at = 0

  beforeEach(async () => {
    room = await make()
    at = Date.now() + ++count * 1000
  })

  const says = (text: string, more: Partial<SaidInRoom> = {}) => {
    const n = `${name}${at}${text}`.replaceAll(/\W/g, '')
    return room.say({ librarian: 'ann', name: 'Ann', library: 'larch', text, once: n.padEnd(22, '0'), at, ...more })
  }
  const said = async (text: string, more: Partial<SaidInRoom> = {}) => {
    const message = await says(text, more)
    if (message === 'said-before') throw new Error('These words are new.')
    return message
  }
  const texts = async (which: Parameters<StaffRoom['messages']>[0], when = at + 1000) => {
    const { messages, more } = await room.messages(which, when)
    return { texts: messages.map(({ text }) => text), more }
  }

  describe(`${name}: the staff room`, () => {
    it('returns the newest messages in their order, and those before and after one', async () => {
      const all = []
      for (let i = 1; i <= 5; i++) all.push(await said(`m${i}`, { at: at + i }))
      const [, second, third] = all
      expect(await texts({ most: 2 })).toEqual({ texts: ['m4', 'm5'], more: true })
      expect(await texts({ most: 2, before: third?.id })).toEqual({ texts: ['m1', 'm2'], more: expect.any(Boolean) })
      expect(await texts({ most: 2, after: second?.id })).toEqual({ texts: ['m3', 'm4'], more: true })
      expect(await texts({ most: 5, after: second?.id })).toEqual({ texts: ['m3', 'm4', 'm5'], more: false })
    })

    it('keeps words once that come again, also at another moment, and refuses others under the same mark', async () => {
      const once = `${name}-once-${at}-6f1c8a52`
      const first = await said('Hello', { once })
      expect(await says('Hello', { once, at: at + 500 })).toEqual(first)
      expect(await says('Goodbye', { once, at: at + 600 })).toBe('said-before')
      const { messages } = await room.messages({ most: 25 }, at + 1000)
      expect(messages.filter(({ id }) => id === first.id)).toEqual([first])
    })

    it('forgets what was said a day ago, even if the entry is still there', async () => {
      const { id } = await said('Yesterday')
      const { messages } = await room.messages({ most: 25 }, at + day + 1000)
      expect(messages.map(message => message.id)).not.toContain(id)
    })

    it('knows whose pages show it, on their newest connection, until that is over', async () => {
      const who = `${name}-${at}`
      const mine = async (when = at) => (await room.present(100, when)).filter(({ librarian }) => librarian === who)
      await room.open(who, 'c-1', at)
      await room.open(who, 'c-2', at)
      await room.close(who, 'c-1')
      expect(await mine()).toEqual([{ librarian: who, connection: 'c-2' }])
      expect(await mine(at + day)).toEqual([])
      await room.close(who, 'c-2')
      expect(await mine()).toEqual([])
    })
  })
}
