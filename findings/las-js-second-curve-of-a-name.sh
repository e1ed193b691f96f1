#!/usr/bin/env bash
# Package: las-js 3.4.2 (npm)
# Behaviour: Two curves of one mnemonic: column('GR') is the first one's values, curveParams keeps one entry whose description is the
#   second one's. The second curve cannot be asked for, and the first goes by the other's description.
# Wrong guess: that the second gets a name of its own, or that values and description belong to the same curve.
# Source: the package, run below; the LAS 2.0 text does not ask for unique mnemonics, and real files have pairs.
# What we do: every occurrence gets a number, GR:1 and GR:2, with its own values and words.
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
STRT.M 100     : start
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

const gr = await las.column('GR'), curves = await las.curveParams();
console.log('values of GR:', gr.join(' '), '; description of GR:', curves.GR.description, '; entries:', Object.keys(curves).join(' '));
process.exit(gr.join(' ') === '50 51 52' && curves.GR.description === 'repeat pass' && Object.keys(curves).length === 3 ? 0 : 1);
EOF
node see.mjs || { echo "the behaviour has changed" >&2; exit 1; }
