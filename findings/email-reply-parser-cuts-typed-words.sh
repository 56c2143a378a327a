#!/usr/bin/env bash
# email-reply-parser hides typed words that only look like a quotation or a signature.
#
# Expected: getVisibleText() leaves out what the mail program quoted. If no line is marked with ">", nothing was quoted, and
#   everything that somebody typed is still there.
# Seen with: email-reply-parser 2.3.9. A typed line that names a date and ends in "wrote:", a closing ("Best regards,") or a line
#   that begins with "Sent from" hides itself and every line after it, to the end of the mail. None of the mails below quotes
#   anything.
# Who is hurt: patrons who are sent a librarian's answer. They get the first sentence, and do not know that there were more.
# Instead: treat the cut as a proposal. Look at what it hides (getFragments(), isHidden()). If a hidden part has lines that bear no
#   quote mark and are not known from the mail being answered, ask a person before anything is sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error email-reply-parser@2.3.9
cd "$folder"
cat > try.mjs <<'JS'
import parser from 'email-reply-parser'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'

const EmailReplyParser = parser.default ?? parser
console.log('email-reply-parser', JSON.parse(readFileSync('node_modules/email-reply-parser/package.json')).version)
const typed = {
  'a source that is introduced':
    'We own the diary.\n\nOn 12 June 1849, she wrote:\n\n"We came to Albany at noon."\n\nReel 3 has the rest.\n',
  'a postscript':
    'We have two copies at Main.\n\nBest regards,\nNancy\n\nP.S. One of them is out until Monday.\n',
  'a sentence about a parcel':
    'We have the map.\n\nSent from Albany in 1920, it came in two parts.\nThe second part is in box 14.\n',
}
const seen = Object.fromEntries(
  Object.entries(typed).map(([name, text]) => [name, new EmailReplyParser().read(text).getVisibleText().trim()]),
)
for (const [name, text] of Object.entries(typed)) {
  console.log(`\n${name}: ${text.trim().split('\n').length} lines typed, of which it keeps:\n  ${seen[name]}`)
}
const stated = {
  'a source that is introduced': 'We own the diary.',
  'a postscript': 'We have two copies at Main.',
  'a sentence about a parcel': 'We have the map.',
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? '\nAs stated: typed words are hidden.' : '\nCHANGED: it no longer hides exactly these words.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
