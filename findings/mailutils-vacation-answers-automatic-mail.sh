#!/usr/bin/env bash
# The vacation action of GNU Mailutils' sieve answers mail that says it was sent by a program.
#
# Expected: by RFC 5230 (4.6) and RFC 3834 (2) no vacation notice is sent for a mail whose Auto-Submitted field is anything but
#   "no", nor for mail of a list (List-Id). The notice itself bears "Auto-Submitted: auto-replied".
# Seen with: mailutils 3.15 (Debian 12). Only "Precedence: bulk" keeps it silent. A mail with "Auto-Submitted: auto-generated", with
#   "X-Auto-Response-Suppress: All" or with List-Id is answered. The notice has no Auto-Submitted, no Precedence, no From and no
#   Date, its In-Reply-To begins with words, and it goes to the Return-Path.
# Who is hurt: two such programs that write to each other, and a desk that recognises automatic answers by Auto-Submitted and takes
#   "I am away." for an answer to the patron.
# Instead: add "Precedence: bulk" to Auto-Submitted if such programs must not answer. Let nothing that comes to the return path,
#   rather than to Reply-To, reach a patron.
# Needs Debian 12 with its package lists (apt-get update). Nothing is installed; the answer goes into a file.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unpack() { # a package, and what it needs and the machine lacks, below $folder/root
  local lacking
  lacking=$(apt-get -s -qq --no-install-recommends install "$1" | awk -v name="${1%%=*}" '$1 == "Inst" && $2 != name {print $2}')
  # shellcheck disable=SC2086 # a list of names
  (cd "$folder" && apt-get -qq -o APT::Sandbox::User=root download "$1" $lacking && for deb in *.deb; do dpkg -x "$deb" root; done)
}
unpack mailutils=1:3.15-4
libraries=$(dirname "$(find "$folder/root" -name 'libmu_sieve.so.*' | sed -n 1p)")
sieve() { LD_LIBRARY_PATH="$libraries" HOME="$folder/home" "$folder/root/usr/bin/sieve" "$@"; }
sieve --version | sed -n 1p

printf 'require ["vacation"];\nvacation "I am away.";\n' > "$folder/away.sieve"
printf '#!/bin/sh\ncat > "%s/answer"\n' "$folder" > "$folder/sendmail"
chmod +x "$folder/sendmail"
answers() { # whether a mail with this field is answered
  rm -rf "$folder/home" "$folder/answer"
  mkdir "$folder/home"
  cat > "$folder/mailbox" <<MAIL
From bounces@desk.example Fri Nov 27 01:00:00 2026
Return-Path: <bounces@desk.example>
From: Desk <desk@desk.example>
Reply-To: reply@desk.example
To: jane@library.example
Subject: A question is waiting
Date: Fri, 27 Nov 2026 01:00:00 +0000
Message-ID: <1@desk.example>
$1

Please answer by Monday.

MAIL
  sieve --no-config -L "$libraries/mailutils9" -M "sendmail:$folder/sendmail" --email jane@library.example \
    -f "$folder/mailbox" "$folder/away.sieve"
  if [ -f "$folder/answer" ]; then echo answered; else echo silent; fi
}
seen=''
for field in 'Auto-Submitted: auto-generated' 'X-Auto-Response-Suppress: All' 'List-Id: <desk.example>' 'Precedence: bulk'; do
  what=$(answers "$field")
  echo "$field: $what"
  seen+="$what "
done
answers 'Auto-Submitted: auto-generated' > /dev/null
echo 'The answer:'
sed 's/^/  /' "$folder/answer"
echo
marks=$(grep -ciE '^(Auto-Submitted|Precedence|From|Date):' "$folder/answer" || true)
if [ "$seen" = 'answered answered answered silent ' ] && [ "$marks" = 0 ] &&
  grep -q '^To: bounces@desk.example' "$folder/answer"; then
  echo 'As stated: only Precedence keeps it silent, and its answer bears no mark.'
else
  echo 'CHANGED: it answers other mail than stated, or marks its answer.'
  exit 1
fi
