import type { Card } from './library-card.ts'

/** Dates and times in the reader's language. A zone or language that this browser does not know is left to it. */
function written(language: string, form: Intl.DateTimeFormatOptions, at: number): string {
  const date = new Date(at)
  try {
    return date.toLocaleString(language, form)
  } catch {
    return date.toLocaleString('en', { ...form, timeZone: undefined })
  }
}

/** A time of the coming days, by the library's clock. */
export function momentIn({ timeZone }: Card, language: string, at: number): string {
  return written(language, { weekday: 'long', hour: 'numeric', minute: '2-digit', timeZone }, at)
}

/** The time of a message, by the reader's own clock. */
export function timeOf(language: string, at: number): string {
  return written(language, { hour: 'numeric', minute: '2-digit' }, at)
}

/** A day (YYYY-MM-DD), which is the same day everywhere. */
export function dayIn(language: string, day: string): string {
  return written(
    language,
    { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' },
    Date.parse(`${day}T00:00Z`),
  )
}

/** A weekday by its English name, as a card has it. */
export function weekdayIn(language: string, day: string): string {
  const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  // 1 January 2024 was a Monday.
  return written(language, { weekday: 'long', timeZone: 'UTC' }, Date.UTC(2024, 0, 1 + Math.max(0, week.indexOf(day))))
}

/** A time of day (HH:MM). 24:00 is the end of the day. */
export function clockIn(language: string, time: string): string {
  const [hours, minutes] = time.split(':').map(Number)
  return written(
    language,
    { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' },
    Date.UTC(2024, 0, 1, hours, minutes),
  )
}
