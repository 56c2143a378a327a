#!/usr/bin/env bash
# postal-mime reads every charset whose name it does not know as Windows-1252, and does not say so.
#
# Expected: a mail whose charset cannot be decoded is reported; or it is read as UTF-8 if its bytes are valid UTF-8, which text in
#   another charset hardly ever is.
# Seen with: postal-mime 4.0.0 on Node. IBM850, which IANA lists, and names that mail programs and gateways do write (x-unknown,
#   unknown-8bit, us-ascii over UTF-8 text) are all read as Windows-1252. The text is a normal string; no error, warning or field
#   tells. mailparser 3.14.2 reads the same mails right, and is shown for comparison.
# Who is hurt: patrons to whom the text is passed on: they read mojibake in place of "Zürich".
# Instead: keep the raw bytes. If TextDecoder does not know the declared name, or if it is us-ascii and there are bytes above 0x7f, try
#   UTF-8 with { fatal: true } first, and ask a person if that fails too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error postal-mime@4.0.0 mailparser@3.14.2
cd "$folder"
cat > try.mjs <<'JS'
import { simpleParser } from 'mailparser'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import PostalMime from 'postal-mime'

const version = name => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version
console.log('postal-mime', version('postal-mime'), '(mailparser', `${version('mailparser')})`)
const utf8 = Buffer.from('Zürich', 'utf8')
const bodies = {
  ibm850: Buffer.from('Z\x81rich', 'latin1'),
  'x-unknown': utf8,
  'unknown-8bit': utf8,
  'us-ascii': utf8,
  'utf-8': utf8,
}
const seen = {}
const compared = {}
for (const [charset, body] of Object.entries(bodies)) {
  const head = ['From: Jane <jane@library.example>', 'MIME-Version: 1.0', `Content-Type: text/plain; charset=${charset}`]
  const mail = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body, Buffer.from('\r\n')])
  seen[charset] = (await PostalMime.parse(mail)).text.trim()
  compared[charset] = (await simpleParser(mail)).text.trim()
  console.log(`${charset}: ${JSON.stringify(seen[charset])}; mailparser: ${JSON.stringify(compared[charset])}`)
}
const windows1252 = 'Z\u00c3\u00bcrich'
const stated = {
  ibm850: 'Z\u0081rich',
  'x-unknown': windows1252,
  'unknown-8bit': windows1252,
  'us-ascii': windows1252,
  'utf-8': 'Zürich',
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: all but the last are read as Windows-1252.' : 'CHANGED: these charsets are read in another way.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
