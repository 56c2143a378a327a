#!/usr/bin/env bash
# mailparser turns valid In-Reply-To and References fields into ids that no mail has.
#
# Expected: inReplyTo is the id in the field. RFC 5322 (3.6.4) allows a comment beside an id, and ids without a space between them;
#   in older mail (4.5.4) words may come before the id, and are to be ignored.
# Seen with: mailparser 3.14.2. It puts "<" before and ">" after whatever the field holds, unless they are there already. From
#   "<1@desk.example> (message from Desk)", as Emacs writes it, it makes an id that ends in ")>"; from "Your message of DATE
#   <1@desk.example>", as GNU Mailutils writes it, one that begins with the words. A comment in References becomes an id, and two
#   ids without a space between them become one.
# Who is hurt: programs that look up by inReplyTo what a mail answers. They find nothing, and the answer counts as a new mail.
# Instead: pick everything of the form <...@...> out of both fields, and look for any of them. Better, recognise a reply by the
#   address that it was sent to.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error mailparser@3.14.2
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { simpleParser } from 'mailparser'

console.log('mailparser', JSON.parse(readFileSync('node_modules/mailparser/package.json')).version)
const stated = {
  'In-Reply-To: <1@desk.example>': '<1@desk.example>',
  'In-Reply-To: <1@desk.example> (message from Desk)': '<1@desk.example> (message from Desk)>',
  'In-Reply-To: Your message of Fri, 27 Nov 2026 01:00:00 +0000 <1@desk.example>':
    '<Your message of Fri, 27 Nov 2026 01:00:00 +0000 <1@desk.example>',
  'References: <1@desk.example> <2@desk.example>': ['<1@desk.example>', '<2@desk.example>'],
  'References: <1@desk.example> (Desk) <2@desk.example>': ['<1@desk.example>', '<(Desk)>', '<2@desk.example>'],
  'References: <1@desk.example><2@desk.example>': '<1@desk.example><2@desk.example>',
}
const seen = {}
for (const field of Object.keys(stated)) {
  const mail = await simpleParser(`From: Jane <jane@library.example>\r\n${field}\r\n\r\nMain has two copies.\r\n`)
  seen[field] = mail.inReplyTo ?? mail.references
  console.log(`${field}\n  ${JSON.stringify(seen[field])}`)
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: only the plain forms survive.' : 'CHANGED: the ids are read in another way.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
