// Windows by blocks against windows one by one.
#include "mudrock/numeric.h"

#include "numeric/check.h"

enum { N = 5000 };

static double x[N], y[N];

typedef enum curves { EVEN, GAPS, STEPS, FAR_AWAY, SPARSE } curves;

// Curves with gaps; with flat zones and great steps; with little spread far from zero.
static void fill(curves kind)
{
    uint64_t seed = 23;

    for (size_t i = 0; i < N; i++) {
        const double a = 10 * random_share(&seed), b = random_share(&seed) - 0.5;
        const double odd = random_share(&seed);
        const double step = i / 700 % 2 ? 1e5 : 0;
        x[i] = kind == STEPS ? step + (i % 700 < 300 ? a : 5) : kind == FAR_AWAY ? 1e7 + a : 75 + a;
        y[i] = kind == STEPS ? b - step : 3 * (double)i + b;
        if (kind == GAPS && odd < 0.3)
            x[i] = MR_NAN;
        if ((kind == GAPS && odd > 0.7) || (kind == SPARSE && odd < 0.97))
            y[i] = MR_NAN;
    }
}

typedef struct plain {
    double sum, count, weighted, weight, least, most;
} plain;

static plain one_by_one(const mr_window *w, size_t i)
{
    const size_t half = w->half;
    const size_t first = i > half ? i - half : 0, end = w->n - i > half ? i + half + 1 : w->n;
    plain p = {.least = HUGE_VAL, .most = -HUGE_VAL};

    for (size_t k = first; k < end; k++) {
        const double weight = (double)(half + 1 - (k > i ? k - i : i - k)), v = w->x[k];
        if (isnan(v))
            continue;
        p.sum += v;
        p.count++;
        p.weighted += weight * v;
        p.weight += weight;
        p.least = v < p.least ? v : p.least;
        p.most = v > p.most ? v : p.most;
    }
    return p;
}

typedef struct product_sums {
    double count, mean_a, mean_b, aa, ab, bb;
} product_sums;

// In long double, means first.
static product_sums moments_one_by_one(const mr_window *w, const double *b, size_t i)
{
    const size_t first = i > w->half ? i - w->half : 0;
    const size_t end = w->n - i > w->half ? i + w->half + 1 : w->n;
    long double n = 0, mean_a = 0, mean_b = 0, aa = 0, ab = 0, bb = 0;

    for (int round = 0; round < 2; round++) {
        for (size_t k = first; k < end; k++) {
            const long double u = (long double)w->x[k], v = b ? (long double)b[k] : 0;
            if (isnan(u) || isnan(v))
                continue;
            n += round ? 0 : 1;
            mean_a += round ? 0 : u;
            mean_b += round ? 0 : v;
            aa += round ? (u - mean_a) * (u - mean_a) : 0;
            ab += round ? (u - mean_a) * (v - mean_b) : 0;
            bb += round ? (v - mean_b) * (v - mean_b) : 0;
        }
        mean_a /= round ? 1 : n;
        mean_b /= round ? 1 : n;
    }
    return (product_sums){(double)n,  (double)mean_a, (double)mean_b,
                          (double)aa, (double)ab,     (double)bb};
}

static double *rows_of(size_t n)
{
    return malloc(n * sizeof(double));
}

static void check_sums(size_t n, size_t half)
{
    const size_t most = mr_window_rows(half);
    const mr_window a = {x, n, half};
    double *room = rows_of(mr_window_room(half)), *rows = rows_of(6 * most);
    double *sum = rows, *count = rows + most, *weighted = rows + 2 * most;
    double *weight = rows + 3 * most, *least = rows + 4 * most, *greatest = rows + 5 * most;

    for (size_t first = 0; first < n; first += most) {
        const size_t m = n - first < most ? n - first : most;
        mr_window_sums(&a, first, m, sum, count, room);
        mr_window_weighted(&a, first, m, weighted, weight, room);
        mr_window_extremes(&a, first, m, least, greatest, room);
        for (size_t i = 0; i<m; i += half> 50 ? 7 : 1) {
            const plain p = one_by_one(&a, first + i);
            assert_close(sum[i], p.sum, 1e-13, 0);
            assert_true(count[i] == p.count && weight[i] == p.weight);
            assert_close(weighted[i], p.weighted, 1e-13, 0);
            assert_true(least[i] == p.least && greatest[i] == p.most);
        }
    }
    free(rows);
    free(room);
}

