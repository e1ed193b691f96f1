#!/usr/bin/env bash
# Package: shpjs 6.1.0 (npm)
# Behaviour: a logical field of a .dbf that says ? (not known yet), or is blank, comes out as false.
# Wrong guess: null, as shapefile 0.6.6 gives.
# Source: dBASE III file structure: a logical is T, F, Y, N in either case, or ? where it was not initialised; the package, run below.
# What we do: null (src/formats; tests of outlines).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund shpjs@6.1.0 >/dev/null 2>&1 || { echo "shpjs@6.1.0 cannot be fetched" >&2; exit 2; }
cat >see.mjs <<'EOF'
import { parseDbf } from 'shpjs';

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
const seen = parseDbf(dbf([['OK', 'L', 1]], [[' ', 'T'], [' ', '?'], [' ', ' '], [' ', 'F']])).map((r) => r.OK);
console.log('shpjs 6.1.0', JSON.stringify(seen));
if (JSON.stringify(seen) !== '[true,false,false,false]') throw new Error('the behaviour has changed');
EOF
node see.mjs
