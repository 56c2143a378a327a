#!/usr/bin/env bash
# In Lingui a date that was not given is shown as today's date.
#
# Expected: a message whose value is missing throws, or shows something that nobody takes for a date. `new Date(undefined)`
#   is an invalid date, and Lingui shows a missing number as NaN.
# Seen with: @lingui/core 6.11.0. With the value undefined, null or absent, {due, date} is the date of rendering and
#   {due, time} its time: Intl.DateTimeFormat takes "no value" for "now". The sentence is perfect, and wrong.
# Who is hurt: whoever reads "You will have an answer by November 27, 2026". A misspelt name of a value does it, and the type
#   checker does not see into messages.
# Instead: check values before they go into a message; format dates with i18n.date() behind a function whose parameter is a
#   Date, and put the text in.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error @lingui/core@6.11.0 @lingui/message-utils@6.11.0
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'

console.log('@lingui/core', JSON.parse(readFileSync('node_modules/@lingui/core/package.json')).version)
const i18n = setupI18n()
const messages = {
  due: compileMessage('You will have an answer by {due, date, long}.'),
  count: compileMessage('{n, number} waiting'),
}
i18n.loadAndActivate({ locale: 'en', messages })
function lines() {
  const today = `You will have an answer by ${new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date())}.`
  return {
    seen: [
      ...[{}, { due: undefined }, { due: null }, { dueAt: new Date(0) }].map(values => i18n._('due', values)),
      i18n._('count', {}),
    ],
    stated: [today, today, today, today, 'NaN waiting'],
  }
}
let { seen, stated } = lines()
// Midnight may have passed between the two.
if (!isDeepStrictEqual(seen, stated)) ({ seen, stated } = lines())
console.log(`no value: ${seen[0]}\nundefined: ${seen[1]}\nnull: ${seen[2]}\nanother name: ${seen[3]}\na missing number: ${seen[4]}`)
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: a missing date is today.' : 'CHANGED: a missing date is no longer shown as today.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
