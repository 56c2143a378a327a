#!/usr/bin/env bash
# aws-ses-v2-local keeps the first recipient of a SendEmail request, and none of those that a raw mail is sent to.
#
# Expected: the mailbox shows to whom SES would deliver a mail. SendEmail (version 1 of the API) takes up to 50 addresses in To, Cc
#   and Bcc, and several in ReplyToAddresses. A raw mail goes to its Destinations, which is how Bcc works: these addresses are in no
#   header. The README lists To, Cc, Bcc and ReplyTo addresses.
# Seen with: aws-ses-v2-local 2.10.2. Of To, Cc, Bcc and ReplyTo in a SendEmail request the first address is kept and the others
#   are dropped. In SendRawEmail, and in version 2 with raw content, the given recipients are ignored and those of the headers are
#   stored. In both cases the answer is a success. Mail forwarded with SMTP_TRANSPORT goes to the same wrong recipients.
# Who is hurt: tests that look for the mail of the second person, or that count recipients; tests that nobody is told of a hidden
#   recipient. Nodemailer sends everything as raw mail with Bcc in the recipients only, so that no copy is ever seen.
# Instead: look at the request, in front of the server, for the recipients. SendEmail of version 2 with simple content keeps them all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error aws-ses-v2-local@2.10.2
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import local from 'aws-ses-v2-local'

console.log('aws-ses-v2-local', JSON.parse(readFileSync('node_modules/aws-ses-v2-local/package.json')).version)
const server = await (local.default ?? local)({ host: '127.0.0.1', port: 0 })
const url = `http://127.0.0.1:${server.address().port}`
const from = 'desk@library.example'
const people = ['ann@library.example', 'ben@library.example']
const raw = Buffer.from(`From: ${from}\r\nTo: ann@library.example\r\nSubject: Hours\r\n\r\nWe open at nine.\r\n`).toString('base64')
const members = (name, values) => values.map((value, i) => [`${name}.member.${i + 1}`, value])
const form = fields => ['/', 'application/x-www-form-urlencoded', String(new URLSearchParams(fields))]
const json = body => ['/v2/email/outbound-emails', 'application/json', JSON.stringify(body)]
const destination = { ToAddresses: people, CcAddresses: people, BccAddresses: people }
const requests = {
  'version 1, SendEmail': form([
    ['Action', 'SendEmail'], ['Source', from], ['Message.Subject.Data', 'Hours'], ['Message.Body.Text.Data', 'We open at nine.'],
    ...Object.entries(destination).flatMap(([name, values]) => members(`Destination.${name}`, values)),
    ...members('ReplyToAddresses', people),
  ]),
  'version 1, SendRawEmail': form([
    ['Action', 'SendRawEmail'], ['Source', from], ['RawMessage.Data', raw], ...members('Destinations', people),
  ]),
  'version 2, raw': json({
    FromEmailAddress: from, Destination: { BccAddresses: people }, Content: { Raw: { Data: raw } },
  }),
  'version 2, simple': json({
    FromEmailAddress: from, Destination: destination, ReplyToAddresses: people,
    Content: { Simple: { Subject: { Data: 'Hours' }, Body: { Text: { Data: 'We open at nine.' } } } },
  }),
}
console.log(`sent to each: ${people.join(', ')}`)
const seen = {}
for (const [name, [path, type, body]] of Object.entries(requests)) {
  const headers = { 'content-type': type, authorization: 'AWS4-HMAC-SHA256' }
  const response = await fetch(url + path, { method: 'POST', headers, body })
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`)
  const { destination: { to, cc, bcc }, replyTo } = (await (await fetch(`${url}/store`)).json()).emails.at(-1)
  const firsts = list => list.map(address => address.slice(0, 3)).join(' ')
  seen[name] = `to [${firsts(to)}] cc [${firsts(cc)}] bcc [${firsts(bcc)}] reply to [${firsts(replyTo)}]`
  console.log(`${name}: ${seen[name]}`)
}
server.close()
const stated = {
  'version 1, SendEmail': 'to [ann] cc [ann] bcc [ann] reply to [ann]',
  'version 1, SendRawEmail': 'to [ann] cc [] bcc [] reply to []',
  'version 2, raw': 'to [ann] cc [] bcc [] reply to []',
  'version 2, simple': 'to [ann ben] cc [ann ben] bcc [ann ben] reply to [ann ben]',
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: recipients are lost.' : 'CHANGED: other recipients are kept.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
