#!/usr/bin/env bash
# Package: @sakitam-gis/kriging 0.1.0 (npm)
# Behaviour: a hundred kilometres from five tops between 1000 and 1040 the estimate is 2751 with the exponential, 1590 with the gaussian and
#   743 with the spherical model: there is no mean to go back to, and weights do not sum to one.
# Wrong guess: the mean of the data, or a refusal, where no point is within the range.
# Source: Matheron (1963): ordinary kriging has weights that sum to one, so that far away the estimate is a mean of the data; the package,
#   run below.
# What we do: we do not krige yet; outside the data a node is to be null.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @sakitam-gis/kriging@0.1.0 >/dev/null 2>&1 || { echo "@sakitam-gis/kriging@0.1.0 cannot be fetched" >&2; exit 2; }
cat >see.mjs <<'EOF'
import { createRequire } from 'node:module';
const kriging = createRequire(import.meta.url)('@sakitam-gis/kriging');
// Five tops between 1000 and 1040 m, some 100 m apart.
const x = [0, 100, 200, 300, 50], y = [0, 0, 100, 50, 200], z = [1000, 1010, 1025, 1040, 1015];
const seen = ['exponential', 'gaussian', 'spherical'].map((model) => Math.round(kriging.predict(1e5, 1e5, kriging.train(z, x, y, model, 0, 100))));
console.log('@sakitam-gis/kriging 0.1.0: 100 km away:', seen.join(' '));
if (seen.join(' ') !== '2751 1590 743') throw new Error('the behaviour has changed');
EOF
node see.mjs
