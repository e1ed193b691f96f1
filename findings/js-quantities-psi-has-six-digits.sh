#!/usr/bin/env bash
# Package: js-quantities 1.8.0 (npm)
# Behaviour: psi is 6894.76 Pa, rounded to six digits, while pound, foot and inch are exact: a psi made of lbf and in2 is another unit
#   than psi by 3.9e-7. 10,000 psi differ by 27 Pa, and equal pressures compare as unequal.
# Wrong guess: that psi is lbf/in2, 6894.757293168 Pa.
# Source: the package, run below; NIST SP 811 (2008), B.8: lbf is exactly 4.4482216152605 N, the inch 25.4 mm.
# What we do: pressures convert by exact factors; every pair of units goes there and back to 1e-12 in a test.
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

const psi = Qty('1 psi').to('Pa').scalar, exact = 4.4482216152605 / 0.0254 ** 2;
console.log('js-quantities', version);
console.log('psi in Pa:', psi, 'lbf/in2:', exact, 'off by', psi / exact - 1);
process.exit(Math.abs(psi / exact - 1) > 3e-7 && Math.abs(psi / exact - 1) < 5e-7 ? 0 : 1);
EOF
node see.mjs || { echo "the behaviour has changed" >&2; exit 1; }
