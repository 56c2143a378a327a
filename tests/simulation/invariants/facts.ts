import { isDeepStrictEqual } from 'node:util'
import { factsFrom, isCorrected } from '../../../lib/facts/facts.ts'
import type { Event } from '../../../lib/session/events.ts'
import { type Broken, inEach } from './invariant.ts'

/** Each session that ended has its facts once, and they say what its log says (R37). */
export const counted: Broken = ({ world }, logs) =>
  [...logs].flatMap(([session, { events }]) => {
    const rows = world.tables.facts.all().filter(facts => facts.session === session)
    const expected = factsFrom(events)
    if (!expected) return rows.length > 0 ? [`${session} is open and has facts`] : []
    if (rows.length !== 1) return [`${session} has ${rows.length} rows of facts`]
    return isDeepStrictEqual(rows[0], expected) ? [] : [`the facts of ${session} are not those of its log`]
  })

/** How long each wait was, and nothing else: counted from the log alone, and not as the desk counts. */
export const waitsCounted: Broken = ({ world }, logs) =>
  inEach(logs, (session, { events }) => {
    const facts = world.tables.facts.all().find(row => row.session === session)
    return [
      facts !== undefined &&
        !isDeepStrictEqual(facts.waits, waitsIn(events)) &&
        'its facts do not say how long its patron waited',
    ]
  })

function waitsIn(events: readonly Event[]): readonly number[] {
  const waits: number[] = []
  let since: number | undefined
  for (const { type, at } of events) {
    if (type === 'Asked' || type === 'LibrarianVanished' || type === 'ReturnedToQueue') since = at
    if (since === undefined || (type !== 'PickedUp' && type !== 'Closed')) continue
    waits.push(Math.max(0, at - since))
    since = undefined
  }
  return waits
}

/** How long a correction may take, ms. */
const corrects = 5_000

/** Where nothing fails, the facts learn at once what became of a follow-up, and not when a timer or the sweep comes by. */
export const correctedAtOnce: Broken = ({ met, faults }, logs) => {
  if (faults.length > 0) return []
  return inEach(logs, (session, { steps }) =>
    steps.map(({ step, before, at }) => {
      const isMade = met.some(
        one => one.what === 'facts.correct' && one.about === session && one.at >= at && one.at <= at + corrects,
      )
      return (
        isCorrected(before, step.session) && !isMade && 'its facts did not learn at once what became of its follow-up'
      )
    }),
  )
}
