#!/usr/bin/env bash
# Package: GDAL 3.6.2 (Debian 12: gdal-bin, libgdal32 3.6.2+dfsg-1+b2), driver XYZ
# Behaviour: the z of a text grid is kept in 32 bits whatever its digits: 2345.123456 becomes 2345.12353515625 and 16777217 becomes 16777216,
#   also where 64 bits are asked for on the way out.
# Wrong guess: that a number of ten digits in a text keeps them, as with x and y, or that -ot Float64 does.
# Source: the program, run below.
# What we do: z is read as float64 (src/formats/grid; tests/unit/formats/grid.c).
set -euo pipefail
version=3.6.2+dfsg-1+b2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir -p debs/partial
apt-get install -qq -y --no-install-recommends --reinstall --download-only -o "Dir::Cache::archives=$dir/debs" "gdal-bin=$version" >/dev/null 2>&1 ||
    { echo "gdal $version cannot be fetched" >&2; exit 2; }
for p in debs/*.deb; do dpkg -x "$p" root; done
LD_LIBRARY_PATH=$(find "$dir/root" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
export LD_LIBRARY_PATH GDAL_DATA=$dir/root/usr/share/gdal
printf "0 1 16777217\n1 1 2345.123456\n0 0 3\n1 0 4\n" >z.xyz
seen=$(root/usr/bin/gdal_translate -q -ot Float64 -of XYZ z.xyz /vsistdout/ | head -n 2 | cut -d" " -f3 | paste -sd" ")
echo "gdal $version"
echo "values: $seen"
[[ $seen == "16777216 2345.12353515625" ]] || { echo "the behaviour has changed" >&2; exit 1; }
