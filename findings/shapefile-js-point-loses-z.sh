#!/usr/bin/env bash
# Package: shapefile 0.6.6 (npm)
# Behaviour: points of type PointZ come out as [x, y]: the z of the file is gone, without a word.
# Wrong guess: three coordinates, as GeoJSON has them and as shpjs 6.1.0 gives for the same file.
# Source: ESRI Shapefile Technical Description (1998), PointZ: x, y, z, m; the package, run below.
# What we do: outlines are of x and y, and import says what kind of geometry the file has (src/formats/outline; docs).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund shapefile@0.6.6 >/dev/null 2>&1 || { echo "shapefile@0.6.6 cannot be fetched" >&2; exit 2; }
cat >see.mjs <<'EOF'
import { read } from 'shapefile';

function shp(points) {
  const bodies = points.map((p, i) => {
    const b = Buffer.alloc(44);
    b.writeInt32BE(i + 1, 0), b.writeInt32BE(18, 4), b.writeInt32LE(11, 8);
    [...p, 0].forEach((v, k) => b.writeDoubleLE(v, 12 + 8 * k));
    return b;
  });
  const body = Buffer.concat(bodies), head = Buffer.alloc(100);
  head.writeInt32BE(9994, 0), head.writeInt32BE((100 + body.length) / 2, 24), head.writeInt32LE(1000, 28), head.writeInt32LE(11, 32);
  [0, 0, 100, 100].forEach((v, k) => head.writeDoubleLE(v, 36 + 8 * k));
  return Buffer.concat([head, body]);
}
function dbf(fields, rows) {
  const head = Buffer.alloc(33 + 32 * fields.length), width = fields.reduce((n, f) => n + f[2], 1);
  head[0] = 3, head[1] = 124, head[2] = head[3] = 1, head[head.length - 1] = 13;
  head.writeUInt32LE(rows.length, 4), head.writeUInt16LE(head.length, 8), head.writeUInt16LE(width, 10);
  fields.forEach(([name, type, n], i) => {
    head.write(name + type.padStart(12 - name.length, "\0"), 32 + 32 * i, "latin1"), (head[48 + 32 * i] = n);
  });
  const text = rows.map((r) => r[0] + r.slice(1).map((v, i) => v.padEnd(fields[i][2])).join("")).join("");
  return Buffer.concat([head, Buffer.from(text + "\x1a", "latin1")]);
}
const seen = (await read(shp([[1, 2, 1500], [3, 4, 1600]]))).features.map((f) => f.geometry.coordinates);
console.log('shapefile 0.6.6', JSON.stringify(seen));
if (JSON.stringify(seen) !== '[[1,2],[3,4]]') throw new Error('the behaviour has changed');
EOF
node see.mjs
