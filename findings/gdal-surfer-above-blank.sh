#!/usr/bin/env bash
# Package: GDAL 3.6.2 (Debian 12: gdal-bin, libgdal32 3.6.2+dfsg-1+b2), driver GS7BG
# Behaviour: in a Surfer 7 grid only values equal to BlankValue are nodata; larger ones are data. With a BlankValue of 9999 the values 20000
#   and 1.70141e38 come out as heights, and the maximum of the surface with them.
# Wrong guess: that a node at or above BlankValue is blank, as Surfer has it.
# Source: Golden Software, Surfer 7 grid file format: nodes are blanked if greater than or equal to BlankValue; the program, run below.
# What we do: at or above is null (src/formats/grid; tests/unit/formats/grid.c).
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
python3 - <<"EOF"
import struct
head = struct.pack("<4sii", b"DSRB", 4, 1)
grid = struct.pack("<4siiidddddddd", b"GRID", 72, 2, 3, 100.0, 200.0, 10.0, 20.0, 1.0, 3.0, 0.0, 9999.0)
data = struct.pack("<4si6d", b"DATA", 48, 1, 2, 3, 9999, 20000, 1.70141e38)
open("blank.grd", "wb").write(head + grid + data)
EOF
seen=$(root/usr/bin/gdalinfo -stats blank.grd | sed -nE "s/^ *(STATISTICS_MAXIMUM=.*|STATISTICS_VALID_PERCENT=.*|NoData Value=.*)$/\1/p" | paste -sd" ")
echo "gdal $version"
echo "$seen"
[[ $seen == *"NoData Value=9999"* && $seen == *"MAXIMUM=1.7014"*"VALID_PERCENT=83.33"* ]] || { echo "the behaviour has changed" >&2; exit 1; }
