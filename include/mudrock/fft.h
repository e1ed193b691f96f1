// Discrete Fourier transform of any length: radix 2 for powers of two, else as a convolution
// (Bluestein 1970), so that a prime length costs n log n too. Deterministic; scratch is the
// caller's. Returns at once, with whatever it has, when `watch` says so.
#pragma once

#include <stddef.h>

#include "mudrock/numeric.h"

// Doubles of scratch that a transform of n points needs.
size_t mr_fft_room(size_t n);
// In place: X_k = sum_j x_j exp(-2 pi i j k / n); with `inverse` exp(+...) and divided by n.
void mr_fft(double *re, double *im, size_t n, int inverse, double *room, const mr_watch *watch);
// Modulus of the analytic signal of x (Gabor 1946), out may be x. room: mr_fft_room(n) + 2 n
// doubles.
void mr_fft_envelope(const double *x, size_t n, double *out, double *room, const mr_watch *watch);
