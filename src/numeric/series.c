// Along a series in depth order: segments, thickness.
#include "mudrock/numeric.h"

bool mr_segment_next(const double *x, size_t n, size_t *first, size_t *end)
{
    size_t i = *end;

    while (i < n && isnan(x[i]))
        i++;
    *first = i;
    while (i < n && !isnan(x[i]))
        i++;
    *end = i;
    return *first < i;
}

void mr_thickness(const double *z, size_t n, double *dz)
{
    for (size_t i = 0; i < n; i++) {
        const double above = z[i > 0 ? i - 1 : i], below = z[i + 1 < n ? i + 1 : i];
        dz[i] = (below - above) / 2;
    }
}
