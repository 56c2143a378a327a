import { type Calendar, openingDaysFrom, plusDays } from '../time/opening-days.ts'
import { weekdays } from '../time/opening-hours.ts'
import type { Complaint, ConsortiumFile, LibraryInFile } from './file-shape.ts'
import { closedDaysOf, followUpsOf } from './fill-in.ts'

/**
 * The most days that a timer may handle a follow-up. An execution of Step Functions ends after a year, and the last mail may
 * have to be retried for three days. https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-continue-new.html
 */
const retentionDaysMax = 360

/** Reports that a follow-up of this library could outlive its words (R38), at the library's own key or at its beginning. */
export function retentionComplaints({ settings }: ConsortiumFile, library: LibraryInFile): readonly Complaint[] {
  const worst = worstCase(library, settings)
  const kept = settings['retention-days']
  const days = worst(kept)
  if (fits(days, kept)) return []
  const own = (['answer-within', 'escalate-after'] as const).find(key => library['follow-ups'][key] !== undefined)
  const daysNeeded = Array.from({ length: retentionDaysMax }, (_, n) => n + 1).find(
    more => more > kept && fits(worst(more), more),
  )
  const limit = days > kept ? `its words are kept for ${kept}` : `no timer runs for more than ${retentionDaysMax}`
  const raise = daysNeeded === undefined ? '' : `raise "retention-days" to ${daysNeeded}, or `
  const isEscalated = followUpsOf(library, settings).escalation !== undefined
  const sentence = `A follow-up of this library may stay open for ${days} days, and ${limit}: ${raise}lower "answer-within"${isEscalated ? ' or "escalate-after"' : ''}.`
  return [{ path: own ? ['follow-ups', own] : [], sentence }]
}

function fits(days: number, kept: number): boolean {
  return days <= Math.min(kept, retentionDaysMax)
}

/**
 * The most days from the end of a session to the last notice, given the days that words are kept. A librarian promises the
 * answer for the latest possible day, it is handed over the day after, and the library lets its own days pass too.
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
  return { timeZone: library['time-zone'], openOn, closedDays: closedDaysOf(library) }
}

/** The most calendar days that this many opening days can span, in any week and around closed days. */
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
