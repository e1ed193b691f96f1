// Statistics of dense values: sums, spread, order.
#include <stdlib.h>
#include <string.h>

#include "mudrock/numeric.h"

enum { PAIRWISE_BLOCK = 128 };

size_t mr_compact(const double *x, size_t n, double *out)
{
    size_t m = 0;

    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]))
            out[m++] = x[i];
    return m;
}

double mr_sum(const double *values, size_t n)
{
    if (n > PAIRWISE_BLOCK)
        return mr_sum(values, n / 2) + mr_sum(values + n / 2, n - n / 2);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

double mr_mean(const double *x, size_t n)
{
    return n ? mr_sum(x, n) / (double)n : MR_NAN;
}

double mr_min(const double *x, size_t n)
{
    double least = n ? x[0] : MR_NAN;

    for (size_t i = 1; i < n; i++)
        least = x[i] < least ? x[i] : least;
    return least;
}

double mr_max(const double *x, size_t n)
{
    double most = n ? x[0] : MR_NAN;

    for (size_t i = 1; i < n; i++)
        most = x[i] > most ? x[i] : most;
    return most;
}

// sum((x - mx) (y - my)), pairwise.
static double sum_products(const double *x, double mx, const double *y, double my, size_t n)
{
    if (n > PAIRWISE_BLOCK)
        return sum_products(x, mx, y, my, n / 2) +
               sum_products(x + n / 2, mx, y + n / 2, my, n - n / 2);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (x[i] - mx) * (y[i] - my);
    return sum;
}

static bool all_equal(const double *x, size_t n)
{
    size_t i = 1;

    while (i < n && x[i] >= x[0] && x[i] <= x[0])
        i++;
    return i >= n;
}

// The mean of equal values may be off by a digit, and they would seem to have a spread.
double mr_sum_squares(const double *x, size_t n)
{
    if (n > 0 && all_equal(x, n))
        return 0 * x[0];
    const double mean = mr_mean(x, n);

    return n ? sum_products(x, mean, x, mean, n) : MR_NAN;
}

bool mr_no_spread(const double *x, size_t n)
{
    double most = 0;

    for (size_t i = 0; i < n; i++)
        most = x[i] * x[i] > most ? x[i] * x[i] : most;
    return !(mr_sum_squares(x, n) > 1e-20 * (double)n * most);
}

double mr_std(const double *x, size_t n, size_t ddof)
{
    return n > ddof ? sqrt(mr_sum_squares(x, n) / (double)(n - ddof)) : MR_NAN;
}

double mr_pearson(const double *x, const double *y, size_t n)
{
    if (n < 2 || mr_no_spread(x, n) || mr_no_spread(y, n))
        return MR_NAN;
    return sum_products(x, mr_mean(x, n), y, mr_mean(y, n), n) /
           sqrt(mr_sum_squares(x, n) * mr_sum_squares(y, n));
}

static int compare(const void *a_, const void *b_)
{
    const double a = *(const double *)a_, b = *(const double *)b_;

    return (a > b) - (a < b);
}

void mr_sort(double *x, size_t n)
{
    if (n > 1)
        qsort(x, n, sizeof *x, compare);
}

double mr_median_of(mr_sorted s)
{
    if (s.n == 0)
        return MR_NAN;
    const double *middle = s.at + s.n / 2 * s.stride;
    return s.n % 2 ? *middle : (middle[-(ptrdiff_t)s.stride] + *middle) / 2;
}

double mr_median_sorted(const double *sorted, size_t n)
{
    return mr_median_of((mr_sorted){sorted, n, 1});
}

mr_between mr_percentile_place(size_t n, double q)
{
    const double h = (double)(n - 1) * q / 100;
    const size_t k = (size_t)h;

    return k >= n - 1 ? (mr_between){n - 1, 0} : (mr_between){k, h - (double)k};
}

double mr_percentile_of(mr_sorted s, double q)
{
    if (s.n == 0)
        return MR_NAN;
    const mr_between place = mr_percentile_place(s.n, q);
    const double *at = s.at + place.below * s.stride;
    return place.share > 0 ? at[0] + place.share * (at[s.stride] - at[0]) : at[0];
}

double mr_percentile_sorted(const double *sorted, size_t n, double q)
{
    return mr_percentile_of((mr_sorted){sorted, n, 1}, q);
}

// First place whose value is not less, without branches that the processor would have to guess.
size_t mr_place_sorted(const double *sorted, size_t n, double value)
{
    size_t first = 0;

    if (n <= 64) {
        for (size_t k = 0; k < n; k++)
            first += sorted[k] < value;
        return first;
    }
    for (size_t length = n; length > 0;) {
        const size_t half = length / 2;
        const bool less = sorted[first + half] < value;
        first = less ? first + half + 1 : first;
        length = less ? length - half - 1 : half;
    }
    return first;
}

static size_t place_of(mr_sorted s, double value)
{
    size_t first = 0;

    if (s.stride == 1)
        return mr_place_sorted(s.at, s.n, value);
    for (size_t length = s.n; length > 0;) {
        const size_t half = length / 2;
        const bool less = s.at[(first + half) * s.stride] < value;
        first = less ? first + half + 1 : first;
        length = less ? length - half - 1 : half;
    }
    return first;
}

// Distances from the centre grow to both sides of it. Of the n / 2 least, `low` lie on the left: a
// search for that number, no merge.
double mr_mad_of(mr_sorted s, double centre)
{
    if (s.n == 0)
        return MR_NAN;
    const ptrdiff_t left = (ptrdiff_t)place_of(s, centre), n = (ptrdiff_t)s.n, middle = n / 2;
    const ptrdiff_t right = n - left, stride = (ptrdiff_t)s.stride;
    const double *above = s.at + left * stride; // its place j, or -1 - j below the centre
    ptrdiff_t low = middle > right ? middle - right : 0, high = middle < left ? middle : left;

    while (low < high) {
        const ptrdiff_t taken = low + (high - low) / 2;
        const double gap = centre - above[(-1 - taken) * stride];
        const bool more = gap < above[(middle - taken - 1) * stride] - centre;
        low = more ? taken + 1 : low;
        high = more ? high : taken;
    }
    const ptrdiff_t rest = middle - low; // taken on the right
    const double a = low < left ? centre - above[(-1 - low) * stride] : HUGE_VAL;
    const double b = rest < right ? above[rest * stride] - centre : HUGE_VAL;
    const double at = a < b ? a : b;
    if (n % 2)
        return at;
    const double c = low > 0 ? centre - above[-low * stride] : 0;
    const double d = rest > 0 ? above[(rest - 1) * stride] - centre : 0;
    return ((c > d ? c : d) + at) / 2;
}

static void merge(const double *keys, int64_t *rows, size_t middle, size_t n, int64_t *scratch)
{
    size_t a = 0, b = middle;

    memcpy(scratch, rows, n * sizeof *rows);
    for (size_t i = 0; i < n; i++)
        if (b == n || (a < middle && keys[scratch[a]] <= keys[scratch[b]]))
            rows[i] = scratch[a++];
        else
            rows[i] = scratch[b++];
}

void mr_sort_rows(const double *keys, int64_t *rows, size_t n, int64_t *scratch)
{
    const size_t middle = n / 2;

    if (n < 2)
        return;
    mr_sort_rows(keys, rows, middle, scratch);
    mr_sort_rows(keys, rows + middle, n - middle, scratch);
    if (keys[rows[middle - 1]] > keys[rows[middle]])
        merge(keys, rows, middle, n, scratch);
}
