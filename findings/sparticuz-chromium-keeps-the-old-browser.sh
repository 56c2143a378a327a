#!/usr/bin/env bash
# After an update of @sparticuz/chromium, executablePath() goes on returning the previous version's browser.
#
# Expected: executablePath() of 153 returns a Chromium 153. The package unpacks its browser when asked, so a newer package unpacks
#   a newer one.
# Seen with: @sparticuz/chromium 152.0.0, then 153.0.0. The browser is unpacked to "chromium" in the machine's folder for temporary
#   files, with no version in its name, and any file of that name is returned. (The documentation says that it is kept for the
#   next start of a function, not that it outlives the package.) For the same reason a second process that asks during the
#   unpacking is given a file that is not complete.
# Who is hurt: tests on a machine that lives longer than one run. The lock file says 153, the tests run in 152 until the folder is
#   emptied, and another machine disagrees.
# Instead: give each version a TMPDIR of its own, unpack beside it and rename when done, and let the tests compare browser.version()
#   with the package's.
# Downloads two browsers (140 MB).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import chromium from '@sparticuz/chromium'

const version = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json')).version
const path = await chromium.executablePath()
const browser = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim()
console.error(`@sparticuz/chromium ${version}: ${browser}`)
console.log(`${version.split('.')[0]}:${browser.match(/ (\d+)\./)?.[1]}`)
JS
seen=''
for version in 152.0.0 153.0.0; do
  npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error "@sparticuz/chromium@$version"
  seen+="$(TMPDIR="$folder" node try.mjs) "
done
rm chromium
seen+="$(TMPDIR="$folder" node try.mjs) "
if [ "$seen" = '152:152 153:152 153:153 ' ]; then
  echo 'As stated: the old browser is returned until its file is removed.'
else
  echo "CHANGED: package and browser were $seen"
  exit 1
fi
