#!/usr/bin/env bash
# ical-generator writes times without a zone as soon as the calendar is given one.
#
# Expected: timezone('America/New_York') of a calendar is, by its documentation, "the time zone to be used in this calendar file for all
#   times of all events". By RFC 5545 such a time has a TZID (3.3.5); one without is floating, 9:00 in every reader's own zone.
#   DTSTAMP, CREATED and LAST-MODIFIED are in UTC (3.8.7).
# Seen with: ical-generator 11.1.2. With the zone on the calendar, DTSTART, DTEND and UNTIL are floating, with a VTIMEZONE generator too,
#   and DTSTAMP, CREATED and LAST-MODIFIED are local times. EXDATE alone has the TZID, so that it is not one of the event's times. The
#   zone is named only in X-WR-TIMEZONE and TIMEZONE-ID, which are not in the standard.
# Who is hurt: readers in another zone, for whom the desk opens at 9:00 of their own time, in every program that goes by the standard.
# Instead: leave the calendar's zone out, and give timezone to each event: then DTSTART has the TZID and DTSTAMP is in UTC. Or write
#   single events in UTC.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error ical-generator@11.1.2 luxon@3.7.2 node-ical@0.27.2
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import generate from 'ical-generator'
import { DateTime } from 'luxon'
import ical from 'node-ical'

console.log('ical-generator', JSON.parse(readFileSync('node_modules/ical-generator/package.json')).version)
const zone = 'America/New_York'
const at = text => DateTime.fromISO(text, { zone })
const wanted = /^(DTSTAMP|DTSTART|RRULE|EXDATE|CREATED)/
function written(calendarZone, eventZone) {
  const calendar = generate(calendarZone ? { timezone: calendarZone } : {})
  calendar.createEvent({
    summary: 'Desk', stamp: at('2026-10-01T12:00'), created: at('2026-10-01T12:00'), start: at('2026-11-02T09:00'), timezone: eventZone,
    repeating: { freq: 'WEEKLY', until: at('2026-11-30T09:00'), exclude: [at('2026-11-09T09:00')] },
  })
  return calendar.toString()
}
const starts = text => Object.values(ical.sync.parseICS(text)).find(entry => entry.type === 'VEVENT').start.toISOString()
console.log('meant: 9:00 in New York, 14:00 UTC; the reader is in London')
const seen = {}
for (const [name, text] of Object.entries({ calendar: written(zone), event: written(undefined, zone) })) {
  seen[name] = [...text.split('\r\n').filter(line => wanted.test(line)), `read as ${starts(text)}`]
  console.log(`zone of the ${name}:\n  ${seen[name].join('\n  ')}`)
}
const stated = {
  calendar: [
    'DTSTAMP:20261001T120000', 'DTSTART:20261102T090000', 'RRULE:FREQ=WEEKLY;UNTIL=20261130T090000',
    'EXDATE;TZID=America/New_York:20261109T090000', 'CREATED:20261001T120000', 'read as 2026-11-02T09:00:00.000Z',
  ],
  event: [
    'DTSTAMP:20261001T160000Z', 'DTSTART;TZID=America/New_York:20261102T090000', 'RRULE:FREQ=WEEKLY;UNTIL=20261130T140000Z',
    'EXDATE;TZID=America/New_York:20261109T090000', 'CREATED:20261001T160000Z', 'read as 2026-11-02T14:00:00.000Z',
  ],
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: floating times.' : 'CHANGED: times are written in another way.')
process.exitCode = same ? 0 : 1
JS
TZ=Europe/London node try.mjs
