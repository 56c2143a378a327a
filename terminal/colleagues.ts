import type { LibrarianClient } from '../client/librarian-client.ts'
import type { Reply } from '../lib/protocol/frames-out.ts'
import { called } from './called.ts'
import { type Screen, showRefusal } from './screen.ts'

type Listed = Extract<Reply, { type: 'who-is-here' }>

/** Those on duty, on a screen. They are numbered as in the list that was shown last. */
export interface Colleagues {
  list(): Promise<void>
  /** The id of the librarian, or the pool, that is meant by what was typed; undefined if it is a number that is not in the list. */
  meant(typed: string): string | undefined
}

export function colleagues(there: Pick<LibrarianClient, 'send' | 'id'>, screen: Screen): Colleagues {
  let people: Listed['people'] = []
  return {
    list: async () => {
      const reply = await there.send({ action: 'who-is-here' })
      if (reply.type !== 'who-is-here') return void showRefusal(reply, screen)
      people = reply.people
      for (const [i, one] of people.entries())
        screen.show(`${i + 1}  ${one.librarian === there.id ? 'you: ' : ''}${lineOf(one, reply)}`)
      if (reply.more) screen.show('There are others.', 'quiet')
    },

    meant: typed => {
      if (!/^\d+$/.test(typed)) return typed
      const found = people[Number(typed) - 1]?.librarian
      if (!found) screen.show('Nobody has this number; see /people.', 'alarm')
      return found
    },
  }
}

function lineOf(
  { name, library, pools, sessions, limit, asleep, away }: Listed['people'][number],
  { names }: Listed,
): string {
  const [libraries, groups] = [names.libraries, names.groups].map(
    some => new Map(some.map(({ id, name: as }) => [id, as])),
  )
  const poolNamed = (pool: string): string => {
    const [kind, id = ''] = pool.split(':')
    return (kind === 'library' ? libraries?.get(id) : kind === 'group' ? groups?.get(id) : pool) ?? pool
  }
  const others = pools.filter(pool => pool !== `library:${library}`).map(poolNamed)
  const busy = `${sessions} of ${limit}`
  const state = away ? ['away, and perhaps back in a minute'] : asleep ? ['asleep'] : []
  return [called({ name, library }, libraries?.get(library)), busy, ...others, ...state].join(' · ')
}
