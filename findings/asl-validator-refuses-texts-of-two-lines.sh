#!/usr/bin/env bash
# asl-validator refuses an empty text, and a text or an expression of more than one line, in a state machine in JSONata.
#
# Expected: Arguments, Output and Assign take any JSON value, and a string in them is an expression if it is surrounded by {% %}, and
#   otherwise itself (Step Functions, "Transforming data with JSONata"). So "" is a value, and line breaks are allowed in both: people
#   lay out long expressions, and a mail has several lines.
# Seen with: asl-validator 4.0.0. These strings do not match its schema, which is written for one line with something in it. The
#   error says that something "must match exactly one schema", and not which string is meant. In JSONPath the same values pass.
# Who is hurt: pipelines that validate before they deploy: a state machine that AWS runs is refused, as soon as somebody formats an
#   expression or leaves a value empty.
# Instead: replace line breaks in expressions by spaces (JSONata does not mind) in the copy that is validated, and "" by
#   {% "" %}. Or ask Step Functions itself: ValidateStateMachineDefinition creates nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error asl-validator@4.0.0
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import validator from 'asl-validator'

console.log('asl-validator', JSON.parse(readFileSync('node_modules/asl-validator/package.json')).version)
const validate = validator.default ?? validator
function verdict(QueryLanguage, text) {
  const given = QueryLanguage === 'JSONata' ? 'Arguments' : 'Parameters'
  const call = { [given]: { FunctionName: 'mail', Payload: { text } } }
  const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...call, End: true }
  return validate({ QueryLanguage, StartAt: 'Mail', States: { Mail: task } }).isValid ? 'valid' : 'refused'
}
const texts = [
  'We open at nine.', '', 'Hello,\nwe open at nine.', '{% $states.input.text & "." %}', '{% $states.input.text\n & "." %}', '{% "" %}',
]
const seen = { JSONata: [], JSONPath: [] }
for (const text of texts) {
  for (const language of Object.keys(seen)) seen[language].push(verdict(language, text))
  console.log(`${JSON.stringify(text)}: ${seen.JSONata.at(-1)} in JSONata, ${seen.JSONPath.at(-1)} in JSONPath`)
}
const stated = { JSONata: ['valid', 'refused', 'refused', 'valid', 'refused', 'valid'], JSONPath: texts.map(() => 'valid') }
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: one line, with something in it.' : 'CHANGED: other strings are refused.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
