// Sums, spread, order statistics, stable sort: against values worked by hand and slow definitions.
#include "mudrock/numeric.h"

#include "numeric/check.h"

static const double none[1];

static void nothing_has_no_statistics(void **state)
{
    (void)state;
    assert_true(mr_sum(none, 0) == 0);
    assert_true(isnan(mr_mean(none, 0)) && isnan(mr_min(none, 0)) && isnan(mr_max(none, 0)));
    assert_true(isnan(mr_median_sorted(none, 0)) && isnan(mr_percentile_sorted(none, 0, 50)));
    assert_true(isnan(mr_mad_of((mr_sorted){none, 0, 1}, 0)) && isnan(mr_std(none, 0, 1)));
    assert_true(isnan(mr_sum_squares(none, 0)) && mr_no_spread(none, 0));
    assert_true(isnan(mr_pearson(none, none, 0)));
}

static void compacting_drops_nulls_in_place(void **state)
{
    double x[] = {MR_NAN, 3, MR_NAN, -1, 2, MR_NAN};
    (void)state;

    assert_int_equal(mr_compact(x, 6, x), 3);
    assert_true(x[0] == 3 && x[1] == -1 && x[2] == 2);
}

// A million tenths: one after another the error is about 1e-6, pairwise a few units in the last
// place.
static void sums_are_pairwise(void **state)
{
    enum { N = 1000000 };
    double *x = malloc(N * sizeof *x);
    (void)state;

    for (size_t i = 0; i < N; i++)
        x[i] = 0.1;
    assert_close(mr_sum(x, N), 100000, 1e-14, 0);
    free(x);
}

static void spread_divides_as_asked(void **state)
{
    const double x[] = {2, 4, 4, 4, 5, 5, 7, 9}; // mean 5, squares about it 32
    (void)state;

    assert_close(mr_mean(x, 8), 5, 0, 0);
    assert_close(mr_sum_squares(x, 8), 32, 0, 0);
    assert_close(mr_std(x, 8, 0), 2, 1e-15, 0);
    assert_close(mr_std(x, 8, 1), sqrt(32.0 / 7), 1e-15, 0);
    assert_true(isnan(mr_std(x, 1, 1)) && mr_std(x, 1, 0) == 0);
    assert_true(mr_min(x, 8) == 2 && mr_max(x, 8) == 9);
}

static void rounding_is_no_spread(void **state)
{
    const double flat[] = {1e8, 1e8 * (1 + 1e-15), 1e8}, little[] = {1e8, 1e8 + 0.1, 1e8};
    (void)state;

    assert_true(mr_no_spread(flat, 3));
    assert_false(mr_no_spread(little, 3));
    assert_true(mr_no_spread((const double[]){0, 0}, 2) && mr_no_spread((const double[]){5}, 1));
}

static void correlation_is_pearsons(void **state)
{
    const double x[] = {1, 2, 3, 4}, up[] = {10, 20, 30, 40}, down[] = {3, 2, 1, 0};
    const double mixed[] = {1, 3, 2, 4}; // sxy = 4, sxx = syy = 5
    (void)state;

    assert_close(mr_pearson(x, up, 4), 1, 1e-15, 0);
    assert_close(mr_pearson(x, down, 4), -1, 1e-15, 0);
    assert_close(mr_pearson(x, mixed, 4), 0.8, 1e-15, 0);
    assert_true(isnan(mr_pearson(x, (const double[]){2, 2, 2, 2}, 4)));
    assert_true(isnan(mr_pearson(x, up, 1)));
}

// Hyndman and Fan's type 7, by hand: h = (n - 1) q / 100.
static void percentiles_are_of_type_7(void **state)
{
    const double x[] = {1, 2, 4, 8};
    (void)state;

    assert_close(mr_percentile_sorted(x, 4, 0), 1, 0, 0);
    assert_close(mr_percentile_sorted(x, 4, 100), 8, 0, 0);
    assert_close(mr_percentile_sorted(x, 4, 50), 3, 0, 0);
    assert_close(mr_percentile_sorted(x, 4, 25), 1.75, 0, 0);
    assert_close(mr_percentile_sorted(x, 4, 90), 4 + 0.7 * 4, 1e-15, 0);
    assert_close(mr_percentile_sorted(x, 1, 30), 1, 0, 0);
    assert_close(mr_median_sorted(x, 4), 3, 0, 0);
    assert_close(mr_median_sorted(x, 3), 2, 0, 0);
}

static double slow_mad(const double *sorted, size_t n, double centre)
{
    double away[40];

    for (size_t i = 0; i < n; i++)
        away[i] = fabs(sorted[i] - centre);
    mr_sort(away, n);
    return mr_median_sorted(away, n);
}

static void deviations_need_no_sorting(void **state)
{
    uint64_t seed = 3;
    double x[40];
    (void)state;

    for (size_t n = 1; n <= 40; n++)
        for (int round = 0; round < 20; round++) {
            for (size_t i = 0; i < n; i++) // with ties
                x[i] = floor(20 * random_share(&seed));
            mr_sort(x, n);
            const double median = mr_median_sorted(x, n);
            assert_close(mr_mad_of((mr_sorted){x, n, 1}, median), slow_mad(x, n, median), 0, 0);
            assert_close(mr_mad_of((mr_sorted){x, n, 1}, 25), slow_mad(x, n, 25), 0, 0);
            assert_close(mr_mad_of((mr_sorted){x, n, 1}, -1), slow_mad(x, n, -1), 0, 0);
        }
}

static void rows_are_sorted_stably(void **state)
{
    enum { N = 1000 };
    double keys[N];
    int64_t rows[N], scratch[N];
    uint64_t seed = 9;
    (void)state;

    for (size_t i = 0; i < N; i++) {
        keys[i] = floor(50 * random_share(&seed));
        rows[i] = (int64_t)i;
    }
    mr_sort_rows(keys, rows, N, scratch);
    for (size_t i = 1; i < N; i++) {
        assert_true(keys[rows[i - 1]] <= keys[rows[i]]);
        if (keys[rows[i - 1]] == keys[rows[i]])
            assert_true(rows[i - 1] < rows[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_has_no_statistics),
        cmocka_unit_test(compacting_drops_nulls_in_place),
        cmocka_unit_test(sums_are_pairwise),
        cmocka_unit_test(spread_divides_as_asked),
        cmocka_unit_test(rounding_is_no_spread),
        cmocka_unit_test(correlation_is_pearsons),
        cmocka_unit_test(percentiles_are_of_type_7),
        cmocka_unit_test(deviations_need_no_sorting),
        cmocka_unit_test(rows_are_sorted_stably),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
