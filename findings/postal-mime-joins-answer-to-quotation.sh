#!/usr/bin/env bash
# postal-mime joins a typed line to the quotation above it when the mail is format=flowed.
#
# Expected: RFC 3676 (4.5) lets a line that ends in a space run on into the next line only if both are quoted equally deep,
#   and (4.3) never lets the line "-- " run on, whatever marks of quotation stand before it.
# Seen with: postal-mime 4.0.0. It joins whatever follows. A quoted line that ends in a space swallows the answer typed
#   below it into a line that begins with ">"; "> -- " becomes one line with the name under it; and where two quoted
#   lines do belong together, the second ">" is left in the middle of the sentence.
# Who is hurt: whoever takes quoted lines out of a reply. The typed answer now stands on a quoted line and goes with it.
# Instead: take the decoded part from a parser that leaves flowed text alone, or undo the flow yourself from the raw part,
#   by RFC 3676: take off the marks, compare depths, then join. mailparser 3.14.2 does, and is shown for comparison.
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
