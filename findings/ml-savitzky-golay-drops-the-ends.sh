#!/usr/bin/env bash
# Package: ml-savitzky-golay 5.0.0 (npm)
# Behaviour: By default the result is shorter than the input by the window less one, and its first value belongs to the middle of the
#   first window: a curve of 11 samples gives 7, which set beside the depths from the top lie two samples too high. With pad 'post' the
#   length is kept and the ends repeat the last inner value: the slope of x squared is flat there, 4 4 4 6.
# Wrong guess: that the result has as many samples as the curve, as scipy.signal.savgol_filter gives (which fits the ends).
# Source: the package, run below; Savitzky and Golay (1964).
# What we do: a filter keeps the rows; at the ends and beside gaps the polynomial is fitted to what is there (docs/operators).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund ml-savitzky-golay@5.0.0 >/dev/null 2>&1 ||
    { echo "ml-savitzky-golay@5.0.0 cannot be fetched" >&2; exit 2; }
cat >see.mjs <<'EOF'
import fs from 'node:fs';
import module from 'ml-savitzky-golay';

const filter = module.default ?? module;
const version = JSON.parse(fs.readFileSync('node_modules/ml-savitzky-golay/package.json')).version;
const y = Array.from({ length: 11 }, (_, i) => i * i);
const options = { windowSize: 5, derivative: 1, polynomial: 2 };
const short = [...filter(y, 1, options)], padded = [...filter(y, 1, { ...options, pad: 'post', padValue: 'replicate' })];
console.log('ml-savitzky-golay', version);
console.log('default:', short.length, 'of', y.length, 'samples:', short.map((v) => v.toFixed(3)).join(' '));
console.log("pad 'post':", padded.map((v) => v.toFixed(3)).join(' '));
const near = (a, b) => Math.abs(a - b) < 1e-9;
process.exit(short.length === 7 && near(short[0], 4) && padded.length === 11 && near(padded[0], 4) && near(padded[3], 6) ? 0 : 1);
EOF
node see.mjs || { echo "the behaviour has changed" >&2; exit 1; }
