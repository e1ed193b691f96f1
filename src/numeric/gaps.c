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

static const double OFF_GRID = 0.05; // of a step

// Twice the usual step now and then is a row left out; often, it is the rounding of the depths.
static const double RARELY = 0.2;
enum { FEW = 4 };

// Missing rows if distances of `least` steps and more are; infinite off the grid.
static double count_missing(const double *z, size_t n, const mr_gaps *gaps, double step,
                            double least)
{
    double missing = 0;

    for (size_t i = 1; i < n; i++) {
        const double steps = (z[i] - z[i - 1]) / step, whole = floor(steps + 0.5);
        if (mr_is_gap(gaps, z[i] - z[i - 1]))
            continue;
        if (fabs(steps - whole) > OFF_GRID)
            return HUGE_VAL;
        missing += whole >= least ? whole - 1 : 0;
    }
    return missing;
}

static bool is_double_rare(const double *z, size_t n, double step)
{
    size_t twice = 0;

    for (size_t i = 1; i < n; i++) {
        const double steps = (z[i] - z[i - 1]) / step;
        twice += steps > 1.5 && steps < 2.5;
    }
    return twice < FEW || (double)twice < RARELY * (double)n;
}

mr_grid_steps mr_grid_steps_of(const double *z, size_t n, const mr_gaps *gaps)
{
    mr_grid_steps grid = {.step = MR_NAN, .least = HUGE_VAL};
    double least = HUGE_VAL, most = 0;

    for (size_t i = 1; i < n; i++) {
        const double step = z[i] - z[i - 1];
        most = step > most ? step : most;
        least = step > 0 && step < least ? step : least;
    }
    if (most <= 1.5 * least) // mostly: nothing is missing
        return grid;
    const double from = is_double_rare(z, n, least) ? 2 : 3;
    const double missing = count_missing(z, n, gaps, least, from);
    if (missing <= 16.0 * (double)n + 1000) // else no grid, or one with hardly a row
        grid = (mr_grid_steps){.step = least, .least = from, .missing = (size_t)missing};
    return grid;
}

// How many rows are missing between two that are `distance` apart.
static size_t missing_between(const mr_grid_steps *grid, double distance)
{
    const double steps = floor(distance / grid->step + 0.5);

    return steps >= grid->least ? (size_t)steps - 1 : 0;
}

size_t mr_rows_with_missing(const double *z, size_t first, size_t end, const mr_grid_steps *grid,
                            int64_t *at, double *depth)
{
    size_t n = 0;

    for (size_t i = first; i < end; i++) {
        const size_t missing = i > first ? missing_between(grid, z[i] - z[i - 1]) : 0;
        for (size_t k = 1; k <= missing; k++) {
            at[n] = MR_NO_ROW;
            depth[n++] = z[i - 1] + (double)k * grid->step;
        }
        at[n] = (int64_t)i;
        depth[n++] = z[i];
    }
    return n;
}

// The mean of the steps near a usual one: digits of depths that were rounded cancel. NaN where
// hardly any is near it.
static double mean_step(const double *z, size_t n, double near)
{
    double sum = 0;
    size_t steps = 0;

    for (size_t i = 1; i < n; i++) {
        const double step = z[i] - z[i - 1];
        if (step > 0.5 * near && step < 1.5 * near) {
            sum += step;
            steps++;
        }
    }
    return steps > 0 && 4 * steps + 1 >= n ? sum / (double)steps : MR_NAN;
}

static const double MOST_OFF_GRID = 0.25; // of a step, of a long distance

static bool is_on_grid(double distance, double step)
{
    const double steps = distance / step, whole = floor(steps + 0.5), off = OFF_GRID + 1e-3 * whole;

    return fabs(steps - whole) <= (off < MOST_OFF_GRID ? off : MOST_OFF_GRID);
}

static bool is_grid(const double *z, size_t n, double step)
{
    size_t i = 1;

    while (i < n && is_on_grid(z[i] - z[i - 1], step))
        i++;
    return step > 0 && i >= n;
}

static double least_step(const double *z, size_t n)
{
    double least = HUGE_VAL;

    for (size_t i = 1; i < n; i++)
        if (z[i] > z[i - 1] && z[i] - z[i - 1] < least)
            least = z[i] - z[i - 1];
    return least;
}

// Where many rows are left out, the median is not the step from row to row.
mr_usual_rows mr_usual_rows_of(const double *z, size_t n, double max_gap, double *room)
{
    const double median = mr_median_step(z, n, room);
    double step = mean_step(z, n, median);

    if (!is_grid(z, n, step))
        step = mean_step(z, n, least_step(z, n));
    if (is_grid(z, n, step))
        return (mr_usual_rows){step, (is_double_rare(z, n, step) ? 1.5 : 2.5) * step};
    return (mr_usual_rows){median, (isnan(max_gap) ? MR_GAP_STEPS * median : max_gap) + NEAR};
}

size_t mr_rows_between(const mr_usual_rows *usual, double distance)
{
    const double steps = floor(distance / usual->step + 0.5);

    return distance > usual->most && steps > 1 && steps < 1e15 ? (size_t)steps - 1 : 0;
}
