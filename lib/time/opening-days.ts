import { dateIn } from './days.ts'

/** The days on which a library works. Follow-ups are counted in these. */
export interface Calendar {
  /** IANA name. */
  readonly timeZone: string
  /** The weekdays on which it opens, `monday` …; an empty list means every day. */
  readonly openOn: readonly string[]
  /** Dates (YYYY-MM-DD) on which it is closed anyway. */
  readonly closedDays: readonly string[]
}

const dayMs = 86_400_000

/** The date this many days after another. Dates are YYYY-MM-DD. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** Time zones differ by multiples of a quarter of an hour, ms. */
const quarter = 900_000

/** The first moment of a date in a time zone, ms. */
export function beginningOf(date: string, timeZone: string): number {
  const day = `${date} ${timeZone}`
  const found = beginnings.get(day) ?? searched(date, timeZone)
  if (beginnings.size > 500) beginnings.clear()
  beginnings.set(day, found)
  return found
}

/** The same days are needed again and again, and each search computes a local date eight times. */
const beginnings = new Map<string, number>()

/**
 * A binary search, since a day may begin at one o'clock or be missing altogether. No zone is more than 14 hours ahead of UTC or
 * 12 behind.
 */
function searched(date: string, timeZone: string): number {
  const utc = Date.parse(`${date}T00:00:00Z`)
  let before = utc - 15 * 3_600_000
  let within = utc + 39 * 3_600_000
  while (within - before > quarter) {
    const middle = before + Math.floor((within - before) / (2 * quarter)) * quarter
    if (dateIn(timeZone, middle) < date) before = middle
    else within = middle
  }
  return within
}

/** Whether the library works on a date. */
function isOpeningDay({ openOn, closedDays }: Calendar, date: string): boolean {
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ''
  return (openOn.length === 0 || openOn.includes(weekday)) && !closedDays.includes(date)
}

/** The date this many opening days after another (before it if `count` is negative). With 0 it is the date itself. */
export function openingDaysFrom(calendar: Calendar, date: string, count: number): string {
  let left = Math.abs(count)
  let day = date
  // For a library that is closed for two years on end, calendar days count.
  for (let tries = 0; left > 0 && tries < 731; tries++) {
    day = plusDays(day, Math.sign(count))
    if (isOpeningDay(calendar, day)) left--
  }
  return left === 0 ? day : plusDays(date, count)
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
