#!/usr/bin/env bash
# csvkit writes 0001-01-08 for Monday, 0001-05-01 for May, and nine and a half minutes for half past nine.
#
# Expected: csvsort sorts the rows of a file, csvjoin joins two, and csvjson writes one as JSON. The manual says that types are guessed,
#   and that -I switches that off. A column of weekdays or names is text, and 09:30 is a time of day or text.
# Seen with: csvkit 1.0.7 (Debian 12). A column whose values are all English names of weekdays or months is taken for dates: the next such
#   day or month after 1 January of the year 1. A column of clock times is taken for lengths of minutes and seconds: 09:30 is written
#   0:09:30, and 13:00 0:13:00. Sorting by such a column puts Tuesday first and Monday last.
# Who is hurt: rotas and opening hours. Also columns of first names, when a small file has only April, May or June in it: the same command
#   was right yesterday.
# Instead: always give -I (--no-inference). csvsort then sorts numbers as text, so sort those with another program.
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
unpack csvkit=1.0.7-1
run() {
  PYTHONPATH="$folder/root/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu" LC_ALL=C.UTF-8 \
    python3 "$folder/root/usr/bin/$1" "${@:2}" 2> /dev/null
}
run csvsort --version

printf '%s\n' weekday,opens,month,who Monday,09:30,May,June Tuesday,13:00,June,April > "$folder/hours.csv"
echo 'file:'; sed 's/^/  /' "$folder/hours.csv"
sorted=$(run csvsort -c weekday "$folder/hours.csv")
plain=$(run csvsort -I -c weekday "$folder/hours.csv")
json=$(run csvjson "$folder/hours.csv")
printf 'csvsort -c weekday:\n%s\ncsvsort -I -c weekday:\n%s\ncsvjson:\n%s\n' "$sorted" "$plain" "$json"
stated='weekday,opens,month,who
0001-01-02,0:13:00,0001-06-01,0001-04-01
0001-01-08,0:09:30,0001-05-01,0001-06-01'
row='{"weekday": "0001-01-08", "opens": "0:09:30", "month": "0001-05-01", "who": "0001-06-01"}'
if [[ $sorted == "$stated" && $plain == "$(cat "$folder/hours.csv")" && $json == *"$row"* ]]; then
  echo 'As stated: days of the year 1.'
else
  echo 'CHANGED: these columns are read in another way.'
  exit 1
fi
