// Values brought into another unit, with the digits that a person would write: 5000.5 ft are
// 1524.1524 m.
//
// The factor between two units is mostly a ratio of small whole numbers (381/1250, 1200/3937,
// 1/100), and a value that was read is a decimal of few digits, n / 10^k. Both are found, the
// products are whole numbers below 2^53, so the one division at the end gives the double nearest to
// the exact result: the same that the decimal itself is read as. scale * x alone rounds twice and
// may end one step aside, where a depth of another file no longer equals it.
#include "mudrock/table.h"

#include <math.h>

enum { MOST_DECIMALS = 9, MOST_STEPS = 24 };

static const double EXACT = 9007199254740992.0; // 2^53
static const double LARGEST =
    1125899906842624.0; // 2^50: below it a product with 10^k is off by less than a half

typedef struct ratio {
    double over, under; // whole numbers
} ratio;

// By continued fractions. What lies within two roundings of so small a ratio is that ratio: others
// are 1e-12 away.
static bool find_ratio(double scale, ratio *out)
{
    const double wanted = fabs(scale);
    double p0 = 0, p1 = 1, q0 = 1, q1 = 0, rest = wanted;

    for (int i = 0; i < MOST_STEPS && isfinite(rest); i++) {
        const double whole = floor(rest), p = whole * p1 + p0, q = whole * q1 + q0;
        if (p > 1e6 || q > 1e6)
            return false;
        p0 = p1, p1 = p, q0 = q1, q1 = q;
        if (p > 0 && fabs(p / q - wanted) <= 4.5e-16 * wanted) {
            *out = (ratio){scale < 0 ? -p : p, q};
            return true;
        }
        rest = 1 / (rest - whole);
    }
    return false;
}

static const double powers[MOST_DECIMALS + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

static bool is_decimal(double x, int k, double *n)
{
    const double scaled = x * powers[k];
    *n = rint(scaled);
    return fabs(scaled) < LARGEST && *n / powers[k] == x;
}

static bool exactly(double x, ratio r, int k, double *out)
{
    double n;
    if (!is_decimal(x, k, &n) || fabs(n * r.over) >= EXACT || r.under * powers[k] >= EXACT)
        return false;
    *out = n * r.over / (r.under * powers[k]);
    return true;
}

// *k: the decimals of the value before; most values of a column have the same. More than the least
// only lengthen the fraction.
static double rescale(double x, ratio r, double scale, int *k)
{
    double y;
    if (!isfinite(x) || exactly(x, r, *k, &y))
        return isfinite(x) ? y : scale * x;
    for (int least = 0; least <= MOST_DECIMALS; least++)
        if (exactly(x, r, least, &y)) {
            *k = least;
            return y;
        }
    return scale * x;
}

void mr_rescale(double *x, int64_t n, double scale, double offset)
{
    ratio r;
    int k = 0;
    if (offset == 0 && find_ratio(scale, &r)) {
        for (int64_t i = 0; i < n; i++)
            x[i] = rescale(x[i], r, scale, &k);
        return;
    }
    for (int64_t i = 0; i < n; i++)
        x[i] = scale * x[i] + offset;
}
