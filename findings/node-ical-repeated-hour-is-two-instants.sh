#!/usr/bin/env bash
# node-ical reads 01:30 in the repeated hour as one instant for a single event, and as another for an occurrence of a rule.
#
# Expected: by RFC 5545 (3.3.5) a local time that comes twice means the first of the two, and (3.3.10) a recurring event is read by
#   the same rule. So both are 05:30 UTC on 1 November 2026 in New York.
# Seen with: node-ical 0.27.2. A single event at 01:30 is at 06:30 UTC, an hour late. The occurrence of a weekly event on the same
#   day at the same time is at 05:30 UTC. Two shifts that begin together are an hour apart.
# Who is hurt: programs that compare entries of one feed: who is on duty, whether two shifts overlap, whether a shift was changed (a
#   single event that replaces an occurrence has moved by an hour).
# Instead: write times in UTC into your own feeds. When reading other people's, convert every local time with one function of your
#   own that takes the first of two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error node-ical@0.27.2
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import ical from 'node-ical'

console.log('node-ical', JSON.parse(readFileSync('node_modules/node-ical/package.json')).version)
function starts(...lines) {
  const text = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//desk.example//shifts//EN',
    'BEGIN:VTIMEZONE', 'TZID:America/New_York',
    'BEGIN:DAYLIGHT', 'DTSTART:20070311T020000', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
    'TZOFFSETFROM:-0500', 'TZOFFSETTO:-0400', 'END:DAYLIGHT',
    'BEGIN:STANDARD', 'DTSTART:20071104T020000', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
    'TZOFFSETFROM:-0400', 'TZOFFSETTO:-0500', 'END:STANDARD',
    'END:VTIMEZONE',
    'BEGIN:VEVENT', 'UID:shift@desk.example', 'DTSTAMP:20260101T000000Z', 'DURATION:PT1H', ...lines, 'END:VEVENT', 'END:VCALENDAR',
  ].join('\r\n')
  const event = Object.values(ical.sync.parseICS(text)).find(entry => entry.type === 'VEVENT')
  return (event.rrule ? event.rrule.all() : [event.start]).map(date => date.toISOString())
}
const seen = {
  single: starts('DTSTART;TZID=America/New_York:20261101T013000'),
  weekly: starts('DTSTART;TZID=America/New_York:20261025T013000', 'RRULE:FREQ=WEEKLY;COUNT=2'),
}
console.log(`single event on 1 November at 01:30: ${seen.single}`)
console.log(`weekly from 25 October at 01:30: ${seen.weekly.join(', ')}`)
const stated = { single: ['2026-11-01T06:30:00.000Z'], weekly: ['2026-10-25T05:30:00.000Z', '2026-11-01T05:30:00.000Z'] }
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: one local time, two instants.' : 'CHANGED: these are read in another way.')
process.exitCode = same ? 0 : 1
JS
for zone in UTC America/New_York; do
  echo "in $zone:"
  TZ=$zone node try.mjs
done
