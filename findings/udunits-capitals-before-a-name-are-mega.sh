#!/usr/bin/env bash
# Package: udunits 2.2.28 (Debian 12: udunits-bin, libudunits2-0, libudunits2-data 2.2.28-5)
# Behaviour: names of units have no case, prefixes have: BAR is the bar, and MBAR in the capitals that log headers are written in is a
#   megabar, 1e11 Pa, where mbar is 100 Pa. A header in capitals gives a number 1e9 times too large, without a word.
# Wrong guess: that a text in capitals is the unit that it is in small letters, or is refused, since BAR was taken.
# Source: the program, run below.
# What we do: texts in capitals have a table of their own, in which no letter is a prefix (src/core/unit_lookup.c).
set -euo pipefail
version=2.2.28-5
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq "udunits-bin=$version" "libudunits2-0=$version" "libudunits2-data=$version" >/dev/null 2>&1 ||
    { echo "udunits $version cannot be fetched" >&2; exit 2; }
for p in ./*.deb; do dpkg -x "$p" root; done
LD_LIBRARY_PATH=$(dirname "$(find root -name 'libudunits2.so.0')")
export LD_LIBRARY_PATH
database=$(find "$PWD/root" -name udunits2.xml)
# The first line: 1 HAVE = x WANT
convert() { root/usr/bin/udunits2 -H "$1" -W "$2" "$database" 2>&1 | sed -n 's/^ *\(1 .* = .*\)$/\1/p'; }

echo "udunits $version"
bar=$(convert BAR Pa) capitals=$(convert MBAR Pa) small=$(convert mbar Pa)
printf '%s\n' "$bar" "$capitals" "$small"
[[ $bar == '1 BAR = 100000 Pa' && $capitals == '1 MBAR = 1e+11 Pa' && $small == '1 mbar = 100 Pa' ]] || { echo "the behaviour has changed" >&2; exit 1; }
