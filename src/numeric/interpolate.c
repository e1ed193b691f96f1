// Interpolation in depth between valid samples.
#include "mudrock/numeric.h"

static const double same_depth = 1e-6;

mr_knots mr_knots_make(const double *z, const double *x, size_t n, double *kz, double *kx)
{
    size_t m = 0;

    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || (m > 0 && kz[m - 1] == z[i]))
            continue;
        kz[m] = z[i];
        kx[m++] = x[i];
    }
    return (mr_knots){m, kz, kx, 0};
}

// Number of knots at or above `at`, found from the last place outwards.
static size_t knots_above(const mr_knots *knots, double at, size_t near)
{
    size_t low, high, step = 1;

    if (near > knots->n)
        near = knots->n;
    if (near > 0 && knots->z[near - 1] > at) {
        high = near - 1;
        while (step <= high && knots->z[high - step] > at) {
            high -= step;
            step *= 2;
        }
        low = step <= high ? high - step : 0;
    } else {
        low = near;
        while (low + step <= knots->n && knots->z[low + step - 1] <= at) {
            low += step;
            step *= 2;
        }
        high = low + step <= knots->n ? low + step - 1 : knots->n;
    }
    while (low < high) { // first knot below `at`
        size_t middle = low + (high - low) / 2;
        if (knots->z[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double between(const mr_knots *knots, mr_interpolation how, size_t a, double at)
{
    const double za = knots->z[a], zb = knots->z[a + 1];
    const double xa = knots->x[a], xb = knots->x[a + 1];

    if (how == MR_PREVIOUS)
        return xa;
    if (how == MR_NEAREST)
        return at - za <= zb - at + same_depth ? xa : xb;
    const double share = (at - za) / (zb - za);
    if (knots->turn > 0)
        return mr_turn_wrap(xa + mr_turn_short(xb - xa, knots->turn) * share, knots->turn);
    return xa + (xb - xa) * share;
}

double mr_knots_at(const mr_knots *knots, mr_interpolation how, double max_gap, double at,
                   size_t *near)
{
    const size_t n = knots->n;
    size_t below = knots_above(knots, at, *near); // first knot deeper than `at`

    *near = below;
    const double up = below > 0 ? at - knots->z[below - 1] : (double)INFINITY;
    const double down = below < n ? knots->z[below] - at : (double)INFINITY;
    if (up <= down ? up <= same_depth : down <= same_depth)
        return knots->x[up <= down ? below - 1 : below];
    if (below == 0 || below == n)
        return MR_NAN;
    if (knots->z[below] - knots->z[below - 1] > max_gap + same_depth) // false when NaN
        return MR_NAN;
    return between(knots, how, below - 1, at);
}
