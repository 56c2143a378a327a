#!/usr/bin/env bash
# exceljs, from CSV to XLSX, moves every date to the evening before if the machine is east of Greenwich, and makes 0 of spaces.
#
# Expected: 2026-01-02 in a CSV file is 2 January in the workbook, whichever zone the machine is in: neither file knows of zones. A cell
#   of nothing but spaces is a text or is empty. The README says that dates are read by the formats YYYY-MM-DD and others, and nothing
#   of zones or spaces.
# Seen with: exceljs 4.4.0. A date is read as midnight in the machine's zone and written into the workbook by its digits in UTC: in
#   Berlin it becomes 1 January at 23:00, in New York 2 January at 05:00. On a machine in UTC it is right. Spaces, tabs and no-break
#   spaces become the number 0.
# Who is hurt: those who turn an export into a workbook on their own machine, after it was tested in CI, which is in UTC: sums by day and
#   month are wrong, and averages count cells that nobody filled in.
# Instead: give csv.read a map function that returns text, or new Date(`${text}T00:00Z`) for a date, or run with TZ=UTC; and trim.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error exceljs@4.4.0
cd "$folder"
cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { isDeepStrictEqual } from 'node:util'
import ExcelJS from 'exceljs'

const csv = '2026-01-02,2026-07-02T09:00:00,"  "\n'
const firstSheet = workbook => workbook.worksheets[0].getRow(1).values.slice(1)
if (process.argv[2] === 'convert') {
  const workbook = new ExcelJS.Workbook()
  await workbook.csv.read(Readable.from([csv]))
  const copy = new ExcelJS.Workbook() // a workbook's dates are its digits, which exceljs gives as UTC
  await copy.xlsx.load(await workbook.xlsx.writeBuffer())
  console.log(JSON.stringify(firstSheet(copy)))
} else {
  console.log('exceljs', JSON.parse(readFileSync('node_modules/exceljs/package.json')).version)
  console.log(`CSV: ${JSON.stringify(csv)}`)
  const seen = {}
  for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York']) {
    const env = { ...process.env, TZ: zone }
    seen[zone] = JSON.parse(execFileSync(process.execPath, [process.argv[1], 'convert'], { env }))
    console.log(`cells of the workbook, made in ${zone}: ${JSON.stringify(seen[zone])}`)
  }
  const stated = {
    UTC: ['2026-01-02T00:00:00.000Z', '2026-07-02T09:00:00.000Z', 0],
    'Europe/Berlin': ['2026-01-01T23:00:00.000Z', '2026-07-02T07:00:00.000Z', 0],
    'America/New_York': ['2026-01-02T05:00:00.000Z', '2026-07-02T13:00:00.000Z', 0],
  }
  const same = isDeepStrictEqual(seen, stated)
  console.log(same ? 'As stated: dates move, and spaces are 0.' : 'CHANGED: other cells come out.')
  process.exitCode = same ? 0 : 1
}
JS
node try.mjs
