// Bins of a curve for drawing: nothing between the extremes is lost, and a gap stays a gap.
#include "check.h"

#include "mudrock/numeric.h"

enum { MANY = 1000000, PIXELS = 1500 };

static double *depths(size_t n)
{
    double *out = malloc(n * sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = 1000 + 0.001 * (double)i;
    return out;
}

static void test_spike_in_a_million(void **state)
{
    (void)state;
    double *depth = depths(MANY), *values = malloc(MANY * sizeof *values);
    static size_t first[PIXELS + 1];
    static double min[PIXELS], max[PIXELS];
    uint64_t random = 7;
    for (size_t i = 0; i < MANY; i++)
        values[i] = 50 + random_share(&random);
    const size_t n = mr_depth_bins(depth, MANY, 0, 1e9, PIXELS, first);
    assert_int_equal(n, PIXELS);
    assert_int_equal(first[0], 0);
    assert_int_equal(first[n], MANY);
    const size_t spikes[] = {0, 1, 7, 8, 499999, 500000, 765433, MANY - 2, MANY - 1};
    for (size_t s = 0; s < sizeof spikes / sizeof *spikes; s++) {
        const double before = values[spikes[s]];
        for (int side = 0; side < 2; side++) {
            values[spikes[s]] = side ? 1e6 : -1e6;
            mr_bin_extremes(values, first, n, min, max);
            size_t hits = 0;
            for (size_t k = 0; k < n; k++)
                if ((side ? max[k] : min[k]) == values[spikes[s]]) {
                    assert_true(first[k] <= spikes[s] && spikes[s] < first[k + 1]);
                    hits++;
                }
            assert_int_equal(hits, 1);
        }
        values[spikes[s]] = before;
    }
    free(values);
    free(depth);
}

// Against the plain loop, over random windows, thicknesses and nulls.
static void test_same_as_the_plain_loop(void **state)
{
    (void)state;
    enum { N = 5000 };
    static double depth[N], values[N], min[400], max[400];
    static size_t first[401];
    uint64_t random = 11;
    double d = 0;
    for (size_t i = 0; i < N; i++) {
        d += random_share(&random) < 0.1 ? 0 : random_share(&random);
        depth[i] = d;
        values[i] = random_share(&random) < 0.3 ? (double)NAN : random_share(&random) - 0.5;
    }
    for (int round = 0; round < 300; round++) {
        const double top = random_share(&random) * d, base = top + random_share(&random) * d;
        const size_t most = 1 + (size_t)(random_share(&random) * 400);
        const size_t n = mr_depth_bins(depth, N, top, base, most, first);
        size_t inside = 0;
        for (size_t i = 0; i < N; i++)
            inside += depth[i] >= top && depth[i] <= base;
        assert_int_equal(n, inside < most ? inside : most);
        assert_int_equal(first[n] - first[0], inside);
        mr_bin_extremes(values, first, n, min, max);
        for (size_t k = 0; k < n; k++) {
            double low = (double)NAN, high = (double)NAN;
            assert_true(first[k] <= first[k + 1]);
            for (size_t i = first[k]; i < first[k + 1]; i++) {
                if (isnan(values[i]))
                    continue;
                low = isnan(low) || values[i] < low ? values[i] : low;
                high = isnan(high) || values[i] > high ? values[i] : high;
            }
            assert_close(min[k], low, 0, 0);
            assert_close(max[k], high, 0, 0);
        }
    }
}

static void test_few_samples_are_exact(void **state)
{
    (void)state;
    const double depth[] = {1, 2, 3, 4, 5}, values[] = {10, (double)NAN, 30, 40, 50};
    size_t first[11];
    double min[10], max[10];
    assert_int_equal(mr_depth_bins(depth, 5, 1.5, 4, 10, first), 3);
    assert_int_equal(first[0], 1);
    mr_bin_extremes(values, first, 3, min, max);
    assert_close(min[0], (double)NAN, 0, 0);
    assert_close(max[0], (double)NAN, 0, 0);
    assert_close(min[1], 30, 0, 0);
    assert_close(max[2], 40, 0, 0);
}

static void test_nothing_to_draw(void **state)
{
    (void)state;
    const double depth[] = {5, 5, 5}, values[] = {1, 3, 2};
    size_t first[3];
    double min, max;
    assert_int_equal(mr_depth_bins(depth, 3, 6, 9, 2, first), 0);
    assert_int_equal(mr_depth_bins(depth, 3, 9, 1, 2, first), 0);
    assert_int_equal(mr_depth_bins(depth, 0, 0, 9, 2, first), 0);
    assert_int_equal(mr_depth_bins(depth, 3, 0, 9, 0, first), 0);
    // All at one depth: one bin.
    assert_int_equal(mr_depth_bins(depth, 3, 0, 9, 2, first), 1);
    mr_bin_extremes(values, first, 1, &min, &max);
    assert_close(min, 1, 0, 0);
    assert_close(max, 3, 0, 0);
}

// No sample falls into a bin of the middle.
static void test_a_hole_in_the_depths(void **state)
{
    (void)state;
    double depth[200], values[200], min[10], max[10];
    size_t first[11];
    for (size_t i = 0; i < 200; i++) {
        depth[i] = i < 100 ? (double)i : 900 + (double)(i - 100);
        values[i] = (double)i;
    }
    assert_int_equal(mr_depth_bins(depth, 200, 0, 1000, 10, first), 10);
    mr_bin_extremes(values, first, 10, min, max);
    for (size_t k = 2; k < 8; k++)
        assert_close(min[k], (double)NAN, 0, 0);
    assert_close(min[0], 0, 0, 0);
    assert_close(max[9], 199, 0, 0);
}

static void steps_are_round(void **state)
{
    (void)state;

    assert_close(mr_nice_step(100, 10), 10, 1e-15, 0);
    assert_close(mr_nice_step(100, 4), 20, 1e-15, 0);
    assert_close(mr_nice_step(3, 5), 0.5, 1e-15, 0);
    assert_close(mr_nice_step(900, 1), 1000, 1e-15, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_round),
        cmocka_unit_test(test_spike_in_a_million),
        cmocka_unit_test(test_same_as_the_plain_loop),
        cmocka_unit_test(test_few_samples_are_exact),
        cmocka_unit_test(test_nothing_to_draw),
        cmocka_unit_test(test_a_hole_in_the_depths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
