#!/usr/bin/env bash
# mailparser dates a mail at the present moment if it does not know the name of the mail's time zone.
#
# Expected: by RFC 5322 (4.3) old mail names zones by letters, and a name that is not known should be read as -0000. At worst the
#   date is missing, as it is for a mail without a Date field.
# Seen with: mailparser 3.14.2. "Fri, 1 May 2020 12:00:00 CET" becomes the moment of parsing; so do CEST, BST, JST and every other
#   name that JavaScript's Date does not know. It is another moment each time. (postal-mime 4.0.0 hands such a field on as it is.)
# Who is hurt: programs that decide by the date which of two answers is newer, whether a reply came in time, or whether it came
#   within seconds of the question and so from a machine.
# Instead: go by the time at which your own server accepted the mail. If the Date field is needed, read the line itself
#   (headerLines), and treat a date that cannot be read as no date.
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
const fields = {
  'with +0100': 'Date: Fri, 1 May 2020 12:00:00 +0100\r\n',
  'with EST': 'Date: Fri, 1 May 2020 12:00:00 EST\r\n',
  'with CET': 'Date: Fri, 1 May 2020 12:00:00 CET\r\n',
  'with BST': 'Date: Fri, 1 May 2020 12:00:00 BST\r\n',
  'with JST': 'Date: Fri, 1 May 2020 12:00:00 JST\r\n',
  'without the field': '',
}
const seen = {}
for (const [name, field] of Object.entries(fields)) {
  const before = Date.now()
  const { date } = await simpleParser(`From: Jane <jane@library.example>\r\n${field}\r\nMain has two copies.\r\n`)
  const isNow = date instanceof Date && date.getTime() >= before && date.getTime() <= Date.now()
  seen[name] = isNow ? 'now' : (date?.toISOString() ?? 'none')
  console.log(`${name}: ${seen[name]}`)
}
const stated = {
  'with +0100': '2020-05-01T11:00:00.000Z',
  'with EST': '2020-05-01T17:00:00.000Z',
  'with CET': 'now',
  'with BST': 'now',
  'with JST': 'now',
  'without the field': 'none',
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: a zone that it does not know makes the mail new.' : 'CHANGED: these dates are read in another way.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
