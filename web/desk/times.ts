/** Durations and times as the desk shows them. A zone that this browser does not know is left to it. */
function written(language: string, form: Intl.DateTimeFormatOptions, at: number): string {
  try {
    return new Date(at).toLocaleString(language, form)
  } catch {
    return new Date(at).toLocaleString(language, { ...form, timeZone: undefined })
  }
}

/** Minutes and seconds, as a clock shows them: 2:05, and 1:02:05 after an hour. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

export function timeOf(language: string, at: number, timeZone?: string): string {
  return written(language, { hour: 'numeric', minute: '2-digit', ...(timeZone && { timeZone }) }, at)
}

export function weekdayOf(language: string, at: number, timeZone?: string): string {
  return written(language, { weekday: 'long', ...(timeZone && { timeZone }) }, at)
}

export function momentOf(language: string, at: number): string {
  return written(language, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }, at)
}

/** A day (YYYY-MM-DD), which is the same day everywhere. */
export function dayOf(language: string, day: string): string {
  const at = Date.parse(`${day}T00:00Z`)
  if (Number.isNaN(at)) return day
  return written(language, { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' }, at)
}

/** A time of day (HH:MM). 24:00 is the end of the day. */
export function clockOf(language: string, time: string): string {
  const [hours, minutes] = time.split(':').map(Number)
  const at = Date.UTC(2024, 0, 1, hours, minutes)
  return Number.isNaN(at) ? time : written(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }, at)
}

/** A moment of the coming days there; only its time if it is today. */
export function momentThere(language: string, at: number, now: number, timeZone: string): string {
  const time = timeOf(language, at, timeZone)
  return dateThere(at, timeZone) === dateThere(now, timeZone) ? time : `${weekdayOf(language, at, timeZone)} ${time}`
}

/** The day there, YYYY-MM-DD. */
export function dateThere(at: number, timeZone: string): string {
  return written('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }, at).slice(0, 10)
}

/** A language by its name, as far as this browser knows it. */
export function languageName(language: string, tag: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** Whether somebody who reads one language reads the other, which is the same in another region. */
export function isRead(language: string, tag: string): boolean {
  return language.split('-')[0] === tag.toLowerCase().split('-')[0]
}
