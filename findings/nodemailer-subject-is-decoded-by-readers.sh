#!/usr/bin/env bash
# nodemailer sends a subject that only looks like an encoded word as it is, and every reader shows another one.
#
# Expected: by RFC 2047 (5, 7) whoever reads a mail decodes what has the form of an encoded word. A program that is given text has to
#   encode it where it has that form already, so that what was typed is what is shown.
# Seen with: nodemailer 10.6.0. A subject in ASCII is written as it is. "What does =?UTF-8?B?SGVsbG8=?= mean?" is shown as "What does
#   Hello mean?". The same subject with one letter outside ASCII arrives as it was typed.
# Who is hurt: whoever passes on words of others in a subject, such as a question about a garbled mail, which is where such words come
#   from. A search for the subject that was sent finds nothing.
# Instead: encode such a subject yourself, and hand it over as a header with `prepared: true`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error nodemailer@10.6.0 mailparser@3.14.2 postal-mime@4.0.0
cd "$folder"
cat > try.mjs <<'JS'
import { simpleParser } from 'mailparser'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import PostalMime from 'postal-mime'

console.log('nodemailer', JSON.parse(readFileSync('node_modules/nodemailer/package.json')).version)
const typed = 'What does =?UTF-8?B?SGVsbG8=?= mean?'
const prepared = { Subject: { prepared: true, value: `=?UTF-8?B?${Buffer.from(typed).toString('base64')}?=` } }
const mails = {
  'as it is typed': { subject: typed },
  'with an é': { subject: `${typed} é` },
  'encoded beforehand': { headers: prepared },
}
const seen = {}
for (const [name, mail] of Object.entries(mails)) {
  const raw = await new MailComposer({ from: 'a@b.example', to: 'c@d.example', text: 'x', ...mail }).compile().build()
  const shown = [(await simpleParser(raw)).subject, (await PostalMime.parse(raw)).subject]
  seen[name] = shown
  console.log(`\n${name}\n  ${/^Subject:.*$/m.exec(raw)?.[0]}\n  mailparser, postal-mime: ${JSON.stringify(shown)}`)
}
const stated = {
  'as it is typed': ['What does Hello mean?', 'What does Hello mean?'],
  'with an é': [`${typed} é`, `${typed} é`],
  'encoded beforehand': [typed, typed],
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? '\nAs stated: readers show another subject.' : '\nCHANGED: other subjects are shown.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
