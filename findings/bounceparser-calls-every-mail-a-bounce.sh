#!/usr/bin/env bash
# Mail::DeliveryStatus::BounceParser says "is_bounce" of a person's plain reply, and that an address mentioned in it has failed.
#
# Expected: by RFC 3464 a bounce is a multipart/report, and one without it has an empty envelope sender, or is from a mailer-daemon.
#   A reply by a person, with In-Reply-To and a subject "Re: …", is none of these, and a method called `is_bounce` is false.
# Seen with: Mail::DeliveryStatus::BounceParser 1.543 (Debian 12, libmail-deliverystatus-bounceparser-perl). `is_bounce` begins as
#   true, and is taken back only for what is known to be something else (a note of somebody who is away, say). "We have two copies"
#   is a bounce; where it mentions an address, `addresses` lists that as one that failed.
# Who is hurt: a help desk or mailing list that asks it which mails are bounces: answers are dropped, and people who are mentioned in
#   them are unsubscribed.
# Instead: ask it only about what is known to be a bounce, by the envelope, the type of the mail and its sender.
# Needs Debian 12 with its package lists (apt-get update) and perl. Nothing is installed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
package=libmail-deliverystatus-bounceparser-perl
lacking=$(apt-get -s -qq --no-install-recommends install "$package" | awk -v name="$package" '$1 == "Inst" && $2 != name {print $2}')
# shellcheck disable=SC2086 # a list of names
(cd "$folder" && apt-get -qq -o APT::Sandbox::User=root download "$package=1.543+repacked-1" $lacking && for deb in *.deb; do dpkg -x "$deb" root; done)
reply() { # a person's reply with these words
  cat <<MAIL
From: Amy <amy@library.example>
To: desk@desk.example
Subject: Re: A map of 1905
In-Reply-To: <1@desk.example>
Message-ID: <2@library.example>
Date: Fri, 27 Nov 2026 01:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=us-ascii

$1
MAIL
}
reply 'We have two copies at Main.' > "$folder/1"
reply 'The map is at the mill; Mr. Brown <brown@mill.example> shows it on Mondays.' > "$folder/2"
reply 'I am out of the office until Monday.' > "$folder/3"
cat > "$folder/try.pl" <<'PERL'
use strict;
use warnings;
use Mail::DeliveryStatus::BounceParser;
print "Mail::DeliveryStatus::BounceParser $Mail::DeliveryStatus::BounceParser::VERSION\n";
my @seen;
for my $name (1 .. 3) {
  open my $file, '<', "$ARGV[0]/$name" or die $!;
  my $mail = do { local $/; <$file> };
  my $parsed = Mail::DeliveryStatus::BounceParser->new($mail);
  push @seen, ($parsed->is_bounce ? 'bounce' : 'no bounce') . ' (' . join(', ', $parsed->addresses) . ')';
  my ($words) = $mail =~ /\n\n(.*)/s;
  print "\n$words=> $seen[-1]\n";
}
my $same = join('; ', @seen) eq 'bounce (); bounce (brown@mill.example); no bounce ()';
print $same ? "\nAs stated: a reply is a bounce.\n" : "\nCHANGED: it tells them apart in another way.\n";
exit($same ? 0 : 1);
PERL
perl -I "$folder/root/usr/share/perl5" "$folder/try.pl" "$folder"
