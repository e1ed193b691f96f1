#!/usr/bin/env bash
# Package: proj4 2.22.0 (npm)
# Behaviour: a datum that it does not know, +datum=ED50, is taken without a word, and for WGS84: a well in UTM zone 31 of the North Sea lands
#   231 m from where the parameters of ED50 put it.
# Wrong guess: an error that names the datum.
# Source: the package, run below; -87, -98, -121 are the three parameters of EPSG transformation 1133, a mean of western Europe.
# What we do: nothing is transformed yet; a coordinate system stays the text that came with the file.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund proj4@2.22.0 >/dev/null 2>&1 || { echo "proj4@2.22.0 cannot be fetched" >&2; exit 2; }
cat >see.mjs <<'EOF'
import proj4 from 'proj4';
const name = proj4('+proj=utm +zone=31 +datum=ED50', 'WGS84', [445000, 5928000]);
const right = proj4('+proj=utm +zone=31 +ellps=intl +towgs84=-87,-98,-121 +units=m', 'WGS84', [445000, 5928000]);
const plain = proj4('+proj=utm +zone=31 +datum=WGS84', 'WGS84', [445000, 5928000]);
const off = Math.hypot((name[0] - right[0]) * 111320 * Math.cos(right[1] * Math.PI / 180), (name[1] - right[1]) * 111320);
console.log('proj4 2.22.0:', name.map((v) => v.toFixed(6)).join(' '), 'off by', Math.round(off), 'm; as WGS84:', JSON.stringify(name) === JSON.stringify(plain));
if (Math.round(off) < 200 || JSON.stringify(name) !== JSON.stringify(plain)) throw new Error('the behaviour has changed');
EOF
node see.mjs
