#!/usr/bin/env bash
# In aws-local-stepfunctions a Wait of 25 days is over at once.
#
# Expected: a Wait state waits as long as it says, as it does in AWS, where an execution may last a year. A wait that the local
#   engine cannot do is refused.
# Seen with: aws-local-stepfunctions 3.0.0. From 2,147,484 seconds on (24 days, 20 hours, 31 minutes and 24 seconds) the wait
#   ends within a millisecond, whether it is given by Seconds or by Timestamp, and the execution goes on as after any wait. The
#   engine hands the time to a timer of 32 bits. Node prints a TimeoutOverflowWarning; the execution's own events say nothing.
# Who is hurt: developers who try a reminder "after 30 days" locally: it arrives at once. In a loop around the wait the machine
#   spins.
# Instead: let no single Wait be longer than a week, say, and look at the clock again after each one; or shorten it in tests with
#   the engine's waitTimeOverrides.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error aws-local-stepfunctions@3.0.0
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { StateMachine } from 'aws-local-stepfunctions'

console.log('aws-local-stepfunctions', JSON.parse(readFileSync('node_modules/aws-local-stepfunctions/package.json')).version)
const secondsMax = Math.floor((2 ** 31 - 1) / 1000)
const inDays = days => new Date(Date.now() + days * 86_400_000).toISOString()
const waits = {
  [`${secondsMax} seconds`]: { Seconds: secondsMax },
  [`${secondsMax + 1} seconds`]: { Seconds: secondsMax + 1 },
  'until a moment in 20 days': { Timestamp: inDays(20) },
  'until a moment in 30 days': { Timestamp: inDays(30) },
}
const seen = []
for (const [name, wait] of Object.entries(waits)) {
  const machine = new StateMachine({ StartAt: 'Sleep', States: { Sleep: { Type: 'Wait', ...wait, End: true } } })
  const execution = machine.run({})
  const over = execution.result.then(() => 'over', () => 'ended with an error')
  const state = await Promise.race([over, pause(1000, 'waiting')])
  if (state === 'waiting') execution.abort()
  await over
  console.log(`${name}: ${state} after a second`)
  seen.push(state)
}
const same = isDeepStrictEqual(seen, ['waiting', 'over', 'waiting', 'over'])
console.log(same ? 'As stated: long waits are skipped.' : 'CHANGED: long waits are treated in another way.')
process.exitCode = same ? 0 : 1
JS
node --disable-warning=TimeoutOverflowWarning try.mjs
