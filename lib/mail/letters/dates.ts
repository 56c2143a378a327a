/** The time of day (HH:MM:SS) in a time zone. */
export function clockTime(timeZone: string, at: number): string {
  return clockIn(timeZone).format(at)
}

/** The day in a time zone, in words: Monday, 23 November 2026. */
export function dayOf(timeZone: string, at: number): string {
  const parts = new Map(
    dayIn(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return `${part('weekday')}, ${part('day')} ${part('month')} ${part('year')}`
}

/** A date (YYYY-MM-DD) in words: Tuesday, 1 December 2026. */
export function dateInWords(date: string): string {
  return dayOf('UTC', Date.parse(date))
}

const clockIn = remembered(timeZone => new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }))
const dayIn = remembered(timeZone => new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full' }))

/** Creating a format takes a thousand times as long as using it. */
function remembered(make: (timeZone: string) => Intl.DateTimeFormat): (timeZone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>()
  return timeZone => {
    const format = made.get(timeZone) ?? make(timeZone)
    made.set(timeZone, format)
    return format
  }
}
