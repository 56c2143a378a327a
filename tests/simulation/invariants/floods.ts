import { countedFor } from '../../../lib/access/source.ts'
import { limitsOf } from '../../../lib/consortium/library.ts'
import { floodWord } from '../flood.ts'
import type { Run } from '../simulation.ts'
import { type Broken, type Log, type Logs, ofType } from './invariant.ts'

/** The questions of the flood that were taken, by the ten minutes in which they were counted. */
function takenIn(logs: Logs): readonly (readonly Log[])[] {
  const periods = new Map<number, Log[]>()
  for (const log of logs.values()) {
    const [asked] = ofType(log.events, 'Asked')
    if (!asked || !isOfFlood(log)) continue
    const period = Math.floor(asked.at / countedFor)
    periods.set(period, [...(periods.get(period) ?? []), log])
  }
  return [...periods.values()]
}

export function isOfFlood({ texts }: Pick<Log, 'texts'>): boolean {
  return texts.get(1)?.startsWith(floodWord) === true
}

const comesAfterOthers = ({ events }: Log) => ofType(events, 'Asked')[0]?.afterOthers === true

/** The limits of the library that is flooded. */
function limitsIn({ story }: Run) {
  return limitsOf(story.libraries.find(({ id }) => id === story.flood?.library) ?? {})
}

/** No more questions of one source are taken than its limit, and the others are told when to come again. */
export const floodLimited: Broken = (run, logs) => {
  if (!run.flood) return []
  const { taken } = limitsIn(run)
  const { answers, plan } = run.flood
  const refused = answers.filter(({ status }) => status === 429)
  const strange = answers.filter(({ status }) => ![201, 429, 403, 503].includes(status))
  return [
    ...takenIn(logs).flatMap(all => (all.length > taken ? [`${all.length} questions of the flood were taken`] : [])),
    ...strange.map(({ status }) => `a question of the flood was answered with ${status}`),
    ...(refused.some(({ retryAfter }) => retryAfter === undefined) ? ['nobody told the flood when to come again'] : []),
    ...(answers.length < plan.questions ? ['a question of the flood was never answered'] : []),
  ]
}

/** A source beyond its share waits behind everybody else, and alerts nobody. All others wait in turn. */
export const floodWaitsBehind: Broken = (run, logs) => {
  const { inTurn } = limitsIn(run)
  const ahead = takenIn(logs).map(all => all.filter(log => !comesAfterOthers(log)).length)
  return [
    ...ahead.flatMap(count => (count > inTurn ? [`${count} questions of the flood wait in turn`] : [])),
    ...[...logs.values()].flatMap(log => {
      const { id } = log.last
      if (!isOfFlood(log)) return comesAfterOthers(log) ? [`${id} of a real patron waits behind others`] : []
      const first = log.events.findIndex(({ type }) => type === 'PickedUp')
      const waited = first < 0 ? log.events : log.events.slice(0, first)
      return comesAfterOthers(log) && ofType([...waited], 'Alerted').length > 0 ? [`${id} alerted somebody`] : []
    }),
  ]
}

/** A patron from another source is taken, whatever the flood does. */
export const othersAreTaken: Broken = ({ patrons, flood, faults }) =>
  patrons.flatMap(({ plan, client, session }) =>
    flood && faults.length === 0 && !client.isGone() && session() === undefined
      ? [`${plan.name}, who comes from elsewhere, was not taken`]
      : [],
  )
