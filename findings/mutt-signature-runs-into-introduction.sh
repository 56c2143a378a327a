#!/usr/bin/env bash
# With sig_on_top mutt writes the introduction of the quotation onto the last line of the signature.
#
# Expected: the signature is a block of its own, and "On ..., NAME wrote:" begins a line.
# Seen with: mutt 2.2.12 (Debian 12). If the signature file does not end in a newline, as a file written by printf does not, mutt
#   adds none: the mail has "+1 555 0100On Fri, Nov 27, 2026 at 01:00:00AM +0000, Desk wrote:".
# Who is hurt: programs that look for the introduction at the start of a line to find where the answer ends. They do not find it,
#   and signature and introduction are passed on with the answer.
# Instead: look for the introduction anywhere in the line above the first quoted line, and expect a signature above it.
# Needs Debian 12 with its package lists (apt-get update). Nothing is installed, and no mail is sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unpack() { # a package, and what it needs and the machine lacks, below $folder/root
  local lacking
  lacking=$(apt-get -s -qq --no-install-recommends install "$1" | awk -v name="${1%%=*}" '$1 == "Inst" && $2 != name {print $2}')
  # shellcheck disable=SC2086 # a list of names
  (cd "$folder" && apt-get -qq -o APT::Sandbox::User=root download "$1" $lacking && for deb in *.deb; do dpkg -x "$deb" root; done)
}
unpack mutt=2.2.12-0.1~deb12u2
mutt() { LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu" "$folder/root/usr/bin/mutt" "$@"; }
mutt -v | sed -n 1p

cat > "$folder/mailbox" <<'MAIL'
From desk@desk.example Fri Nov 27 01:00:00 2026
From: Desk <desk@desk.example>
To: jane@library.example
Subject: A question is waiting
Date: Fri, 27 Nov 2026 01:00:00 +0000
Message-ID: <1@desk.example>

Which branch has it?

MAIL
printf 'Nancy\n+1 555 0100' > "$folder/without-newline"
printf 'Nancy\n+1 555 0100\n' > "$folder/with-newline"
# The "editor" keeps what mutt hands it, and changes nothing, so that mutt sends nothing.
printf '#!/bin/sh\ncp "$1" "%s/draft"\n' "$folder" > "$folder/editor"
chmod +x "$folder/editor"
draft() { # what mutt puts before whoever replies
  cat > "$folder/settings" <<SETTINGS
set sig_on_top include=yes fast_reply autoedit wait_key=no abort_unmodified=yes
set editor="$folder/editor" signature="$folder/$1" sendmail="/bin/true" record="" folder="$folder"
push "<first-entry><reply><exit>"
SETTINGS
  rm -f "$folder/draft"
  local command="LD_LIBRARY_PATH='$folder/root/usr/lib/x86_64-linux-gnu' '$folder/root/usr/bin/mutt'"
  command+=" -n -F '$folder/settings' -f '$folder/mailbox' -R"
  TERM=xterm LC_ALL=C.UTF-8 HOME="$folder" timeout 30 script -qec "$command" /dev/null < /dev/null > /dev/null || true
  cat "$folder/draft"
}
joined=$(draft without-newline)
apart=$(draft with-newline)
printf 'signature without a last newline:\n%s\n\nthe same with one:\n%s\n\n' "$joined" "$apart"
if grep -q '^+1 555 0100On Fri, .* wrote:$' <<< "$joined" && grep -q '^On Fri, .* wrote:$' <<< "$apart"; then
  echo 'As stated: the introduction continues the line of the signature.'
else
  echo 'CHANGED: the introduction stands elsewhere.'
  exit 1
fi
