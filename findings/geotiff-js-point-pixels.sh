#!/usr/bin/env bash
# Package: geotiff 3.0.5 (npm)
# Behaviour: getOrigin and getBoundingBox give the same box for an image of GTRasterType PixelIsPoint as for one of PixelIsArea, though
#   pixelIsArea() tells the two apart. For points the tie point is the middle of the first pixel, so the box lies half a pixel off, by 25
#   and 10 here.
# Wrong guess: that the box holds the pixels for both kinds, as GDAL makes it (75 70 for the upper left corner of the image of points).
# Source: OGC GeoTIFF 1.1 (2019), requirement GTRasterTypeGeoKey; the package, run below.
# What we do: grids are nodes: the middle of the first pixel by the key (src/formats/grid/tiff.c; tests/unit/formats/grid.c, tiff).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund geotiff@3.0.5 >/dev/null 2>&1 ||
    { echo "geotiff@3.0.5 cannot be fetched" >&2; exit 2; }
cat >see.mjs <<'EOF'
import fs from 'node:fs';
import { fromArrayBuffer } from 'geotiff';

// 2 columns, 3 rows, float32, steps of 50 and 20, tied at (100, 60); `kind` 1 is PixelIsArea, 2 PixelIsPoint.
function tiff(kind) {
  const b = Buffer.alloc(310);
  const tags = [[256, 4, 1, 2], [257, 4, 1, 3], [258, 3, 1, 32], [259, 3, 1, 1], [262, 3, 1, 1], [273, 4, 1, 184], [277, 3, 1, 1], [278, 4, 1, 3],
    [279, 4, 1, 24], [339, 3, 1, 3], [33550, 12, 3, 208], [33922, 12, 6, 232], [34735, 3, 8, 280], [42113, 2, 6, 296]];
  b.write('II*\0', 'latin1');
  b.writeUInt32LE(8, 4);
  b.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, type, n, v], i) => {
    b.writeUInt16LE(tag, 10 + 12 * i), b.writeUInt16LE(type, 12 + 12 * i), b.writeUInt32LE(n, 14 + 12 * i), b.writeUInt32LE(v, 18 + 12 * i);
  });
  [1, 2, 3, -9999, 5, 6].forEach((v, i) => b.writeFloatLE(v, 184 + 4 * i));
  [50, 20, 0, 0, 0, 0, 100, 60, 0].forEach((v, i) => b.writeDoubleLE(v, 208 + 8 * i));
  [1, 1, 0, 1, 1025, 0, 1, kind].forEach((v, i) => b.writeUInt16LE(v, 280 + 2 * i));
  b.write('-9999\0', 296, 'latin1');
  return b.buffer.slice(b.byteOffset, b.byteOffset + b.length);
}
const open = async (kind) => (await fromArrayBuffer(tiff(kind))).getImage();
const version = JSON.parse(fs.readFileSync('node_modules/geotiff/package.json')).version;

const area = await open(1), point = await open(2);
const boxes = [area.getBoundingBox(), point.getBoundingBox()].map((box) => box.join(' '));
console.log('geotiff', version);
console.log('area: ', area.pixelIsArea(), boxes[0]);
console.log('point:', point.pixelIsArea(), boxes[1]);
process.exit(boxes[0] === '100 0 200 60' && boxes[1] === boxes[0] && area.pixelIsArea() && !point.pixelIsArea() ? 0 : 1);
EOF
node see.mjs || { echo "the behaviour has changed" >&2; exit 1; }
