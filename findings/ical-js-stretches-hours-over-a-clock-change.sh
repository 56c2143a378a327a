#!/usr/bin/env bash
# In ical.js an event of two hours lasts one hour or three on the night the clocks change.
#
# Expected: by RFC 5545 (3.3.6) days and weeks in a DURATION are nominal, but hours, minutes and seconds are exact: PT2H is 7200
#   seconds, whatever the clock on the wall does meanwhile.
# Seen with: ical.js 2.2.1. It adds the duration to the local time. From 00:30 in New York, PT2H is three hours on 1 November 2026
#   and one hour on 8 March 2026; an occurrence of a weekly PT4H on the first of these nights is five hours. The VTIMEZONE is
#   there, and the starts are right.
# Who is hurt: people whose hours are counted from a feed, and a desk that is shown as staffed for an hour in which nobody is there.
# Instead: write each shift as an event of its own with DTSTART and DTEND in UTC. When reading, turn the start into an instant
#   first, then add the duration in seconds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error ical.js@2.2.1
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import ICAL from 'ical.js'

console.log('ical.js', JSON.parse(readFileSync('node_modules/ical.js/package.json')).version)
const zone = [
  'BEGIN:VTIMEZONE', 'TZID:America/New_York',
  'BEGIN:DAYLIGHT', 'DTSTART:20070311T020000', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
  'TZOFFSETFROM:-0500', 'TZOFFSETTO:-0400', 'END:DAYLIGHT',
  'BEGIN:STANDARD', 'DTSTART:20071104T020000', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
  'TZOFFSETFROM:-0400', 'TZOFFSETTO:-0500', 'END:STANDARD',
  'END:VTIMEZONE',
]
function occurrences(start, duration, rule) {
  const event = [
    'BEGIN:VEVENT', 'UID:shift@desk.example', 'DTSTAMP:20260101T000000Z',
    `DTSTART;TZID=America/New_York:${start}`, `DURATION:${duration}`, ...(rule ? [`RRULE:${rule}`] : []), 'END:VEVENT',
  ]
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//desk.example//shifts//EN', ...zone, ...event, 'END:VCALENDAR']
  const calendar = new ICAL.Component(ICAL.parse(lines.join('\r\n')))
  ICAL.TimezoneService.register(new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')))
  const shift = new ICAL.Event(calendar.getFirstSubcomponent('vevent'))
  const iterator = shift.iterator()
  const found = []
  for (let next = iterator.next(); next; next = iterator.next()) {
    const { startDate, endDate } = shift.getOccurrenceDetails(next)
    const [from, to] = [startDate, endDate].map(time => time.toJSDate())
    console.log(`  ${from.toISOString()} to ${to.toISOString()}: ${(to - from) / 3_600_000} h`)
    found.push((to - from) / 3_600_000)
  }
  return found
}
console.log('PT2H from 00:30 on 1 November (clocks go back)')
const autumn = occurrences('20261101T003000', 'PT2H')
console.log('PT2H from 00:30 on 8 March (clocks go forward)')
const spring = occurrences('20260308T003000', 'PT2H')
console.log('PT4H from 23:00, weekly from 24 October')
const weekly = occurrences('20261024T230000', 'PT4H', 'FREQ=WEEKLY;COUNT=3')
const same = isDeepStrictEqual([autumn, spring, weekly], [[3], [1], [4, 5, 4]])
console.log(same ? 'As stated: hours follow the clock on the wall.' : 'CHANGED: the durations are others than stated.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