// The means' last digit is what a sum of products of distances cannot be better than.
static void assert_moments(const mr_moments *m, size_t i, const product_sums *want, bool pairs)
{
    const double grain_a = want->count * want->mean_a * want->mean_a * 1e-29;
    const double grain_b = want->count * want->mean_b * want->mean_b * 1e-29;

    assert_true(m->count[i] == want->count);
    if (want->count == 0)
        return;
    assert_close(m->mean_a[i], want->mean_a, 1e-14, 0);
    assert_close(m->aa[i], want->aa, 2e-13, grain_a);
    if (!pairs)
        return;
    assert_close(m->mean_b[i], want->mean_b, 1e-14, 1e-14);
    assert_close(m->bb[i], want->bb, 2e-13, grain_b);
    assert_close(m->ab[i], want->ab, 2e-13,
                 2e-13 * sqrt(want->aa * want->bb) + sqrt(grain_a * grain_b));
}

static void check_moments(size_t n, size_t half, bool pairs)
{
    const size_t most = mr_window_rows(half);
    const mr_window a = {x, n, half};
    double *room = rows_of(mr_window_room(half)), *rows = rows_of(6 * most);
    const mr_moments m = {rows,
                          rows + most,
                          pairs ? rows + 2 * most : NULL,
                          rows + 3 * most,
                          pairs ? rows + 4 * most : NULL,
                          pairs ? rows + 5 * most : NULL};

    for (size_t first = 0; first < n; first += most) {
        const size_t length = n - first < most ? n - first : most;
        mr_window_moments(&a, pairs ? y : NULL, first, length, &m, room);
        for (size_t i = 0; i<length; i += half> 5 ? 17 : 1) {
            const product_sums want = moments_one_by_one(&a, pairs ? y : NULL, first + i);
            assert_moments(&m, i, &want, pairs);
        }
    }
    free(rows);
    free(room);
}

static void agrees_with_windows_one_by_one(void **state)
{
    static const size_t halves[] = {0, 1, 2, 3, 6, 50, 1023, 1500, 9000, 40000};
    static const size_t lengths[] = {1, 2, 5, 2047, 2048, 2049, N};
    (void)state;

    for (int gaps = 0; gaps < 2; gaps++) {
        fill(gaps ? GAPS : EVEN);
        for (size_t h = 0; h < sizeof halves / sizeof *halves; h++)
            for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++)
                check_sums(lengths[l], halves[h]);
    }
}

static void moments_keep_their_digits(void **state)
{
    static const size_t halves[] = {0, 2, 7, 8, 13, 50, 300, 4999};
    (void)state;

    for (curves kind = EVEN; kind <= SPARSE; kind++) {
        fill(kind);
        for (size_t h = 0; h < sizeof halves / sizeof *halves; h++) {
            check_moments(N, halves[h], false);
            check_moments(N, halves[h], true);
            check_moments(9, halves[h], true);
        }
    }
}

static void large_values_leave_no_trace(void **state)
{
    double sum[16], count[16], z[16] = {1e300, 1e300, 1, 1, 1, 1, 1, 1, 1, 1};
    double *scratch = malloc(mr_window_room(1) * sizeof *scratch);
    (void)state;

    mr_window_sums(&(mr_window){z, 16, 1}, 0, 16, sum, count, scratch);
    assert_true(sum[4] == 3 && count[0] == 2 && count[4] == 3);
    free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_windows_one_by_one),
        cmocka_unit_test(moments_keep_their_digits),
        cmocka_unit_test(large_values_leave_no_trace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
