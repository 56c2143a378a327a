#!/usr/bin/env bash
# Valibot's email() refuses addresses that people have, and rfcEmail() does not follow RFC 5322 either.
#
# Expected: email(), documented as being for common addresses, accepts the ones on library cards: an apostrophe before the "@" is
#   ordinary text in RFC 5322 (atext). rfcEmail(), documented as the whole of RFC 5322, accepts and refuses what the RFC does.
# Seen with: valibot 1.5.0. email() refuses o'neil@example.org, all of atext but letters, digits, "+", "-" and "_", and every
#   top-level domain in punycode. rfcEmail() accepts those; but it refuses "front desk"@example.org, which the RFC allows, and
#   accepts jane..doe@example.org, which the RFC does not. It accepts jane@localhost too, which is right by the RFC and of no use.
# Who is hurt: a patron named O'Neil, who cannot leave an address and is told that it is not one; and developers who replace one by
#   the other and let in what will bounce.
# Instead: have one definition of an address for the whole program, and try it with these: rfcEmail() with a check on top (a dot in
#   the domain; before the "@" no dot at either end, and no two in a row).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error valibot@1.5.0
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'

console.log('valibot', JSON.parse(readFileSync('node_modules/valibot/package.json')).version)
const takes = (action, address) => v.safeParse(v.pipe(v.string(), action), address).success
// address: [taken by email(), taken by rfcEmail()]
const stated = {
  'jane+library@example.org': [true, true],
  "o'neil@example.org": [false, true],
  'smith&jones@example.org': [false, true],
  'jane@xn--e1afmkfd.xn--p1ai': [false, true],
  'jane@localhost': [false, true],
  'jane..doe@example.org': [false, true],
  '"front desk"@example.org': [false, false],
}
const seen = {}
for (const address of Object.keys(stated)) {
  seen[address] = [takes(v.email(), address), takes(v.rfcEmail(), address)]
  console.log(`${address}: email() ${seen[address][0] ? 'accepts' : 'refuses'}, rfcEmail() ${seen[address][1] ? 'accepts' : 'refuses'}`)
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated.' : 'CHANGED: the two accept other addresses than stated.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
