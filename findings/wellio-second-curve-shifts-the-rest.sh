#!/usr/bin/env bash
# Package: wellio 0.1.16 (npm)
# Behaviour: Two curves of one mnemonic in ~Curve make one name, and the names are laid over the columns in order: RHOB gets the column of
#   the second GR, and the density stands under UNKNOWN4. No error, no warning.
# Wrong guess: that a repeated mnemonic is numbered or refused; at worst that one of the pair is lost.
# Source: the package, run below; real files repeat mnemonics (repeat passes).
# What we do: every occurrence gets a number, GR:1 and GR:2, and columns go by their place.
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
const print = console.log;
console.log = () => {}; // the package prints what it reads
const wellio = (await import('wellio')).default;
const version = JSON.parse(fs.readFileSync('node_modules/wellio/package.json')).version;
const well = wellio.las2json(fs.readFileSync('a.las', 'utf8'));
console.log = print;
console.log('wellio', version);

const { GR, RHOB, UNKNOWN4 } = well.CURVES;
console.log('GR:', GR.join(' '), '; RHOB:', RHOB.join(' '), '; UNKNOWN4:', UNKNOWN4.join(' '));
process.exit(RHOB.join(' ') === '61 62 63' && UNKNOWN4.join(' ') === '2.40 2.41 2.42' ? 0 : 1);
EOF
node see.mjs || { echo "the behaviour has changed" >&2; exit 1; }
