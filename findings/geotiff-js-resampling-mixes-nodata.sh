#!/usr/bin/env bash
# Package: geotiff 3.0.5 (npm)
# Behaviour: readRasters with another width and height and resampleMethod bilinear averages the value that GDAL_NODATA names with the
#   values beside it: between 2 and -9999 stands -4998.5. The reader knows the null (getGDALNoData gives -9999), and the mixed values are
#   no longer equal to it, so nothing tells them from depths.
# Wrong guess: that resampling leaves nulls out, or makes a null where one of the neighbours is one.
# Source: the package, run below; GDAL, tag 42113.
# What we do: a null is a NaN from the moment a grid is read, so that any mean with it is null.
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

const image = await open(1);
const [values] = await image.readRasters({ width: 4, height: 6, resampleMethod: 'bilinear' });
const mixed = [...values].filter((v) => v < 0 && v !== -9999);
console.log('geotiff', version, 'null', image.getGDALNoData());
console.log('resampled:', [...values].join(' '));
process.exit(image.getGDALNoData() === -9999 && mixed.includes(-4998.5) ? 0 : 1);
EOF
node see.mjs || { echo "the behaviour has changed" >&2; exit 1; }
