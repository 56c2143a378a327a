import { isDeepStrictEqual } from 'node:util'
import { factsFrom } from '../../../lib/facts/facts.ts'
import type { Broken } from './invariant.ts'

/** Each session that ended has its facts once, and they say what its log says (R37). */
export const counted: Broken = ({ world }, logs) =>
  [...logs].flatMap(([session, { events }]) => {
    const rows = world.tables.facts.all().filter(facts => facts.session === session)
    const expected = factsFrom(events)
    if (!expected) return rows.length > 0 ? [`${session} is open and has facts`] : []
    if (rows.length !== 1) return [`${session} has ${rows.length} rows of facts`]
    return isDeepStrictEqual(rows[0], expected) ? [] : [`the facts of ${session} are not those of its log`]
  })
