#!/usr/bin/env bash
# Lingui shows today's date in place of a date that was not given.
#
# Expected: a message with a missing value throws, or shows something that nobody mistakes for a date. `new Date(undefined)` is
#   an invalid date, and Lingui shows a missing number as NaN.
# Seen with: @lingui/core 6.11.0. If the value is undefined, null or absent, {due, date} is the date of rendering:
#   Intl.DateTimeFormat takes "no value" for "now". The sentence reads perfectly, and is wrong.
# Who is hurt: patrons who read "You will have an answer by November 27, 2026". A misspelt name of a value is enough, and the type
#   checker does not look into messages.
# Instead: check values before they go into a message. Format dates with i18n.date() behind a function that takes a Date, and pass
#   the text in.
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
