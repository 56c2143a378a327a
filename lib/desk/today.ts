import type { Library } from '../consortium/library.ts'
import type { PolicyStatement } from '../consortium/policy.ts'
import { dateIn } from '../time/days.ts'
import { nextChange } from '../time/next-opening.ts'
import { localTime } from '../time/opening-hours.ts'

const dayMs = 86_400_000

/** The policy of a library, each statement with its age in days, for librarians who do not know it (R11, R44). */
export function policyOf({ policy = [], timeZone }: Library, at: number) {
  const today = dateIn(timeZone, at)
  return policy.map(({ onCard: _, ...statement }) => ({ ...statement, days: daysSince(statement, today) }))
}

/** What a librarian elsewhere needs to know of a library at this moment (R44). Open or closed is beside it. */
export function todayCard(library: Library, at: number) {
  const { timeZone, hours, closedDays, holidays = [], policy = [] } = library
  const { day, time } = localTime(timeZone, at)
  const date = dateIn(timeZone, at)
  const holiday = holidays.find(each => each.date === date)?.name
  return {
    date,
    time,
    ...nextChange(library, at),
    hours: hours.filter(each => each.day === day).map(({ from, to }) => ({ from, to })),
    ...(closedDays.includes(date) && { closedToday: true as const }),
    ...(holiday !== undefined && { holiday }),
    facts: policyOf({ ...library, policy: policy.filter(({ onCard }) => onCard) }, at),
  }
}

/** A date that is still to come counts as today: somebody made sure of it in a zone that is ahead. */
function daysSince({ checkedOn }: PolicyStatement, today: string): number {
  return Math.max(0, (Date.parse(today) - Date.parse(checkedOn)) / dayMs)
}
