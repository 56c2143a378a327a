#!/usr/bin/env bash
# In the repeated hour, date-fns puts the start and the end of a second an hour before it, and loses an hour of a night.
#
# Expected: startOfMinute(d) <= d <= endOfMinute(d); two instants an hour apart are not in the same second; eachMinuteOfInterval returns
#   minutes within the interval, and eachHourOfInterval every hour of it.
# Seen with: date-fns 4.4.0, with Date in a zone with clock changes and with TZDate of @date-fns/tz 1.5.0 alike. When a clock has been
#   set back, these functions return the same clock time of the hour before. isSameSecond is true of both. Twenty minutes are returned
#   as eighty, and the five hours from midnight to three as four. addMinutes and differenceInMinutes are right.
# Who is hurt: counts by hour or minute: a chat of the second hour is counted in the first, and the table has no row for the second; what
#   is left of a minute comes out negative. Nothing is seen on a machine in UTC, and nothing on 364 days.
# Instead: for units below a day round the number of milliseconds: Math.floor(d / 60_000) * 60_000. (For hours, only in zones whose
#   offset is of whole hours.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error date-fns@4.4.0 @date-fns/tz@1.5.0
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { TZDate } from '@date-fns/tz'
import * as fns from 'date-fns'

for (const name of ['date-fns', '@date-fns/tz']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version)
}
const zone = 'America/New_York' // on 1 November 2026 clocks are set back from 2:00 to 1:00, at 6:00 UTC
const kinds = { Date: utc => new Date(utc), TZDate: utc => new TZDate(Date.parse(utc), zone) }
const utc = date => new Date(+date).toISOString().slice(11, 19)
const same = []
for (const [kind, make] of Object.entries(kinds)) {
  const at = time => make(`2026-11-01T${time}Z`)
  const seen = {
    'start of the second of 06:40:20': utc(fns.startOfSecond(at('06:40:20'))),
    'end of the minute of 06:40:20': utc(fns.endOfMinute(at('06:40:20'))),
    'nearest minute to 06:40:20': utc(fns.roundToNearestMinutes(at('06:40:20'))),
    '05:40:20 and 06:40:20 are in the same second': fns.isSameSecond(at('05:40:20'), at('06:40:20')),
    'every tenth minute from 06:10 to 06:30': fns
      .eachMinuteOfInterval({ start: at('06:10:00'), end: at('06:30:00') }, { step: 10 }).map(utc).join(' '),
    'every hour from 04:00 to 08:00': fns.eachHourOfInterval({ start: at('04:00:00'), end: at('08:00:00') }).map(utc).join(' '),
    'hours between 04:00 and 08:00': fns.differenceInHours(at('08:00:00'), at('04:00:00')),
  }
  console.log(`${kind}, in UTC:`)
  for (const [what, value] of Object.entries(seen)) console.log(`  ${what}: ${value}`)
  same.push(isDeepStrictEqual(seen, {
    'start of the second of 06:40:20': '05:40:20',
    'end of the minute of 06:40:20': '05:40:59',
    'nearest minute to 06:40:20': '05:40:00',
    '05:40:20 and 06:40:20 are in the same second': true,
    'every tenth minute from 06:10 to 06:30':
      '05:10:00 05:20:00 05:30:00 05:40:00 05:50:00 06:00:00 06:10:00 06:20:00 06:30:00',
    'every hour from 04:00 to 08:00': '04:00:00 05:00:00 07:00:00 08:00:00',
    'hours between 04:00 and 08:00': 4,
  }))
}
console.log(same.every(Boolean) ? 'As stated: an hour back.' : 'CHANGED: the repeated hour is treated in another way.')
process.exitCode = same.every(Boolean) ? 0 : 1
JS
TZ=America/New_York node try.mjs
