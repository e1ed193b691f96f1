#!/usr/bin/env bash
# Package: las-js 3.4.2 (npm)
# Behaviour: Where one blank stands on either side of a value with a unit, wellParams gives the value with the mnemonic and the unit
#   before it: STRT is the text 'STRT.M 100'. Number() of it is NaN, and parseFloat too.
# Wrong guess: that the value of STRT.M 100 is 100: by LAS 2.0 the unit ends at the first blank after the first dot, and the value
#   follows.
# Source: the package, run below; CWLS, LAS 2.0 (2017), "header lines".
# What we do: NAME.UNIT VALUE : DESCRIPTION by the first dot, the first blank after it and the last colon (src/formats/las_header.c).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund las-js@3.4.2 >/dev/null 2>&1 ||
    { echo "las-js@3.4.2 cannot be fetched" >&2; exit 2; }
cat >a.las <<'EOF'
~Version
VERS. 2.0 : CWLS LAS 2.0
WRAP. NO  : one line a depth
~Well
STRT.M 100 : start
STOP.M 101     : stop
STEP.M 0.5     : step
NULL.  -999.25 : null
WELL.  A-1     : well
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
import * as module from 'las-js';

const Las = module.Las ?? module.default.Las ?? module.default;
const version = JSON.parse(fs.readFileSync('node_modules/las-js/package.json')).version;
const las = new Las(fs.readFileSync('a.las', 'utf8'), { loadFile: false });
console.log('las-js', version);

const well = await las.wellParams();
console.log('STRT:', JSON.stringify(well.STRT), 'NULL:', JSON.stringify(well.NULL));
process.exit(well.STRT.value === 'STRT.M 100' && well.NULL.value === '-999.25' ? 0 : 1);
EOF
node see.mjs || { echo "the behaviour has changed" >&2; exit 1; }
