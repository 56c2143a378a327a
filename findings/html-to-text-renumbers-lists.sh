#!/usr/bin/env bash
# html-to-text changes numbers: it renumbers the steps of a list, and joins a power to the number before it.
#
# Expected: the text says what the page says. In HTML, start, reversed and an item's value together decide its number. The package
#   knows start.
# Seen with: html-to-text 10.0.1. <li value="5"> becomes "1.", a reversed list counts up, and 10<sup>6</sup> becomes 106.
# Who is hurt: patrons who get an answer that was written as HTML: "go on with step 1" where the librarian wrote 5, the best three
#   books in the wrong order, 106 volumes instead of a million.
# Instead: use the text part of a mail if there is one. Otherwise write formatters for ol and for sup (6 as "^6"), and test them
#   with these lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error html-to-text@10.0.1
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { convert } from 'html-to-text'

console.log('html-to-text', JSON.parse(readFileSync('node_modules/html-to-text/package.json')).version)
const stated = {
  '<ol start="5"><li>Choose a branch.</li><li>Press Hold.</li></ol>': ' 5. Choose a branch.\n 6. Press Hold.',
  '<ol><li value="5">Choose a branch.</li><li>Press Hold.</li></ol>': ' 1. Choose a branch.\n 2. Press Hold.',
  '<ol reversed><li>third</li><li>second</li><li>best</li></ol>': ' 1. third\n 2. second\n 3. best',
  '<p>It has 10<sup>6</sup> volumes.</p>': 'It has 106 volumes.',
}
const seen = {}
for (const html of Object.keys(stated)) {
  seen[html] = convert(html)
  console.log(`${html}\n  ${JSON.stringify(seen[html])}`)
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated: only start is kept.' : 'CHANGED: these numbers are written in another way.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
