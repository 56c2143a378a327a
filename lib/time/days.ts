/** The date (YYYY-MM-DD) in a time zone (IANA name) at a moment. */
export function dateIn(timeZone: string, at: number): string {
  const format = dateFormats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  dateFormats.set(timeZone, format)
  return format.format(at)
}

/** Creating a format takes a thousand times as long as using it. */
const dateFormats = new Map<string, Intl.DateTimeFormat>()
