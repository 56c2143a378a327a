#!/usr/bin/env bash
# xlsx2csv writes a piece of a date in place of a number whose format names a unit.
#
# Expected: a cell with 5 and the format 0 "min" shows "5 min", and a converter writes that, or 5. Letters in quotation marks are text
#   (ECMA-376, part 1, 18.8.31). [h]:mm:ss shows hours beyond 24.
# Seen with: xlsx2csv 0.7.8 (Debian 12). It takes a format with letters such as d, h and m for a date, in quotation marks too, and puts
#   parts of a date into it: 5 as 0 "min" is written 0 "01in", 3 as 0" days" is 0" 02ays", 7.5 as 0.0 "h" is 0.0 "12". The number is
#   nowhere in the file. 26 and a half hours as [h]:mm:ss are 02:30.
# Who is hurt: reports with waits, lengths and counts in cells that name their unit, as people like to format them. Sums are of what
#   is left, or fail.
# Instead: xlsx2csv FILE --ignore-formats date time, after which dates and times are numbers of days.
# Needs Debian 12 with its package lists (apt-get update). Nothing is installed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unpack() { # a package, and what it needs and the machine lacks, below $folder/root
  local lacking
  lacking=$(apt-get -s -qq --no-install-recommends install "$1" | awk -v name="${1%%=*}" '$1 == "Inst" && $2 != name {print $2}')
  # shellcheck disable=SC2086 # a list of names
  (cd "$folder" && apt-get -qq -o APT::Sandbox::User=root download "$1" $lacking && for deb in *.deb; do dpkg -x "$deb" root; done)
}
unpack xlsx2csv=1:0.7.8-1
convert() { PYTHONPATH="$folder/root/usr/lib/python3/dist-packages" python3 "$folder/root/usr/bin/xlsx2csv" "$@"; }
echo "xlsx2csv $(convert --version)"

cat > "$folder/write.py" <<'PY'
import sys, zipfile
from xml.sax.saxutils import quoteattr

cells = [
    ('5', '0 "min"'), ('3', '0" days"'), ('7.5', '0.0 "h"'), ('5', '0 "chats"'), ('1.1041666666666667', '[h]:mm:ss'), ('5', '0 "kg"'),
]
main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
package = 'http://schemas.openxmlformats.org/package/2006'
kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
formats = ''.join(f'<numFmt numFmtId="{164 + i}" formatCode={quoteattr(code)}/>' for i, (_, code) in enumerate(cells))
styles = ''.join(f'<xf numFmtId="{164 + i}" applyNumberFormat="1"/>' for i in range(len(cells)))
rows = ''.join(f'<row r="{i + 1}"><c r="A{i + 1}" s="{i}"><v>{value}</v></c></row>' for i, (value, _) in enumerate(cells))
files = {
    '[Content_Types].xml': f'<Types xmlns="{package}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
    '_rels/.rels': f'<Relationships xmlns="{package}/relationships">'
    f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': f'<workbook xmlns="{main}" xmlns:r="{office}">'
    '<sheets><sheet name="waits" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': f'<Relationships xmlns="{package}/relationships">'
    f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
    'xl/styles.xml': f'<styleSheet xmlns="{main}"><numFmts count="{len(cells)}">{formats}</numFmts><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    f'<cellXfs count="{len(cells)}">{styles}</cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
}
with zipfile.ZipFile(sys.argv[1], 'w') as book:
    for name, text in files.items():
        book.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
for value, code in cells:
    print(f'  {value} as {code}')
PY
echo 'cells:'
python3 "$folder/write.py" "$folder/waits.xlsx"
convert "$folder/waits.xlsx" > "$folder/waits.csv"
echo 'CSV:'
sed 's/^/  /' "$folder/waits.csv"
convert "$folder/waits.xlsx" --ignore-formats date time > "$folder/ignoring.csv"
echo 'with --ignore-formats date time:'
sed 's/^/  /' "$folder/ignoring.csv"
cat > "$folder/stated.csv" <<'CSV'
"0 ""01in"""
"0"" 02ays"""
"0.0 ""12"""
"0 ""c12ats"""
02:30
5
CSV
printf '%s\n' 5 3 7.5 5 1.1041666666666667 5 > "$folder/stated-ignoring.csv"
if cmp -s "$folder/waits.csv" "$folder/stated.csv" && cmp -s "$folder/ignoring.csv" "$folder/stated-ignoring.csv"; then
  echo 'As stated: the numbers are gone.'
else
  echo 'CHANGED: other cells are written.'
  exit 1
fi
