#!/usr/bin/env bash
# happy-dom calls almost every price invalid, lets dates out of range pass, and empties times out of range.
#
# Expected: with step="0.01" 19.99 is valid; steps count from min, or from the value attribute; min and max of dates and times make a field
#   invalid and leave its value alone; maxlength concerns what a person typed, not what a script wrote (HTML, 4.10.5.3).
# Seen with: happy-dom 21.0.4. It takes the remainder of two floating-point numbers: of the 2,000 amounts from 0.01 to 20.00 it calls
#   1,989 invalid. It counts steps from 0, never looks at min and max of a date, and turns a time out of range into "". A text that a
#   script wrote is too long. Chromium 153 agrees with the standard in all of these.
# Who is hurt: tests of forms. A click on the button of a correct form submits nothing, and there is no error to see. A form that accepts
#   a day in the past passes.
# Instead: test validity in a browser, or give the form novalidate and check the values with your own code.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error happy-dom@21.0.4
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { Window } from 'happy-dom'

console.log('happy-dom', JSON.parse(readFileSync('node_modules/happy-dom/package.json')).version)
const { document } = new Window()
function field(attributes, value) {
  document.body.innerHTML = `<input ${attributes}>`
  const input = document.querySelector('input')
  input.value = value
  return input
}
const cents = Array.from({ length: 2000 }, (_, i) => ((i + 1) / 100).toFixed(2))
const refused = cents.filter(amount => !field('type="number" min="0" step="0.01"', amount).checkValidity())
const seen = { 'amounts refused': refused.length }
console.log(`number, min 0, step 0.01: ${refused.length} of ${cents.length} refused: ${refused.slice(0, 4).join(', ')}, …`)
const given = {
  'type="number" step="0.1"': '0.3',
  'type="number" min="0.5"': '1.5',
  'type="date" min="2026-01-01"': '2025-12-31',
  'type="time" min="09:00" max="17:00"': '08:00',
  'maxlength="3"': 'four',
}
for (const [attributes, value] of Object.entries(given)) {
  const input = field(attributes, value)
  seen[attributes] = `"${input.value}" ${input.checkValidity() ? 'valid' : 'invalid'}`
  console.log(`${attributes}, "${value}": ${seen[attributes]}`)
}
const stated = { // in a browser:
  'amounts refused': 1989, // 0
  'type="number" step="0.1"': '"0.3" invalid', // valid
  'type="number" min="0.5"': '"1.5" invalid', // valid
  'type="date" min="2026-01-01"': '"2025-12-31" valid', // invalid
  'type="time" min="09:00" max="17:00"': '"" valid', // "08:00", invalid
  'maxlength="3"': '"four" invalid', // valid
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: cents are invalid, and days are not.' : 'CHANGED: other values are valid.')
process.exit(same ? 0 : 1)
JS
node try.mjs
