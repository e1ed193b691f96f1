// Sorted windows, narrow and wide, against windows sorted one by one.
#include "mudrock/numeric.h"

#include "numeric/check.h"

enum { N = 700 };

static double x[N];

static void fill(double share_of_nulls, double step)
{
    uint64_t seed = 5;

    for (size_t i = 0; i < N; i++) {
        const double value = floor(10 * random_share(&seed) / step) * step;
        const double odd = random_share(&seed);
        x[i] = odd < share_of_nulls ? MR_NAN : odd > 0.98 ? HUGE_VAL : value - 5;
    }
}

static void check(size_t n, size_t half, size_t block, bool with_deviation)
{
    double *room = malloc(mr_sliding_room(n, half) * sizeof *room + 1), want[N], off[N];
    double count[N], median[N], deviation[N], percentile[N];
    const mr_orders got = {count, median, with_deviation ? deviation : NULL, percentile, 30};
    mr_sliding sliding;

    mr_sliding_init(&sliding, x, n, half, room);
    for (size_t i = 0; i < n; i++) {
        const size_t first = i > half ? i - half : 0, end = n - i > half ? i + half + 1 : n;
        const size_t m = mr_compact(x + first, end - first, want), at = i % block;
        if (at == 0)
            mr_sliding_rows(&sliding, i, n - i < block ? n - i : block, &got);
        mr_sort(want, m);
        assert_true(count[at] == (double)m);
        if (m > 0 && isinf(want[m - 1]))
            continue;
        assert_close(median[at], mr_median_sorted(want, m), 0, 0);
        assert_close(percentile[at], mr_percentile_sorted(want, m, 30), 0, 0);
        for (size_t k = 0; k < m; k++)
            off[k] = fabs(want[k] - median[at]);
        mr_sort(off, m);
        if (with_deviation)
            assert_close(deviation[at], mr_median_sorted(off, m), 0, 0);
    }
    free(room);
}

static void windows_are_in_order(void **state)
{
    static const size_t halves[] = {0,  1,  2,  3,  4,  7,  8,  9,  10, 11, 12,  13,  14,
                                    15, 16, 25, 26, 31, 32, 50, 62, 63, 64, 100, 2000};
    static const size_t lengths[] = {1, 2, 5, 63, 64, 65, 200, N};
    static const double shares_of_nulls[] = {0, 0.01, 0.2, 0.8};
    (void)state;

    for (size_t k = 0; k < 4; k++) {
        fill(shares_of_nulls[k], k % 2 ? 1 : 0.001);
        for (size_t h = 0; h < sizeof halves / sizeof *halves; h++)
            for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
                check(lengths[l], halves[h], 1, true);
                check(lengths[l], halves[h], 300, true);
                check(lengths[l], halves[h], 300, false);
                check(lengths[l], halves[h], 9, false);
            }
    }
}

static void wide_windows_need_no_more_than_the_series(void **state)
{
    (void)state;

    assert_int_equal(mr_sliding_room(1000, 64), 129);
    assert_int_equal(mr_sliding_room(100, 64), 100);
    assert_int_equal(mr_sliding_room(5, SIZE_MAX / 2), 5);
    assert_int_equal(mr_sliding_room(0, 64), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_are_in_order),
        cmocka_unit_test(wide_windows_need_no_more_than_the_series),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
