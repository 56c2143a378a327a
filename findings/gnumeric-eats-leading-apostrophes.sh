#!/usr/bin/env bash
# Gnumeric takes the first apostrophe off every cell of a CSV file, and saves the file without it.
#
# Expected: an apostrophe means nothing in CSV: the text is what the field says. The apostrophe in front of a cell is a convention
#   for typing into a spreadsheet, and a program that reads it that way writes it back.
# Seen with: Gnumeric 1.12.55 (Debian 12), here its converter, from CSV to CSV. 's-Hertogenbosch, 't Hooft and 'plain' lose their
#   first apostrophe, whether the field is quoted or not.
# Who is hurt: people and places whose names begin with one. So is every export that puts an apostrophe before text to keep it from
#   being read as a formula: once the file has been opened and saved, the next program sees the text without it.
# Instead: offer XLSX, in which text is text, where a column holds people's words. In CSV an apostrophe is a weak measure.
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
unpack gnumeric=1.12.55-1
ssconvert() {
  LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu:$folder/root/usr/lib" HOME="$folder" LC_ALL=C.UTF-8 \
    "$folder/root/usr/bin/ssconvert" "$@" 2> /dev/null
}
ssconvert --version | sed -n 1p

printf '%s\n' "place,who,title" "'s-Hertogenbosch,'t Hooft,'plain'" \
  "\"'s-Hertogenbosch\",\"'t Hooft\",\"'plain'\"" > "$folder/before.csv"
ssconvert --import-type=Gnumeric_stf:stf_csvtab --export-type=Gnumeric_stf:stf_csv "$folder/before.csv" "$folder/after.csv"
echo 'before:'; sed 's/^/  /' "$folder/before.csv"
echo 'after:'; sed 's/^/  /' "$folder/after.csv"
if [ "$(tail -n +2 "$folder/after.csv" | tr -d '"' | sort -u)" = "s-Hertogenbosch,t Hooft,plain'" ]; then
  echo 'As stated: the first apostrophe is gone.'
else
  echo 'CHANGED: apostrophes are treated in another way.'
  exit 1
fi
