#!/usr/bin/env bash
# Package: GDAL 3.6.2 (Debian 12: gdal-bin, libgdal32 3.6.2+dfsg-1+b2), gdal_grid
# Behaviour: of two points at one place with heights 100 and 400, inverse distance and the linear method give 100 at that node and the nearest
#   neighbour gives 400; no method says that there are two.
# Wrong guess: that two picks at one place are averaged (250), or told.
# Source: the program, run below.
# What we do: we do not grid points yet; whoever builds it has to tell two picks at one place.
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
printf "x,y,z\n0,0,100\n10,0,200\n10,10,300\n0,10,200\n0,0,400\n" >p.csv
cat >p.vrt <<"EOF"
<OGRVRTDataSource><OGRVRTLayer name="p"><SrcDataSource>p.csv</SrcDataSource><GeometryType>wkbPoint</GeometryType>
<GeometryField encoding="PointFromColumns" x="x" y="y" z="z"/></OGRVRTLayer></OGRVRTDataSource>
EOF
seen=
for method in linear invdist:power=2 nearest; do
    root/usr/bin/gdal_grid -q -a $method -txe -5 15 -tye -5 15 -outsize 2 2 -of GTiff -l p p.vrt g.tif >/dev/null
    seen+=" ${method%%:*} $(root/usr/bin/gdal_translate -q -of XYZ g.tif /vsistdout/ | sed -n "s/^0 0 //p")"
done
echo "gdal $version"
echo "at the place of 100 and 400:$seen"
[[ $seen == " linear 100 invdist 100 nearest 400" ]] || { echo "the behaviour has changed" >&2; exit 1; }
