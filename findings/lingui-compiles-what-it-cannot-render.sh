#!/usr/bin/env bash
# Lingui compiles ICU messages without complaint that throw as soon as they are rendered.
#
# Expected: a message that compileMessage() accepts can be rendered; one that cannot is refused when the catalogue is compiled.
#   The messages below are what translators' tools write; the plural leaves out "other", which ICU requires.
# Seen with: @lingui/core 6.11.0 and @lingui/message-utils 6.11.0. Number styles reach Intl.NumberFormat as they are, so "integer"
#   and the skeletons "::percent" and "::currency/USD" throw a RangeError when rendered. A plural without "other" works for the
#   numbers that it names and throws a TypeError for all others. A time skeleton is ignored without a word.
# Who is hurt: readers of one language, on one screen, for one number: under React the component is gone. The developer who compiled
#   the catalogue, and looked at it with n = 1, saw nothing.
# Instead: render every message of every language once in a test, with a value for each plural form. Format numbers outside the
#   message with i18n.number() and pass the text in.
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
function render(message, values) {
  i18n.loadAndActivate({ locale: 'en', messages: { m: compileMessage(message) } })
  try {
    return i18n._('m', values)
  } catch (error) {
    return error.name
  }
}
const noon = new Date(2026, 10, 27, 12, 0, 0)
const cases = [
  ['{n, number, integer}', { n: 3 }, 'RangeError'],
  ['{n, number, ::percent}', { n: 3 }, 'RangeError'],
  ['{n, number, ::currency/USD}', { n: 3 }, 'RangeError'],
  ['{n, plural, one {# book}}', { n: 1 }, '1 book'],
  ['{n, plural, one {# book}}', { n: 3 }, 'TypeError'],
  ['{t, time, ::jmm}', { t: noon }, new Intl.DateTimeFormat('en', { timeStyle: 'medium' }).format(noon)],
]
const seen = cases.map(([message, values]) => render(message, values))
cases.forEach(([message, values], at) => console.log(`${message} with ${JSON.stringify(values)}: compiled, then ${seen[at]}`))
const same = isDeepStrictEqual(seen, cases.map(([, , stated]) => stated))
console.log(same ? 'As stated.' : 'CHANGED: these are refused when compiled, or rendered.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
