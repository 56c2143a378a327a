#!/usr/bin/env bash
# postal-mime joins a typed line to the quotation above it if the mail is format=flowed.
#
# Expected: by RFC 3676 (4.5) a line that ends in a space runs on into the next line only if both are quoted equally deep, and (4.3)
#   the line "-- " never runs on, whatever quote marks come before it.
# Seen with: postal-mime 4.0.0. It joins whatever follows. A quoted line that ends in a space swallows the answer typed below it, in
#   a line that begins with ">". "> -- " becomes one line with the name below it. Where two quoted lines do belong together, the
#   second ">" is left in the middle of the sentence.
# Who is hurt: programs that take quoted lines out of a reply. The typed answer is now on a quoted line, and goes with it.
# Instead: decode the part, leave its lines alone, and undo the flow by RFC 3676 yourself: take off the marks, compare depths, then
#   join. mailparser 3.14.2 does so, and is shown for comparison.
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
const head = [
  'From: Jane <jane@library.example>',
  'To: desk@desk.example',
  'Subject: Re: a question',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8; format=flowed',
]
const bodies = {
  'an answer below a quoted line': ['> Which branch has it? ', 'Main has two copies.'],
  'a quoted signature': ['> -- ', '> Riverside Public Library', 'Main has two copies.'],
  'a quoted paragraph of two lines': ['> Which of the branches ', '> has it?', 'Main has two copies.'],
}
const seen = {}
for (const [name, lines] of Object.entries(bodies)) {
  const mail = `${[...head, '', ...lines].join('\r\n')}\r\n`
  seen[name] = (await PostalMime.parse(mail)).text.trim()
  const other = (await simpleParser(mail)).text.trim()
  console.log(`\n${name}\n  sent:        ${JSON.stringify(lines.join('\n'))}`)
  console.log(`  postal-mime: ${JSON.stringify(seen[name])}\n  mailparser:  ${JSON.stringify(other)}`)
}
const stated = {
  'an answer below a quoted line': '> Which branch has it? Main has two copies.',
  'a quoted signature': '> -- > Riverside Public Library\nMain has two copies.',
  'a quoted paragraph of two lines': '> Which of the branches > has it?\nMain has two copies.',
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? '\nAs stated: depth of quotation is not looked at.' : '\nCHANGED: it joins lines in another way.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
