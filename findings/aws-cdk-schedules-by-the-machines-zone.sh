#!/usr/bin/env bash
# The CDK's one-time schedule in a time zone is at another hour, depending on the zone of the machine that synthesises it.
#
# Expected: ScheduleExpression.at(date, timeZone) schedules the moment that the date is: a Date has no zone, and an example in the
#   README of aws-scheduler calls new Date(2022, 10, 20, 19, 20, 23) with AMERICA_NEW_YORK "in New York timezone".
# Seen with: aws-cdk-lib 2.276.0. It writes the date's digits in UTC and the zone beside them, so EventBridge Scheduler runs the
#   schedule at these digits in New York: four or five hours late. The README's form gives 19:20 on a machine in UTC, and twenty
#   past midnight on the next day on one in New York, whose owner meant 19:20. (The API reference says that the zone is "for
#   interpreting the date".)
# Who is hurt: those who plan an opening, a closing or a reminder, and see another template from CI than from their own machine.
# Instead: leave the zone out, and give the moment: at(new Date('2026-11-20T19:20:00-05:00')). It is right on every machine.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error aws-cdk-lib@2.276.0 constructs@10.8.1
cd "$folder"
cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'

const wanted = {
  'local time, New York': "ScheduleExpression.at(new Date(2026, 10, 20, 19, 20), TimeZone.AMERICA_NEW_YORK)",
  'moment, New York': "ScheduleExpression.at(new Date('2026-11-20T19:20:00-05:00'), TimeZone.AMERICA_NEW_YORK)",
  'moment, no zone': "ScheduleExpression.at(new Date('2026-11-20T19:20:00-05:00'))",
}
const program = `
  const { TimeZone } = require('aws-cdk-lib')
  const { ScheduleExpression } = require('aws-cdk-lib/aws-scheduler')
  const all = [${Object.values(wanted).join(', ')}]
  console.log(JSON.stringify(all.map(one => one.expressionString + ' ' + one.timeZone.timezoneName)))`
console.log('aws-cdk-lib', JSON.parse(readFileSync('node_modules/aws-cdk-lib/package.json')).version)
console.log('meant: 20 November 2026 at 19:20 in New York, which is 00:20 UTC on the 21st')
const seen = {}
for (const zone of ['UTC', 'America/New_York']) {
  const written = JSON.parse(execFileSync(process.execPath, ['-e', program], { env: { ...process.env, TZ: zone } }))
  Object.keys(wanted).forEach((name, i) => {
    seen[`${name}, synthesised in ${zone}`] = written[i]
    console.log(`${name}, synthesised in ${zone}: ${written[i]}`)
  })
}
const stated = {
  'local time, New York, synthesised in UTC': 'at(2026-11-20T19:20:00) America/New_York',
  'moment, New York, synthesised in UTC': 'at(2026-11-21T00:20:00) America/New_York',
  'moment, no zone, synthesised in UTC': 'at(2026-11-21T00:20:00) Etc/UTC',
  'local time, New York, synthesised in America/New_York': 'at(2026-11-21T00:20:00) America/New_York',
  'moment, New York, synthesised in America/New_York': 'at(2026-11-21T00:20:00) America/New_York',
  'moment, no zone, synthesised in America/New_York': 'at(2026-11-21T00:20:00) Etc/UTC',
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: the digits of UTC, in another zone.' : 'CHANGED: schedules are written in another way.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
