// Windows by blocks against windows one by one.
#include "mudrock/numeric.h"

#include "numeric/check.h"

enum { N = 5000 };

static double x[N], y[N];

// Null in the same places.
static void fill(double share)
{
    uint64_t seed = 23;

    for (size_t i = 0; i < N; i++) {
        const double a = 75 + 10 * random_share(&seed), b = random_share(&seed) - 0.5;
        const int null = random_share(&seed) < share;
        x[i] = null ? MR_NAN : a;
        y[i] = null ? MR_NAN : b;
    }
}

typedef struct plain {
    double sum, count, weighted, weight, products, least;
} plain;

static plain one_by_one(size_t n, size_t half, size_t i, double mean_x, double mean_y)
{
    const size_t first = i > half ? i - half : 0, end = n - i > half ? i + half + 1 : n;
    plain p = {.least = HUGE_VAL};

    for (size_t k = first; k < end; k++) {
        const double w = (double)(half + 1 - (k > i ? k - i : i - k));
        if (isnan(x[k]))
            continue;
        p.sum += x[k];
        p.count++;
        p.weighted += w * x[k];
        p.weight += w;
        p.products += (x[k] - mean_x) * (y[k] - mean_y);
        p.least = x[k] < p.least ? x[k] : p.least;
    }
    return p;
}

static void check(size_t n, size_t half)
{
    const size_t most = mr_window_rows(half);
    const mr_window a = {x, n, half}, b = {y, n, half};
    double *room = malloc(mr_window_room(half) * sizeof *room);
    double *rows = malloc(8 * most * sizeof *rows);
    double *sum = rows, *count = rows + most, *weighted = rows + 2 * most;
    double *weight = rows + 3 * most, *mean_x = rows + 4 * most, *mean_y = rows + 5 * most;
    double *products = rows + 6 * most, *least = rows + 7 * most;

    for (size_t first = 0; first < n; first += most) {
        const size_t m = n - first < most ? n - first : most;
        mr_window_sums(&b, first, m, mean_y, count, room);
        mr_window_sums(&a, first, m, sum, count, room);
        for (size_t i = 0; i < m; i++) {
            mean_x[i] = count[i] > 0 ? sum[i] / count[i] : 0;
            mean_y[i] = count[i] > 0 ? mean_y[i] / count[i] : 0;
        }
        mr_window_weighted(&a, first, m, weighted, weight, room);
        mr_window_products(&a, &b, first, m, mean_x, mean_y, products, room);
        mr_window_least(&a, first, m, least, room);
        for (size_t i = 0; i<m; i += half> 50 ? 7 : 1) {
            const plain p = one_by_one(n, half, first + i, mean_x[i], mean_y[i]);
            assert_close(sum[i], p.sum, 1e-13, 0);
            assert_true(count[i] == p.count && weight[i] == p.weight);
            assert_close(weighted[i], p.weighted, 1e-13, 0);
            assert_close(products[i], p.products, 1e-11, 1e-9);
            assert_true(least[i] == p.least);
        }
    }
    free(rows);
    free(room);
}

static void agrees_with_windows_one_by_one(void **state)
{
    static const size_t halves[] = {0, 1, 2, 3, 6, 50, 1023, 1500, 9000};
    static const size_t lengths[] = {1, 2, 5, 2047, 2048, 2049, N};
    (void)state;

    for (int nulls = 0; nulls < 2; nulls++) {
        fill(nulls ? 0.3 : 0);
        for (size_t h = 0; h < sizeof halves / sizeof *halves; h++)
            for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++)
                check(lengths[l], halves[h]);
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
        cmocka_unit_test(large_values_leave_no_trace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
