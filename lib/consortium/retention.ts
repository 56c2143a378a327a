import { type Calendar, openingDaysFrom, plusDays } from '../time/opening-days.ts'
import { weekdays } from '../time/opening-hours.ts'
import type { Complaint, ConsortiumFile, LibraryInFile } from './file-shape.ts'
import { followUpsOf } from './fill-in.ts'

/**
 * The longest that a timer may look after a follow-up, days: an execution of Step Functions ends after a year, and its last mail
 * may have to be tried for three days. https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-continue-new.html
 */
const retentionDaysMax = 360

/** What is owed at this library could outlive its words (R38): said at the library's own key, or at its beginning. */
export function retentionComplaints({ settings }: ConsortiumFile, library: LibraryInFile): readonly Complaint[] {
  const worst = worstCase(library, settings)
  const kept = settings['retention-days']
  const days = worst(kept)
  if (fits(days, kept)) return []
  const own = (['answer-within', 'escalate-after'] as const).find(key => library['follow-ups'][key] !== undefined)
  const daysNeeded = Array.from({ length: retentionDaysMax }, (_, n) => n + 1).find(
    more => more > kept && fits(worst(more), more),
  )
  const limit = days > kept ? `its words are kept for ${kept}` : `no clock runs for more than ${retentionDaysMax}`
  const raise = daysNeeded === undefined ? '' : `raise "retention-days" to ${daysNeeded}, or `
  const isEscalated = followUpsOf(library, settings).escalation !== undefined
  const sentence = `What is owed at this library may be undone for ${days} days, and ${limit}: ${raise}lower "answer-within"${isEscalated ? ' or "escalate-after"' : ''}.`
  return [{ path: own ? ['follow-ups', own] : [], sentence }]
}

function fits(days: number, kept: number): boolean {
  return days <= Math.min(kept, retentionDaysMax)
}

/**
 * The most days from the end of a session to the last notice, for a number of days that words are kept: a librarian has promised
 * the answer for as late as they may, it is handed over on the day after, and the library lets its own days go by, too.
 */
function worstCase(library: LibraryInFile, settings: ConsortiumFile['settings']): (kept: number) => number {
  const policy = followUpsOf(library, settings)
  const calendar = calendarIn(library)
  const answering = calendarDaysMax(calendar, policy.answerWithin)
  const undone = calendarDaysMax(
    calendar,
    policy.answerWithin + (policy.escalation === undefined ? 0 : policy.escalateAfter),
  )
  return kept => {
    const { postponedDaysMax } = followUpsOf(library, { ...settings, 'retention-days': kept })
    return Math.max(postponedDaysMax, answering) + 1 + undone + 1
  }
}

function calendarIn(library: LibraryInFile): Calendar {
  const openOn = weekdays.filter(day => (library.hours[day] ?? []).length > 0)
  return { timeZone: library['time-zone'], openOn, closedDays: library['closed-days'] }
}

/** The most days that so many opening days may take, whenever they begin: in any week, and around the days that are closed. */
function calendarDaysMax(calendar: Calendar, count: number): number {
  const around = calendar.closedDays.flatMap(day => datesFrom(plusDays(day, -7 * count), 7 * count))
  const starts = new Set([...datesFrom('2001-01-01', 7), ...around])
  return Math.max(...[...starts].map(start => daysBetween(start, openingDaysFrom(calendar, start, count))))
}

function datesFrom(date: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => plusDays(date, n))
}

function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / 86_400_000
}
