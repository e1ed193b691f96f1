// What was not measured: how far apart the samples of a series are still neighbours.
#include "mudrock/numeric.h"

static const double NEAR = 1e-6; // as in interpolation: distances no further apart are equal

bool mr_is_gap(const mr_gaps *gaps, double distance)
{
    return distance > gaps->most + NEAR;
}

double mr_median_step(const double *z, size_t n, double *room)
{
    size_t steps = 0;

    for (size_t i = 1; i < n; i++)
        if (z[i] > z[i - 1])
            room[steps++] = z[i] - z[i - 1];
    mr_sort(room, steps);
    return mr_median_sorted(room, steps);
}

mr_gaps mr_gaps_of(const double *z, size_t n, double max_gap, double steps, double *room)
{
    double least = HUGE_VAL, most = 0;

    for (size_t i = 1; i < n; i++) {
        const double step = z[i] - z[i - 1];
        most = step > most ? step : most;
        least = step > 0 && step < least ? step : least;
    }
    // The median is no less than the least step: mostly there is nothing to sort.
    if (most <= (isnan(max_gap) ? steps * least : max_gap))
        return (mr_gaps){.most = HUGE_VAL, .step = MR_NAN};
    const double median = mr_median_step(z, n, room);
    return (mr_gaps){.most = isnan(max_gap) ? steps * median : max_gap, .step = median};
}

size_t mr_stretch_end(const double *z, size_t n, size_t first, const mr_gaps *gaps)
{
    size_t end = first + 1;

    while (end < n && !mr_is_gap(gaps, z[end] - z[end - 1]))
        end++;
    return end < n ? end : n;
}

void mr_thickness_in(const double *z, size_t n, const mr_gaps *gaps, double *dz)
{
    mr_thickness(z, n, dz);
    for (size_t i = 1; i < n && gaps->most < HUGE_VAL; i++) {
        const double distance = z[i] - z[i - 1];
        if (!mr_is_gap(gaps, distance))
            continue;
        dz[i - 1] += (gaps->step - distance) / 2;
        dz[i] += (gaps->step - distance) / 2;
    }
}
