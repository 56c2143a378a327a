#!/usr/bin/env bash
# aws-local-stepfunctions accepts a state machine written in JSONata and runs it without evaluating any expression.
#
# Expected: a definition that passes the engine's validation runs as it does in AWS. What the engine does not know is refused:
#   it validates definitions before it runs them, and warns that switching validation off is at your own risk.
# Seen with: aws-local-stepfunctions 3.0.0. "QueryLanguage": "JSONata" passes validation and is never read. Output is ignored
#   (the input goes on), Arguments is ignored (the task gets the whole input), a Wait with an expression does not wait, and a
#   Choice takes its default. The execution succeeds. The CDK writes such definitions when asked for JSONata.
# Who is hurt: developers who try a state machine here before they deploy it. It is green, on a path and with data that AWS never
#   sees.
# Instead: use JSONPath in state machines that have to run here, and have a test that no definition contains "JSONata" or "{%".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error aws-local-stepfunctions@3.0.0
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { StateMachine } from 'aws-local-stepfunctions'

console.log('aws-local-stepfunctions', JSON.parse(readFileSync('node_modules/aws-local-stepfunctions/package.json')).version)
const input = { days: 3 }
const task = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:remind' }
const machines = {
  'Output of days + 1': { Type: 'Pass', Output: '{% $states.input.days + 1 %}', End: true },
  'Arguments of { in: days }': { ...task, Arguments: { in: '{% $states.input.days %}' }, End: true },
  'Choice where days = 3': { Type: 'Choice', Choices: [{ Condition: '{% $states.input.days = 3 %}', Next: 'Yes' }], Default: 'No' },
  'Wait of days seconds': { Type: 'Wait', Seconds: '{% $states.input.days %}', End: true },
}
const after = { Yes: { Type: 'Pass', Result: 'yes', End: true }, No: { Type: 'Pass', Result: 'no', End: true } }
const seen = {}
for (const [name, state] of Object.entries(machines)) {
  const states = state.Type === 'Choice' ? { First: state, ...after } : { First: state }
  const started = Date.now()
  const machine = new StateMachine({ QueryLanguage: 'JSONata', StartAt: 'First', States: states })
  const { result } = machine.run(input, { overrides: { taskResourceLocalHandlers: { First: given => ({ given }) } } })
  seen[name] = await result.catch(error => `refused: ${error.name}`)
  if (state.Type === 'Wait' && Date.now() - started >= 2500) seen[name] = 'waited'
  console.log(`${name}: ${JSON.stringify(seen[name])}`)
}
const stated = {
  'Output of days + 1': input,
  'Arguments of { in: days }': { given: input },
  'Choice where days = 3': 'no',
  'Wait of days seconds': input,
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: accepted, and not evaluated.' : 'CHANGED: JSONata is evaluated, or refused.')
process.exitCode = same ? 0 : 1
JS
node --disable-warning=TimeoutNaNWarning try.mjs
