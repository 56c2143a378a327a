#!/usr/bin/env bash
# aws-ses-v2-local writes an attachment's base64 in place of the file into the mails that it forwards and lets people download.
#
# Expected: the README offers to forward mail to an SMTP server (SMTP_TRANSPORT) and to view attachments. A mail that is passed on,
#   or downloaded as .eml, has the attachment that was sent. A raw mail is passed on as it is, but for the few headers that AWS says
#   SES sets itself (Message-ID, Date).
# Seen with: aws-ses-v2-local 2.10.2. The attached file is, in both, the base64 text of the file: "naïve" arrives as "bmHDr3Zl". Its
#   name and type are right. Of a raw mail only sender, recipients, subject, text and attachments are passed on: In-Reply-To,
#   References, Auto-Submitted and List-Unsubscribe are gone.
# Who is hurt: those who read their mail in MailHog, Mailpit or a mail program behind this server: every PDF is broken, threads are
#   not joined, and automatic mail is not marked. The text looks right, so the fault is looked for in one's own code.
# Instead: take the content of attachments from GET /store (base64, right), and send raw mail straight to an SMTP server to see it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error aws-ses-v2-local@2.10.2 smtp-server@3.21.6 \
  mailparser@3.14.2
cd "$folder"
cat > try.mjs <<'JS'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import local from 'aws-ses-v2-local'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

console.log('aws-ses-v2-local', JSON.parse(readFileSync('node_modules/aws-ses-v2-local/package.json')).version)
let arrived
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    stream.toArray().then(parts => arrived(Buffer.concat(parts).toString())).then(() => done(), done)
  },
})
const listening = smtp.listen(0, '127.0.0.1')
await once(listening, 'listening')
process.env.SMTP_TRANSPORT = JSON.stringify({ host: '127.0.0.1', port: listening.address().port, ignoreTLS: true })
const server = await (local.default ?? local)({ host: '127.0.0.1', port: 0 })
const url = `http://127.0.0.1:${server.address().port}`

const file = 'naïve'
const attached = Buffer.from(file).toString('base64')
const FileName = 'note.txt'
const threads = ['In-Reply-To: <question@library.example>', 'Auto-Submitted: auto-replied']
const raw = [
  'From: desk@library.example', 'To: ann@library.example', 'Subject: Hours', ...threads, 'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'We open at nine.', '--b',
  `Content-Type: text/plain; name=${FileName}`, `Content-Disposition: attachment; filename=${FileName}`,
  'Content-Transfer-Encoding: base64', '', attached, '--b--', '',
].join('\r\n')
const simple = {
  Subject: { Data: 'Hours' },
  Body: { Text: { Data: 'We open at nine.' } },
  Attachments: [{ FileName, RawContent: attached, ContentType: 'text/plain' }],
}
const contents = { raw: { Raw: { Data: Buffer.from(raw).toString('base64') } }, simple: { Simple: simple } }
async function read(words) {
  const { attachments: [{ filename, content }], headers } = await simpleParser(words)
  const kept = threads.filter(line => headers.has(line.split(':')[0].toLowerCase()))
  return `${filename} "${content}"${kept.map(line => `, ${line}`).join('')}`
}
console.log(`attached: ${FileName} "${file}"; also in the raw mail: ${threads.join(', ')}`)
const seen = {}
for (const [name, Content] of Object.entries(contents)) {
  const forwarded = new Promise(resolve => { arrived = resolve })
  const body = { FromEmailAddress: 'desk@library.example', Destination: { ToAddresses: ['ann@library.example'] }, Content }
  const headers = { 'content-type': 'application/json', authorization: 'AWS4-HMAC-SHA256' }
  const sent = await fetch(`${url}/v2/email/outbound-emails`, { method: 'POST', headers, body: JSON.stringify(body) })
  const { MessageId } = await sent.json()
  seen[`${name}, forwarded`] = await read(await forwarded)
  const eml = await (await fetch(`${url}/get-emlContent?messageId=${MessageId}`)).json()
  seen[`${name}, downloaded`] = await read(Buffer.from(eml.body))
  const store = (await (await fetch(`${url}/store`)).json()).emails.at(-1)
  seen[`${name}, in the store`] = `"${Buffer.from(store.attachments[0].content, 'base64')}"`
}
for (const [name, what] of Object.entries(seen)) console.log(`${name}: ${what}`)
const wrong = `${FileName} "${attached}"`
const stated = Object.fromEntries(
  Object.keys(contents).flatMap(name => [
    [`${name}, forwarded`, wrong], [`${name}, downloaded`, wrong], [`${name}, in the store`, `"${file}"`],
  ]),
)
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: the file is its base64.' : 'CHANGED: something else is passed on.')
process.exit(same ? 0 : 1)
JS
node try.mjs
