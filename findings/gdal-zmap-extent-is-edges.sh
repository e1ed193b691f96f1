#!/usr/bin/env bash
# Package: GDAL 3.6.2 (Debian 12: gdal-bin, libgdal32 3.6.2+dfsg-1+b2), driver ZMap
# Behaviour: the X and Y range of a ZMap+ header is taken for the outer edges of cells: three nodes over 0 to 20 lie at 3.33, 10 and 16.67
#   with a step of 6.67, and two over 0 to 10 at 2.5 and 7.5. No warning; the values are those of the nodes.
# Wrong guess: that the first and last node lie on the range, three nodes over 0 to 20 at 0, 10 and 20, as mapping programs write it.
# Source: the ZMap+ text format holds nodes (its header gives rows, columns and the range of the nodes); the program, run below. GDAL has a
#   setting of its own for nodes, ZMAP_PIXEL_IS_POINT, which is off.
# What we do: the range is of the nodes (src/formats/grid; tests/unit/formats/grid.c).
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
cat >nodes.zmap <<"EOF"
!
@GRID FILE, GRID, 4
15, 1E+30, , 4, 1
2, 3, 0.0, 20.0, 0.0, 10.0
0.0, 0.0, 0.0
@
         4.0000         1.0000
         5.0000         2.0000
         6.0000         3.0000
EOF
seen=$(root/usr/bin/gdalinfo nodes.zmap | sed -nE "s/^(Origin|Pixel Size) = //p" | paste -sd" ")
echo "gdal $version"
echo "origin and step: $seen"
[[ $seen == "(0.000000000000000,10.000000000000000) (6.666666666666667,-5.000000000000000)" ]] || { echo "the behaviour has changed" >&2; exit 1; }
