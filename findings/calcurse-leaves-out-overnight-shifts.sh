#!/usr/bin/env bash
# calcurse leaves an overnight shift out of a feed when it reads the feed in a time zone other than the shift's own.
#
# Expected: a weekly event on Mondays from 21:00 to 02:00 in New York (BYDAY=MO) is imported wherever the feed is read. In UTC it
#   takes place on Tuesdays from 02:00 to 07:00.
# Seen with: calcurse 4.7.1 (Debian 12). The event is imported in New York, and left out in UTC and in Berlin because "rrule does
#   not match start day": calcurse moves the start to Tuesday, but not BYDAY. Exit code 1 and a log file say so; the rest of the
#   feed is imported.
# Who is hurt: people who work nights and learn of it from a subscribed calendar, while travelling or on a server in UTC.
# Instead: write each shift as an event of its own, with DTSTART and DTEND in UTC and without RRULE.
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
unpack calcurse=4.7.1-1
calcurse() {
  LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu" HOME="$folder" TMPDIR="$folder" LC_ALL=C.UTF-8 \
    "$folder/root/usr/bin/calcurse" "$@"
}
calcurse --version | sed -n 1p

event() { # summary, then its lines
  printf '%s\r\n' BEGIN:VEVENT "UID:${1// /-}@desk.example" DTSTAMP:20260101T000000Z "SUMMARY:$1" "${@:2}" END:VEVENT
}
{
  printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 'PRODID:-//desk.example//shifts//EN'
  event 'overnight by rule' 'DTSTART;TZID=America/New_York:20261130T210000' 'DTEND;TZID=America/New_York:20261201T020000' \
    'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4'
  event 'overnight in UTC' DTSTART:20261208T020000Z DTEND:20261208T070000Z
  event 'by day' 'DTSTART;TZID=America/New_York:20261128T100000' 'DTEND;TZID=America/New_York:20261128T120000' \
    'RRULE:FREQ=WEEKLY;COUNT=3'
  printf '%s\r\n' END:VCALENDAR
} > "$folder/shifts.ics"
seen=''
for zone in America/New_York UTC Europe/Berlin; do
  rm -rf "$folder/data"
  mkdir "$folder/data"
  TZ=$zone calcurse -D "$folder/data" -C "$folder/data" -q -i "$folder/shifts.ics" > /dev/null 2>&1 || true
  cat "$folder"/calcurse_log.* 2> /dev/null | grep '^VEVENT' || true
  rm -f "$folder"/calcurse_log.*
  names=$(sed 's/.*|//' "$folder/data/apts" | sort | paste -sd ';')
  echo "$zone: $names"
  seen+="$names|"
done
if [ "$seen" = 'by day;overnight by rule;overnight in UTC|by day;overnight in UTC|by day;overnight in UTC|' ]; then
  echo 'As stated: the overnight shift is left out outside its own zone.'
else
  echo 'CHANGED: other events are imported than stated.'
  exit 1
fi
