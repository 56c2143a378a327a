#!/usr/bin/env bash
# dynoxide removes other elements of a list than DynamoDB when an update names several.
#
# Expected: the positions in an update are those of the list before the update. AWS's own example removes [1] and [2] of five elements
#   and leaves the first, fourth and fifth. SET of a position beyond the end appends the element; several are appended in the order
#   of their positions. (DynamoDB's guide, "Using update expressions".) dynoxide calls these expressions fully supported.
# Seen with: dynoxide 1.2.1. Positions are removed one after another, each from the list that the one before left behind: the third
#   element is kept and the fourth is lost. In the opposite order (REMOVE a[2], a[1]) it is right. SET of [9] in a list of five
#   puts four elements of NULL before the new one.
# Who is hurt: lists that are shortened from the front, such as the last n connections or events: [0] and [1] removed together leave
#   the second and lose the third. Readers of the list find NULL where they expect a text.
# Instead: name the positions from the last to the first, which means the same to both, and append with list_append.
# Needs Linux on x64.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error @dynoxide/linux-x64@1.2.1
cd "$folder"
cat > try.mjs <<'JS'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

const program = 'node_modules/@dynoxide/linux-x64/dynoxide'
console.log(execFileSync(program, ['--version']).toString().trim())
const probe = createServer().listen(0, '127.0.0.1')
await once(probe, 'listening')
const { port } = probe.address()
probe.close()
const server = spawn(program, ['serve', '--port', String(port)], { stdio: 'ignore' })
process.on('exit', () => server.kill())
const url = `http://127.0.0.1:${port}`
while (!(await fetch(url).catch(() => undefined))) {
  if (server.exitCode !== null) throw new Error('The server has ended.')
  await pause(20)
}
async function ask(operation, question) {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    authorization: 'AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    'x-amz-date': '20260101T000000Z',
  }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ TableName: 'shelf', ...question }) })
  const said = await response.json()
  if (!response.ok) throw new Error(JSON.stringify(said))
  return said
}

await ask('CreateTable', {
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
})
const letters = ['p', 'q', 'r', 's', 't']
console.log(`before each: ${letters.join(' ')}`)
async function after(expression, values) {
  const Key = { pk: { S: 'a' } }
  await ask('PutItem', { Item: { ...Key, a: { L: letters.map(S => ({ S })) } } })
  const question = { Key, UpdateExpression: expression, ReturnValues: 'ALL_NEW' }
  const { Attributes } = await ask('UpdateItem', values ? { ...question, ExpressionAttributeValues: values } : question)
  const left = Attributes.a.L.map(element => element.S ?? Object.keys(element)[0]).join(' ')
  console.log(`${expression}: ${left}`)
  return left
}
const two = { ':x': { S: 'x' }, ':y': { S: 'y' } }
const seen = [
  await after('REMOVE a[1], a[2]'),
  await after('REMOVE a[2], a[1]'),
  await after('REMOVE a[0], a[1]'),
  await after('SET a[9] = :x, a[7] = :y', two),
]
const stated = [
  'p r t', // DynamoDB: p s t
  'p s t',
  'q s t', // DynamoDB: r s t
  'p q r s t NULL NULL y NULL x', // DynamoDB: p q r s t y x
]
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: positions shift within one update.' : 'CHANGED: positions are read in another way.')
process.exit(same ? 0 : 1)
JS
node try.mjs
