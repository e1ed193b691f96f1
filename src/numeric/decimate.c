// Least and greatest value of every bin of depth: what a log plot draws of a million samples.
#include <math.h>

#include "mudrock/numeric.h"

enum { LANES = 8 };

// The first of n ascending values that is not below x, from `at` on.
static size_t lower_bound(const double *ascending, size_t at, size_t n, double x)
{
    while (at < n) {
        size_t middle = at + (n - at) / 2;
        if (ascending[middle] < x)
            at = middle + 1;
        else
            n = middle;
    }
    return at;
}

static size_t upper_bound(const double *ascending, size_t at, size_t n, double x)
{
    while (at < n) {
        size_t middle = at + (n - at) / 2;
        if (ascending[middle] <= x)
            at = middle + 1;
        else
            n = middle;
    }
    return at;
}

size_t mr_depth_bins(const double *depth, size_t n, double top, double base, size_t most,
                     size_t *first)
{
    size_t begin = lower_bound(depth, 0, n, top), end = upper_bound(depth, begin, n, base);
    first[0] = begin;
    if (begin == end || most == 0)
        return 0;
    if (end - begin <= most) {
        for (size_t k = 0; k < end - begin; k++)
            first[k + 1] = begin + k + 1;
        return end - begin;
    }
    const double above = depth[begin], below = depth[end - 1];
    if (!(below > above))
        most = 1;
    for (size_t k = 1; k < most; k++)
        first[k] = lower_bound(depth, first[k - 1], end,
                               above + (below - above) * ((double)k / (double)most));
    first[most] = end;
    return most;
}

// A comparison with NaN is false, so that a null never wins; lanes of their own let the compiler
// use vectors, and least and greatest do not depend on the order.
static void extremes(const double *restrict values, size_t n, double *min, double *max)
{
    double low[LANES], high[LANES];
    size_t i = 0;
    for (size_t l = 0; l < LANES; l++) {
        low[l] = (double)INFINITY;
        high[l] = -(double)INFINITY;
    }
    for (; i + LANES <= n; i += LANES)
        for (size_t l = 0; l < LANES; l++) {
            const double v = values[i + l];
            low[l] = v < low[l] ? v : low[l];
            high[l] = v > high[l] ? v : high[l];
        }
    for (; i < n; i++) {
        low[0] = values[i] < low[0] ? values[i] : low[0];
        high[0] = values[i] > high[0] ? values[i] : high[0];
    }
    for (size_t l = 1; l < LANES; l++) {
        low[0] = low[l] < low[0] ? low[l] : low[0];
        high[0] = high[l] > high[0] ? high[l] : high[0];
    }
    const bool any = low[0] <= high[0];
    *min = any ? low[0] : (double)NAN;
    *max = any ? high[0] : (double)NAN;
}

void mr_bin_extremes(const double *values, const size_t *first, size_t bins, double *min,
                     double *max)
{
    for (size_t k = 0; k < bins; k++)
        extremes(values + first[k], first[k + 1] - first[k], &min[k], &max[k]);
}

double mr_nice_step(double span, double about)
{
    const double step = pow(10, floor(log10(span / about)));
    const double share = span / about / step;

    return share < 1.5 ? step : share < 3.5 ? 2 * step : share < 7.5 ? 5 * step : 10 * step;
}
