#!/usr/bin/env bash
# dynoxide's begins_with ignores the case of letters in a key condition, and heeds it in a filter.
#
# Expected: DynamoDB compares strings by the bytes of their UTF-8, so that "inv#" is no beginning of "INV#1". One function means the
#   same in a KeyConditionExpression and in a FilterExpression. dynoxide calls both expressions fully supported.
# Seen with: dynoxide 1.2.1. Query with begins_with(sk, "inv#") also returns INV#1 and Inv#1, from the table and from an index.
#   "=" and BETWEEN on the same key, and begins_with in a filter, return inv#1 alone. Letters outside ASCII are told apart.
# Who is hurt: tables whose sort keys differ in case: kinds of entries such as USER# and user#, ids in base 62 or base 64, barcodes,
#   file names. A test finds items that AWS does not return, a prefix in the wrong case passes it, and Limit and Count are those of
#   the larger set.
# Instead: write the condition as a BETWEEN from the prefix to the prefix followed by U+10FFFF, which is the same question in both.
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
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ TableName: 'entries', ...question }) })
  const said = await response.json()
  if (!response.ok) throw new Error(JSON.stringify(said))
  return said
}

const keys = (name, range) => [{ AttributeName: name, KeyType: 'HASH' }, { AttributeName: range, KeyType: 'RANGE' }]
await ask('CreateTable', {
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keys('pk', 'sk'),
  AttributeDefinitions: ['pk', 'sk', 'mark'].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
  GlobalSecondaryIndexes: [{ IndexName: 'marks', KeySchema: keys('pk', 'mark'), Projection: { ProjectionType: 'ALL' } }],
})
const stored = ['INV#1', 'Inv#1', 'inv#1', 'é#1', 'É#1']
for (const S of stored) await ask('PutItem', { Item: { pk: { S: 'a' }, sk: { S }, mark: { S }, text: { S } } })
console.log(`sort keys: ${stored.join(', ')}`)
async function found(prefix, condition, rest = {}) {
  const values = { ':pk': { S: 'a' }, ':prefix': { S: prefix } }
  if (condition.includes(':last')) values[':last'] = { S: `${prefix}\u{10FFFF}` }
  const question = { KeyConditionExpression: `pk = :pk${condition}`, ExpressionAttributeValues: values, ...rest }
  const names = (await ask('Query', question)).Items.map(item => item.sk.S).join(' ')
  console.log(`${prefix}  ${condition.slice(5) || rest.FilterExpression}: ${names}`)
  return names
}
const seen = [
  await found('inv#', ' AND begins_with(sk, :prefix)'),
  await found('inv#', ' AND begins_with(mark, :prefix)', { IndexName: 'marks' }),
  await found('é#', ' AND begins_with(sk, :prefix)'),
  await found('inv#', ' AND sk BETWEEN :prefix AND :last'),
  await found('inv#', '', { FilterExpression: 'begins_with(#text, :prefix)', ExpressionAttributeNames: { '#text': 'text' } }),
]
const stated = ['INV#1 Inv#1 inv#1', 'INV#1 Inv#1 inv#1', 'é#1', 'inv#1', 'inv#1']
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: begins_with ignores case on a key.' : 'CHANGED: begins_with is read in another way.')
process.exit(same ? 0 : 1)
JS
node try.mjs
