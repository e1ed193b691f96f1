// Roots of monotone functions.
#include "mudrock/numeric.h"

// Bisection until the bracket is two neighbouring doubles: at most some 1100 halvings, about 60 for
// brackets of one magnitude.
double mr_root(double (*f)(double x, const void *context), const void *context, double low,
               double high)
{
    for (;;) {
        const double middle = low + (high - low) / 2;
        if (!(middle > low && middle < high))
            return fabs(f(low, context)) < fabs(f(high, context)) ? low : high;
        const double y = f(middle, context);
        if (y == 0)
            return middle;
        if (y < 0)
            low = middle;
        else
            high = middle;
    }
}
