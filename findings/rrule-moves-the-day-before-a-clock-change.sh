#!/usr/bin/env bash
# rrule is an hour wrong for a whole afternoon and evening near a clock change, at times that exist once.
#
# Expected: an event at 14:30 in Pacific/Auckland is at 14:30 on clocks in Auckland on every day (RFC 5545, 3.3.5 and 3.3.10). rrule's
#   README promises the right times "including the DST shift" when a rule has a TZID. Only the repeated hour is open to doubt.
# Seen with: rrule 2.8.1, on a machine in UTC (there its dates are UTC, as the README explains). It takes the offset that holds when
#   the local time's digits are the time in UTC. So the offset changes 12 hours early in Auckland, from 14:00 on the Saturday; 10 hours
#   early in Sydney, from 16:00; 7 hours late in Los Angeles, until nine or ten on the Sunday; an hour or two early in most of Europe.
# Who is hurt: rotas and opening hours: twice a year everybody is expected an hour early or late. Far from UTC it is in working hours.
# Instead: use rrule without TZID on local times, and convert each of them with a library that knows zones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error rrule@2.8.1
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import rrule from 'rrule'

console.log('rrule', JSON.parse(readFileSync('node_modules/rrule/package.json')).version)
function onClocks(zone, start, count) {
  const rule = rrule.rrulestr(`DTSTART;TZID=${zone}:${start}\nRRULE:FREQ=DAILY;COUNT=${count}`)
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit' })
  return rule.all().map(date => clock.format(date).replace(',', '')).join(', ')
}
const rules = {
  'daily at 14:30 in Auckland': ['Pacific/Auckland', '20260403T143000', 3],
  'daily at 20:00 in Sydney': ['Australia/Sydney', '20261002T200000', 3],
  'daily at 09:00 in Los Angeles': ['America/Los_Angeles', '20260307T090000', 3],
  'daily at 09:00 in New York': ['America/New_York', '20260307T090000', 3],
}
const seen = {}
for (const [name, rule] of Object.entries(rules)) {
  seen[name] = onClocks(...rule)
  console.log(`${name}: ${seen[name]}`)
}
const stated = {
  'daily at 14:30 in Auckland': 'Fri 14:30, Sat 15:30, Sun 14:30',
  'daily at 20:00 in Sydney': 'Fri 20:00, Sat 19:00, Sun 20:00',
  'daily at 09:00 in Los Angeles': 'Sat 09:00, Sun 10:00, Mon 09:00',
  'daily at 09:00 in New York': 'Sat 09:00, Sun 09:00, Mon 09:00',
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: an hour wrong for part of a day.' : 'CHANGED: other times come out.')
process.exitCode = same ? 0 : 1
JS
TZ=UTC node try.mjs
