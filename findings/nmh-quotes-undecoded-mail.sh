#!/usr/bin/env bash
# nmh's repl quotes the source of the mail: boundaries, headers of parts, quoted-printable.
#
# Expected: a reply quotes the words of the mail, decoded, as other mail programs do. The line above the quotation is decoded.
# Seen with: nmh 1.8~RC2 (Debian 12), repl -format with the filter that comes with it (mhl.reply). A multipart mail is quoted as it
#   was sent, "=C3=A0" and "--boundary" included, with the line breaks of its encoding, below "NAME writes:".
# Who is hurt: programs that find the quotation by the words of the mail being answered. None of those words need be there as they
#   were written.
# Instead: keep lines that have to be recognised in ASCII, and short enough that no encoding breaks them. Take lines that begin with
#   ">" below "NAME writes:" for a quotation, whatever they say.
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
unpack nmh=1.8~RC2-2
export LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu"
export HOME="$folder/home" MH="$folder/home/profile" MHMTSCONF="$folder/root/etc/nmh/mts.conf" LC_ALL=C.UTF-8
mkdir -p "$HOME/Mail/inbox"
printf 'Path: Mail\nmhlproc: %s\n' "$folder/root/usr/lib/mh/mhl" > "$MH"
"$folder/root/usr/bin/mh/repl" -version

cat > "$HOME/Mail/inbox/1" <<'MAIL'
From: =?utf-8?Q?Caf=C3=A9?= <desk@desk.example>
To: jane@library.example
Subject: A question is waiting
Date: Fri, 27 Nov 2026 01:00:00 +0000
Message-ID: <1@desk.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=here

--here
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Le livre est-il encore =C3=A0 l'=C3=A9tage, au fond de la grande salle de lec=
ture?
--here
Content-Type: text/html; charset=utf-8

<p>Le livre</p>
--here--
MAIL
"$folder/root/usr/bin/mh/repl" -format -filter "$folder/root/etc/nmh/mhl.reply" -form "$folder/root/etc/nmh/replcomps" \
  -nowhatnowproc 1 < /dev/null
draft=$(sed '1,/^-----*$/d' "$HOME/Mail/draft")
echo "$draft"
if grep -q '^Café writes:$' <<< "$draft" && grep -q '^> --here$' <<< "$draft" &&
  grep -q '^> Le livre est-il encore =C3=A0' <<< "$draft"; then
  echo 'As stated: the mail is quoted undecoded.'
else
  echo 'CHANGED: the quotation has another form.'
  exit 1
fi
