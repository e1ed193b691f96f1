#!/usr/bin/env bash
# Package: js-quantities 1.8.0 (npm)
# Behaviour: md is read as a thousandth of a day, 86.4 s, and mD is not known. Permeability is written md and mD in log headers alike.
# Wrong guess: that md is refused, or is millidarcy.
# Source: the package, run below; POSC and WITSML unit lists have mD for millidarcy.
# What we do: a grammar of our own stands before any library: prefixes only before symbols that a table lists.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund js-quantities@1.8.0 >/dev/null 2>&1 ||
    { echo "js-quantities@1.8.0 cannot be fetched" >&2; exit 2; }
cat >see.mjs <<'EOF'
import fs from 'node:fs';
import Qty from 'js-quantities';

const version = JSON.parse(fs.readFileSync('node_modules/js-quantities/package.json')).version;

let known = true;
try { Qty('1 mD'); } catch { known = false; }
const seconds = Qty('1 md').to('s').scalar;
console.log('js-quantities', version);
console.log('1 md is', seconds, 's; mD is known:', known);
process.exit(Math.abs(seconds - 86.4) < 1e-9 && !known ? 0 : 1);
EOF
node see.mjs || { echo "the behaviour has changed" >&2; exit 1; }
