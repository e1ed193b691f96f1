#!/usr/bin/env bash
# Package: udunits 2.2.28 (Debian 12: udunits-bin, libudunits2-0, libudunits2-data 2.2.28-5)
# Behaviour: a number behind a slash ends what is below it: lbf/100ft2 is (lbf/100) ft2, 0.0041 N m2, and W/m.K is (W/m) K. Both are
#   spellings of every mud report and of the unit dictionaries of RP66 and POSC, where all behind the slash is below it.
# Wrong guess: that lbf/100ft2 is a pressure, 0.4788 Pa, or is refused.
# Source: the program, run below; API RP 13B-1
#   (yield point in lbf/100 ft2).
# What we do: what stands behind a slash is below it, a number with the unit that follows (src/core/unit_grammar.h).
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
yield=$(convert lbf/100ft2 'N.m2') conductivity=$(convert W/m.K 'W.K/m')
printf '%s\n' "$yield" "$conductivity"
[[ $yield == '1 lbf/100ft2 = 0.00413253 N.m2' && $conductivity == '1 W/m.K = 1 W.K/m' ]] || { echo "the behaviour has changed" >&2; exit 1; }
