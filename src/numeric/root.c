// Roots of monotone functions.
#include "mudrock/numeric.h"

// g(x) = ln(c e^(n x) + d e^(k x)) - ln e is increasing and convex in x = ln s: Newton falls on the
// root from the right, whatever the start, after at most one step over it.
double mr_two_power_root(double c, double n, double d, double k, double e)
{
    double x = log(e / c) / n; // the root without the second term: right of it

    if (d == 0 || !isfinite(x))
        return isfinite(x) ? exp(x) : MR_NAN;
    for (int i = 0; i < 100; i++) {
        const double first = c * exp(n * x), second = d * exp(k * x);
        const double step = log((first + second) / e) * (first + second) / (n * first + k * second);
        x -= step;
        if (!(fabs(step) > 1e-15 * (1 + fabs(x))))
            break;
    }
    return exp(x);
}
