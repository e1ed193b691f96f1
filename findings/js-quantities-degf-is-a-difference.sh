#!/usr/bin/env bash
# Package: js-quantities 1.8.0 (npm)
# Behaviour: degF and degC are differences of temperature, tempF and tempC the scales, and both sides convert into each other without an
#   error: 60 degF is -239.8 tempC, and 60 tempF is 33.3 degC. A log header says DEGF for a point on the scale.
# Wrong guess: that the unit degF of a log is 15.56 degrees Celsius at 60, or that a difference does not convert into a point.
# Source: the package, run below; its README names the two kinds.
# What we do: DEGF of a header is a point; differences have units of their own (delta_degF) that convert into no point.
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

const wrong = Qty('60 degF').to('tempC').scalar, right = Qty('60 tempF').to('tempC').scalar, back = Qty('60 tempF').to('degC').scalar;
console.log('js-quantities', version);
console.log('60 degF in tempC: ', wrong);
console.log('60 tempF in tempC:', right);
console.log('60 tempF in degC: ', back);
process.exit(Math.abs(wrong + 239.81666) < 1e-4 && Math.abs(right - 15.55555) < 1e-4 && Math.abs(back - 33.33333) < 1e-4 ? 0 : 1);
EOF
node see.mjs || { echo "the behaviour has changed" >&2; exit 1; }
