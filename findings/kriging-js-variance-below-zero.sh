#!/usr/bin/env bash
# Package: @sakitam-gis/kriging 0.1.0 (npm)
# Behaviour: the variogram is fitted without bounds: over five tops that rise evenly its nugget comes out below zero for the exponential and
#   the gaussian model, and the variance at a data point is -65.7 and -9.0. Nothing is said.
# Wrong guess: a nugget of zero or more, and a variance of zero at the points.
# Source: Matheron (1963), Principles of geostatistics: a variance of estimation is not negative, and zero at a datum; the package, run below.
# What we do: we do not krige yet; whoever builds it bounds nugget and sill and holds the variance to zero at the points.
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
const seen = ['exponential', 'gaussian'].map((model) => {
  const v = kriging.train(z, x, y, model, 0, 100);
  return [model, v.nugget.toFixed(1), kriging.variance(0, 0, v).toFixed(1)].join(' ');
});
console.log('@sakitam-gis/kriging 0.1.0: model, nugget, variance at a datum:', seen.join('; '));
if (seen.join('; ') !== 'exponential -32.9 -65.7; gaussian -4.5 -9.0') throw new Error('the behaviour has changed');
EOF
node see.mjs
