#!/usr/bin/env bash
# Valibot's email() refuses addresses that people have; its rfcEmail() takes what is no address on the internet.
#
# Expected: email() takes every address that mail can be sent to, or at least the ones on library cards: an apostrophe in
#   front of the "@" is plain text by RFC 5322 (atext), and a domain may end in a punycode label. rfcEmail() is the same, stricter.
# Seen with: valibot 1.5.0. email() refuses o'neil@example.org, everything else in atext but "+", "-" and "_", and every
#   punycode top-level domain. rfcEmail(), which takes those, also takes jane@localhost and jane..doe@example.org.
#   So neither is the other with more or fewer marks, and swapping one for the other opens as much as it mends.
# Who is hurt: a patron named O'Neil, who cannot leave an address, and is told that it is none.
# Instead: one definition of an address for the whole program: rfcEmail() and a check on top (a dot in the domain, no two
#   dots in a row before the "@", none at its ends), tried with these addresses.
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
}
const seen = {}
for (const address of Object.keys(stated)) {
  seen[address] = [takes(v.email(), address), takes(v.rfcEmail(), address)]
  console.log(`${address}: email() ${seen[address][0] ? 'takes' : 'refuses'}, rfcEmail() ${seen[address][1] ? 'takes' : 'refuses'}`)
}
const same = isDeepStrictEqual(seen, stated)
console.log(same ? 'As stated.' : 'CHANGED: the two take other addresses than stated.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
