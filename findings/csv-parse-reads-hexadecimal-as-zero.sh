#!/usr/bin/env bash
# csv-parse with "cast" turns every hexadecimal number into 0.
#
# Expected: "cast: true" converts what is a number, and leaves the rest as text. 0x1F4 is 500, or the text "0x1F4".
# Seen with: csv-parse 7.0.3. It finds that 0x1F4 is a number (to JavaScript it is), and then reads it with parseFloat, which stops at the
#   x. All of them become 0; so do 0b101 and 0o17. "0x" and "0xZZ" stay as they are.
# Who is hurt: columns of ids, colours, addresses and tags in hexadecimal. All rows have the same id, with no error.
# Instead: give cast a function that converts the columns that are numbers by their names, and leaves ids alone. (Leading zeros and
#   digits beyond the fifteenth go as well with "cast: true", as they do with any conversion to a number.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error csv-parse@7.0.3
cd "$folder"
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'csv-parse/sync'

console.log('csv-parse', JSON.parse(readFileSync('node_modules/csv-parse/package.json')).version)
const csv = '0x1F4,0xE0040150,0XFF,0b101,0o17,0x,0xZZ,500,5e2\n'
const [seen] = parse(csv, { cast: true })
console.log(`CSV: ${csv.trim()}`)
console.log(`with cast: ${JSON.stringify(seen)}`)
const same = isDeepStrictEqual(seen, [0, 0, 0, 0, 0, '0x', '0xZZ', 500, 500])
console.log(same ? 'As stated: hexadecimal is 0.' : 'CHANGED: these are read in another way.')
process.exitCode = same ? 0 : 1
JS
node try.mjs
