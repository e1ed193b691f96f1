#!/usr/bin/env bash
# Package: wellio 0.1.16 (npm)
# Behaviour: The header is parted at runs of blanks and at dots: NULL. -999.25 has the unit 2 and the data 25, and VERS, STRT and WELL
#   have none, where one or two blanks stand between unit and value. Whoever takes the null from there keeps every -999.25 as a number.
# Wrong guess: that any number of blanks parts unit and value.
# Source: the package, run below; CWLS, LAS 2.0 (2017): one or more blanks.
# What we do: NAME.UNIT VALUE : DESCRIPTION by the first dot, the first blank after it and the last colon (src/formats/las_header.c).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund wellio@0.1.16 >/dev/null 2>&1 ||
    { echo "wellio@0.1.16 cannot be fetched" >&2; exit 2; }
cat >a.las <<'EOF'
~Version
VERS. 2.0 : CWLS LAS 2.0
WRAP. NO  : one line a depth
~Well
STRT.M 100     : start
STOP.M 101     : stop
STEP.M 0.5     : step
NULL. -999.25 : null
WELL. A-1     : well
TIME.  12:30:15 : time of logging
~Curve
DEPT.M    : depth
GR  .GAPI : first pass
GR  .GAPI : repeat pass
RHOB.G/C3 : density
~A
100.0 50 61 2.40
100.5 51 62 2.41
101.0 52 63 2.42
EOF
cat >see.mjs <<'EOF'
import fs from 'node:fs';
const print = console.log;
console.log = () => {}; // the package prints what it reads
const wellio = (await import('wellio')).default;
const version = JSON.parse(fs.readFileSync('node_modules/wellio/package.json')).version;
const well = wellio.las2json(fs.readFileSync('a.las', 'utf8'));
console.log = print;
console.log('wellio', version);

const block = well['WELL INFORMATION BLOCK'];
console.log('NULL:', JSON.stringify(block.NULL), 'WELL:', JSON.stringify(block.WELL));
process.exit(block.NULL.UNIT === '2' && block.NULL.DATA === '25' && block.WELL.DATA === '' ? 0 : 1);
EOF
node see.mjs || { echo "the behaviour has changed" >&2; exit 1; }
