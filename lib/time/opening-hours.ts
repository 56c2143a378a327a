import { dateIn } from './days.ts'

export interface OpeningHours {
  readonly day: Weekday
  /** `HH:MM` in the library's time zone. */
  readonly from: string
  /** `HH:MM`, later than `from`; `24:00` is the end of the day. */
  readonly to: string
  /** Whether it is the rest of a shift from the day before, which does not make its day an opening day. */
  readonly rest?: true
}

/** When a library's own desk is staffed. */
export interface Opening {
  readonly hours: readonly OpeningHours[]
  /** IANA name. */
  readonly timeZone: string
  /** Dates (YYYY-MM-DD) on which it is closed despite its hours, from midnight to midnight. */
  readonly closedDays: readonly string[]
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export type Weekday = (typeof weekdays)[number]

/** Whether a library's own desk is staffed at a moment. A library without hours is open except on closed days. */
export function isOpen({ hours, timeZone, closedDays }: Opening, at: number): boolean {
  if (closedDays.includes(dateIn(timeZone, at))) return false
  if (hours.length === 0) return true
  const { day, time } = localTime(timeZone, at)
  return hours.some(open => open.day === day && open.from <= time && time < open.to)
}

/**
 * A span counts as a shift over midnight if it ends before noon and lasts at most this many hours. Otherwise it is a mistake.
 */
const overnightMax = 12

/**
 * A span of the consortium file, `HH:MM-HH:MM`. One that goes over midnight becomes two, one on each day; `23:59` is the end of
 * the day. Returns undefined if it ends before it begins.
 */
export function hoursOf(day: Weekday, span: string): readonly OpeningHours[] | undefined {
  const [from = '', end = ''] = span.split('-')
  const to = end === '23:59' ? '24:00' : end
  if (from < to) return [{ day, from, to }]
  if (from === to || 24 - hourOf(from) + hourOf(to) > overnightMax) return undefined
  const evening = { day, from, to: '24:00' }
  return to === '00:00' ? [evening] : [evening, { day: dayAfter(day), from: '00:00', to, rest: true }]
}

export function dayAfter(day: Weekday): Weekday {
  return weekdays[(weekdays.indexOf(day) + 1) % weekdays.length] ?? day
}

/** Hours since midnight, with a fraction. */
function hourOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours + minutes / 60
}

/** The weekday and the time (`HH:MM`) in a time zone at a moment. */
export function localTime(timeZone: string, at: number): { readonly day: string; readonly time: string } {
  const format =
    timeFormats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  timeFormats.set(timeZone, format)
  const parts = format.formatToParts(at)
  const part = (type: string) => parts.find(one => one.type === type)?.value ?? ''
  return { day: part('weekday').toLowerCase(), time: `${part('hour')}:${part('minute')}` }
}

/** Creating a format takes a thousand times as long as using it. */
const timeFormats = new Map<string, Intl.DateTimeFormat>()
