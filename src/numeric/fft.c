// Discrete Fourier transform of any length.
#include "mudrock/fft.h"

#include <math.h>
#include <string.h>

static const double TWO_PI = 6.28318530717958647692528676655900577;

static size_t power_of_two_from(size_t n)
{
    size_t size = 1;
    while (size < n)
        size *= 2;
    return size;
}

static void swap_bits(double *re, double *im, size_t n)
{
    for (size_t i = 1, j = 0; i < n; i++) {
        size_t bit = n >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i >= j)
            continue;
        double a = re[i], b = im[i];
        re[i] = re[j];
        im[i] = im[j];
        re[j] = a;
        im[j] = b;
    }
}

// n a power of two; sign -1 forward, +1 backward; no scaling. Cooley and Tukey (1965). Twiddles are
// computed directly, not by recurrence, to keep the last digits.
static void radix2(double *re, double *im, size_t n, double sign, const mr_watch *watch)
{
    swap_bits(re, im, n);
    for (size_t length = 2; length <= n; length *= 2) {
        size_t half = length / 2;
        for (size_t k = 0; k < half; k++) {
            if (mr_stop(watch, k + 1, n / length))
                return;
            double angle = sign * TWO_PI * (double)k / (double)length;
            double wr = cos(angle), wi = sin(angle);
            for (size_t i = k; i < n; i += length) {
                size_t j = i + half;
                double tr = wr * re[j] - wi * im[j], ti = wr * im[j] + wi * re[j];
                re[j] = re[i] - tr;
                im[j] = im[i] - ti;
                re[i] += tr;
                im[i] += ti;
            }
        }
    }
}

// exp(sign pi i k^2 / n); k^2 is taken modulo 2n, so that large k lose nothing.
static void chirp(size_t k, size_t n, double sign, double *re, double *im)
{
    unsigned long long square = (unsigned long long)k * k % (2ull * n);
    double angle = sign * TWO_PI / 2 * (double)square / (double)n;
    *re = cos(angle);
    *im = sin(angle);
}

static void bluestein(double *re, double *im, size_t n, double sign, double *room,
                      const mr_watch *watch)
{
    const size_t size = power_of_two_from(2 * n - 1);
    double *ar = room, *ai = ar + size, *br = ai + size, *bi = br + size;

    memset(room, 0, 4 * size * sizeof *room);
    for (size_t k = 0; k < n; k++) {
        double wr, wi;
        chirp(k, n, sign, &wr, &wi);
        ar[k] = re[k] * wr - im[k] * wi;
        ai[k] = re[k] * wi + im[k] * wr;
        br[k] = wr;
        bi[k] = -wi;
        if (k > 0) {
            br[size - k] = wr;
            bi[size - k] = -wi;
        }
    }
    radix2(ar, ai, size, -1, watch);
    radix2(br, bi, size, -1, watch);
    for (size_t k = 0; k < size; k++) {
        double r = ar[k] * br[k] - ai[k] * bi[k];
        ai[k] = ar[k] * bi[k] + ai[k] * br[k];
        ar[k] = r;
    }
    radix2(ar, ai, size, 1, watch);
    for (size_t k = 0; k < n; k++) {
        double wr, wi;
        chirp(k, n, sign, &wr, &wi);
        re[k] = (ar[k] * wr - ai[k] * wi) / (double)size;
        im[k] = (ar[k] * wi + ai[k] * wr) / (double)size;
    }
}

size_t mr_fft_room(size_t n)
{
    return n && (n & (n - 1)) ? 4 * power_of_two_from(2 * n - 1) : 0;
}

void mr_fft(double *re, double *im, size_t n, int inverse, double *room, const mr_watch *watch)
{
    const double sign = inverse ? 1 : -1;

    if (n < 2)
        return;
    if (n & (n - 1))
        bluestein(re, im, n, sign, room, watch);
    else
        radix2(re, im, n, sign, watch);
    for (size_t k = 0; inverse && k < n; k++) {
        re[k] /= (double)n;
        im[k] /= (double)n;
    }
}

void mr_fft_envelope(const double *x, size_t n, double *out, double *room, const mr_watch *watch)
{
    double *re = room, *im = room + n;

    memcpy(re, x, n * sizeof *re);
    memset(im, 0, n * sizeof *im);
    mr_fft(re, im, n, 0, room + 2 * n, watch);
    // Positive frequencies 1 .. ceil(n/2) - 1 twice, coefficient 0 (and n/2 of an even n) once, the
    // negative ones not at all.
    for (size_t k = 1; k < n; k++) {
        double weight = 2 * k < n ? 2 : 2 * k == n ? 1 : 0;
        re[k] *= weight;
        im[k] *= weight;
    }
    mr_fft(re, im, n, 1, room + 2 * n, watch);
    for (size_t k = 0; k < n; k++)
        out[k] = hypot(re[k], im[k]);
}
