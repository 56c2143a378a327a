export interface OpeningHours {
  readonly day: Weekday
  /** `HH:MM` in the library's time zone. */
  readonly from: string
  /** `HH:MM`, later than `from`; `24:00` is the end of the day. */
  readonly to: string
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export type Weekday = (typeof weekdays)[number]

/** Whether a library's own desk is staffed at a moment; a library that names no hours is always open. */
export function isOpen(hours: readonly OpeningHours[], timeZone: string, at: number): boolean {
  if (hours.length === 0) return true
  const { day, time } = localTime(timeZone, at)
  return hours.some(open => open.day === day && open.from <= time && time < open.to)
}

/** The weekday and the time (`HH:MM`) in a time zone at a moment. */
function localTime(timeZone: string, at: number): { readonly day: string; readonly time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => parts.find(one => one.type === type)?.value ?? ''
  return { day: part('weekday').toLowerCase(), time: `${part('hour')}:${part('minute')}` }
}
