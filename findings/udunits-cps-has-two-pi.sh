#!/usr/bin/env bash
# Package: udunits 2.2.28 (Debian 12: udunits-bin, libudunits2-0, libudunits2-data 2.2.28-5)
# Behaviour: cps is 6.28319 1/s: a cycle is an angle of 2 pi radians and the radian is 1, so that counts of a detector in cps come out
#   2 pi times too large in 1/s, and 1 Hz is 0.159 cps.
# Wrong guess: that cps, counts or cycles a second, is 1/s, as Hz is.
# Source: the database of the package (cycle = 2 pi radian, radian a dimensionless unit); the program, run below.
# What we do: detector counts are a dimension of their own, and cps is counts a second (src/core/unit_spellings.c).
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
cps=$(convert cps 1/s) hertz=$(convert Hz 1/s)
printf '%s\n' "$cps" "$hertz"
[[ $cps == '1 cps = 6.28319 1/s' && $hertz == '1 Hz = 1 1/s' ]] || { echo "the behaviour has changed" >&2; exit 1; }
