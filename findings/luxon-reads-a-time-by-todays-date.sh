#!/usr/bin/env bash
# luxon reads the same text as one instant if the program runs in summer, and as another if it runs in winter.
#
# Expected: parsing depends on the text, the format and the zone. For a local time that comes twice, luxon's manual ("Ambiguous
#   times") does not say which of the two it takes; its examples always take the first when a time is created. RFC 5545, Temporal and
#   JavaScript's Date take the first.
# Seen with: luxon 3.7.2. fromISO, fromFormat, fromSQL and fromObject start from the offset that the zone has today. 1 November 2026 at
#   1:30 in New York is 05:30 UTC when read in July, and 06:30 UTC when read in December. DateTime.local, of the same parts, always
#   gives the first.
# Who is hurt: those who store a local time and read it again: a shift or a reminder moves by an hour between two runs of one program.
#   Tests of the repeated hour are green for half of the year.
# Instead: store instants, or text with an offset. To take the first of two, subtract an hour and look whether the clock time is
#   the same: const before = d.minus({ hours: 1 }); before.hour === d.hour ? before : d.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error luxon@3.7.2
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { DateTime, Settings } from 'luxon'

console.log('luxon', JSON.parse(readFileSync('node_modules/luxon/package.json')).version)
const zone = 'America/New_York'
const first = date => (before => (before.hour === date.hour ? before : date))(date.minus({ hours: 1 }))
const read = {
  fromISO: () => DateTime.fromISO('2026-11-01T01:30', { zone }),
  fromFormat: () => DateTime.fromFormat('1 Nov 2026 1:30', 'd MMM yyyy H:mm', { zone }),
  fromObject: () => DateTime.fromObject({ year: 2026, month: 11, day: 1, hour: 1, minute: 30 }, { zone }),
  local: () => DateTime.local(2026, 11, 1, 1, 30, { zone }),
  'fromISO, the first': () => first(DateTime.fromISO('2026-11-01T01:30', { zone })),
  'fromISO, in London': () => DateTime.fromISO('2026-10-25T01:30', { zone: 'Europe/London' }),
}
console.log('1 November 2026 at 1:30 in New York; 25 October at 1:30 in London')
const seen = {}
for (const [name, parse] of Object.entries(read)) {
  seen[name] = ['2026-07-15', '2026-12-15'].map(today => {
    Settings.now = () => Date.parse(`${today}T12:00Z`) // what luxon takes for the present moment
    return parse().toUTC().toFormat('HH:mm')
  })
  console.log(`${name}: ${seen[name][0]} UTC if today is 15 July, ${seen[name][1]} UTC if it is 15 December`)
}
const stated = {
  fromISO: ['05:30', '06:30'],
  fromFormat: ['05:30', '06:30'],
  fromObject: ['05:30', '06:30'],
  local: ['05:30', '05:30'],
  'fromISO, the first': ['05:30', '05:30'],
  'fromISO, in London': ['00:30', '01:30'],
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: it depends on the day on which it is read.' : 'CHANGED: other instants come out.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
