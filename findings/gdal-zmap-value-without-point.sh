#!/usr/bin/env bash
# Package: GDAL 3.6.2 (Debian 12: gdal-bin, libgdal32 3.6.2+dfsg-1+b2), driver ZMap
# Behaviour: a value that is written without a decimal point is multiplied by ten to the number of decimals that the header says: 2500 in a
#   file of 4 decimals becomes 25,000,000, and the null -99999 becomes -999990000 and a value like any other, since it no longer equals
#   the null of the header.
# Wrong guess: that 2500 is 2500, or with implied decimals 0.25; that the null of the header, written the same way, is null.
# Source: the program, run below.
# What we do: a number is what it says, and the null is compared as it is written (src/formats/grid; tests/unit/formats/grid.c).
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
cat >whole.zmap <<"EOF"
!
@GRID FILE, GRID, 4
15, -99999, , 4, 1
2, 3, 0.0, 20.0, 0.0, 10.0
0.0, 0.0, 0.0
@
         -99999         1.0000
           2500         2.0000
         6.0000         3.0000
EOF
seen=$(root/usr/bin/gdal_translate -q -ot Float64 -of XYZ whole.zmap /vsistdout/ | cut -d" " -f3 | paste -sd" ")
echo "gdal $version"
echo "values: $seen"
[[ $seen == "-999990000 25000000 6 1 2 3" || $seen == "-999990016 25000000 6 1 2 3" ]] || { echo "the behaviour has changed" >&2; exit 1; }
