import { dateIn } from './days.ts'
import { beginningOf, plusDays } from './opening-days.ts'
import { isOpen, type Opening } from './opening-hours.ts'

/** How far ahead a change is looked for, days. A library that is closed for longer says so on its website. */
const daysAhead = 60

const minute = 60_000

/** When the desk of a library closes if it is open, and when it opens if it is closed, ms. */
export interface NextChange {
  readonly closesAt?: number
  readonly opensAt?: number
}

/** The next change of a library's hours after a moment. There is none for a library that is always open. */
export function nextChange(opening: Opening, at: number): NextChange {
  const open = isOpen(opening, at)
  const today = dateIn(opening.timeZone, at)
  for (let day = 0; day <= daysAhead; day++) {
    const change = boundaries(opening, plusDays(today, day)).find(
      moment => moment > at && isOpen(opening, moment) !== open,
    )
    if (change !== undefined) return open ? { closesAt: change } : { opensAt: change }
  }
  return {}
}

/** The moments of a date at which a library may open or close, in order: its midnight, and the times of any of its hours. */
function boundaries({ hours, timeZone }: Opening, date: string): readonly number[] {
  const times = new Set(hours.flatMap(({ from, to }) => [from, to]))
  const moments = [...times].flatMap(time => momentsAt(date, time, timeZone))
  return [beginningOf(date, timeZone), ...moments].sort((a, b) => a - b)
}

/**
 * The moments of a date at which its clocks show this time (`HH:MM`): usually one; two when they are set back; when they are set
 * forward over it, the moment at which they jump.
 */
function momentsAt(date: string, time: string, timeZone: string): readonly number[] {
  const utc = Date.parse(`${date}T00:00:00Z`) + minutesOf(time) * minute
  const found = offsetsAround(utc, timeZone).map(offset => utc - offset)
  const shown = found.filter(moment => offsetAt(timeZone, moment) === utc - moment)
  return shown.length > 0 ? shown : [jumpBetween(Math.min(...found), Math.max(...found), timeZone)]
}

/** How far a zone is ahead of UTC in the day before and after a moment, ms, each offset once. */
function offsetsAround(utc: number, timeZone: string): readonly number[] {
  const day = 24 * 60 * minute
  return [...new Set([offsetAt(timeZone, utc - day), offsetAt(timeZone, utc + day)])]
}

/** The first minute after a change of the clocks that lies between two moments. */
function jumpBetween(before: number, after: number, timeZone: string): number {
  let [low, high] = [before, after]
  while (high - low > minute) {
    const middle = low + Math.floor((high - low) / (2 * minute)) * minute
    if (offsetAt(timeZone, middle) === offsetAt(timeZone, before)) low = middle
    else high = middle
  }
  return high
}

/** How far the clocks of a zone are ahead of UTC, ms. */
function offsetAt(timeZone: string, at: number): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' })
  formats.set(timeZone, format)
  return Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
