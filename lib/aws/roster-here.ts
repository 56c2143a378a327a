import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { cooperative, libraryPool } from '../consortium/library.ts'
import type { Arriving, Present, Roster } from '../desk/ports.ts'
import { hereIndex } from '../env.ts'
import { type Documents, isExpired } from './documents.ts'
import { type Item, ownKey } from './roster-entries.ts'
import { unlessElsewhere } from './unless-elsewhere.ts'

/**
 * Everybody on duty, in the index `here` of the Roster table. The own entry of a librarian is in it while they are on duty, with only
 * what the list shows, under short names, because three hundred entries are read at once: `h` puts it there, `c` is the card, and `s`
 * has the end of the id of each session, by which they are counted. A counter would be wrong as soon as a write is repeated. `a` is
 * when somebody lost their connection. They are shown as away for a minute, and then whoever reads the list removes them.
 */

/** The one partition of the index. */
const everybody = 'y'

/** An id ends in random characters. Four of them tell the sessions of one librarian apart. */
export const shortOf = (session: string): string => session.slice(-4)

/** What to remove from the own entry of somebody who goes off duty. Their sessions stay theirs. */
export const noLongerHere = 'h, c, a'

/** How long somebody who lost their connection is shown, ms: as long as their patrons stay theirs (R34). */
const awayMs = 60_000

/** The most that one reader removes. The others are left out, and removed by later readers. */
const removedMax = 25

/** What to set in the own entry of somebody who comes on duty, until a moment (seconds since 1970). */
export function isHere(duty: Arriving, until: number) {
  return { set: 'h = :h, c = :c', values: { ':h': everybody, ':c': card(duty, until) } }
}

/** The list, which may be a moment old. */
export function hereTable(documents: Documents, table: string): Roster['here'] {
  const remove = (item: Item) =>
    unlessElsewhere(
      documents.send(
        new UpdateCommand({
          TableName: table,
          Key: ownKey(String(item.librarian)),
          ConditionExpression: 'a = :a',
          UpdateExpression: `REMOVE ${noLongerHere}`,
          ExpressionAttributeValues: { ':a': item.a },
        }),
      ),
    )
  return async (most, at) => {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: table,
        IndexName: hereIndex,
        KeyConditionExpression: 'h = :everybody',
        ExpressionAttributeValues: { ':everybody': everybody },
        Limit: most + 1,
      }),
    )
    const isGone = ({ a }: Item) => typeof a === 'number' && at - a > awayMs
    await Promise.all(Items.filter(isGone).slice(0, removedMax).map(remove))
    const people = Items.slice(0, most).flatMap(item => (isGone(item) ? [] : (present(item) ?? [])))
    return { people, more: Items.length > most }
  }
}

/** A line for each field: shorter than JSON, and no name has a line break. Pools that nearly everybody serves are one letter. */
function card({ name, library, libraryName = '', limit, pools }: Arriving, until: number): string {
  const short = pools.map(pool => (pool === libraryPool(library) ? 'l' : pool === cooperative ? 'c' : pool))
  return [name, library, libraryName, limit, until.toString(36), ...short].join('\n')
}

function present({ librarian, c, s, asleep, a }: Item): Present | undefined {
  const [name = '', library = '', libraryName, limit, until = '', ...short] = String(c).split('\n')
  if (isExpired({ expires: Number.parseInt(until, 36) })) return undefined
  return {
    librarian: String(librarian),
    ...{ name, library },
    ...(libraryName && { libraryName }),
    pools: short.map(pool => (pool === 'l' ? libraryPool(library) : pool === 'c' ? cooperative : pool)),
    sessions: s instanceof Set ? s.size : 0,
    limit: Number(limit),
    ...(asleep === true && { asleep }),
    ...(a !== undefined && { away: true }),
  }
}
