import { dateIn } from './days.ts'

/** The days on which a library works: follow-ups count in them. */
export interface Calendar {
  /** IANA name. */
  readonly timeZone: string
  /** The weekdays on which it opens, `monday` …; none: every day. */
  readonly openOn: readonly string[]
  /** Dates (YYYY-MM-DD) on which it is closed all the same. */
  readonly closedDays: readonly string[]
}

const dayMs = 86_400_000

/** The date that many days after another; dates are YYYY-MM-DD. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** Zones differ by whole quarters of an hour, ms. */
const quarter = 900_000

/** The first moment of a date in a time zone, ms. */
export function beginningOf(date: string, timeZone: string): number {
  const day = `${date} ${timeZone}`
  const found = beginnings.get(day) ?? searched(date, timeZone)
  if (beginnings.size > 500) beginnings.clear()
  beginnings.set(day, found)
  return found
}

/** The same days are asked for again and again, and each search asks eight times what day it is somewhere. */
const beginnings = new Map<string, number>()

/**
 * Found by halving, as days may begin at one o'clock, or a whole day may be missing: no zone is more than 14 hours ahead of UTC
 * or 12 behind.
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

/** The opening day that many opening days after a date (before it, where `count` is negative); 0 is the date itself. */
export function openingDaysFrom(calendar: Calendar, date: string, count: number): string {
  let left = Math.abs(count)
  let day = date
  // A library that is closed for two years on end answers by the days of the calendar.
  for (let tries = 0; left > 0 && tries < 731; tries++) {
    day = plusDays(day, Math.sign(count))
    if (isOpeningDay(calendar, day)) left--
  }
  return left === 0 ? day : plusDays(date, count)
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
