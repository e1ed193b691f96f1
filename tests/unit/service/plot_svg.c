// The log plot: gaps, decimation, size, foreign text.
#include "../../../src/service/plot_bins.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mudrock/service.h"

static const mr_column *make(const char *name, int64_t n, double (*value)(int64_t i))
{
    const mr_field field = {.name = name, .type = MR_FLOAT64, .nullable = true, .origin = -1};
    mr_column *column = NULL;
    double *values = NULL;
    assert_int_equal(mr_column_new_f64(&field, n, &column, &values, NULL), MR_OK);
    for (int64_t i = 0; i < n; i++)
        values[i] = value(i);
    mr_column_seal(column);
    return column;
}

static double depth_at(int64_t i)
{
    return 1000 + 0.1 * (double)i;
}

static double saw(int64_t i) // one spike, a stretch of nulls
{
    return i == 150 ? 149 : i >= 400 && i < 600 ? (double)NAN : 50;
}

static double always_null(int64_t i)
{
    (void)i;
    return (double)NAN;
}

static void bins_keep_extremes_and_nulls(void **state)
{
    (void)state;
    mr_arena *arena = mr_arena_new();
    const mr_column *depth = make("depth", 1000, depth_at), *gr = make("gr", 1000, saw);
    // 100 bins over 1000.0 .. 1099.9: ten samples each
    const mr_bins *bins = mr_bins_of(depth, gr, 1000, 1099.9, 100, arena);
    assert_int_equal(bins->n, 100);
    size_t values = 0, nulls = 0;
    double most = 0;
    for (size_t i = 0; i < bins->n; i++) {
        values += bins->at[i].state == MR_BIN_VALUE;
        nulls += bins->at[i].state == MR_BIN_NULL;
        most = bins->at[i].state == MR_BIN_VALUE && bins->at[i].max > most ? bins->at[i].max : most;
    }
    assert_true(most == 149);
    assert_true(nulls >= 18 && nulls <= 20); // 200 samples, bins at the ends share some
    assert_int_equal(values + nulls, 100);
    assert_null(mr_bins_of(depth, NULL, 1000, 1099.9, 100, arena));
    mr_column_unref(depth);
    mr_column_unref(gr);
    mr_arena_free(arena);
}

// Moves ("M") in the path of the given color: one more than there are gaps.
static size_t moves(const char *svg, const char *color)
{
    const char *end = strstr(svg, color), *start = end;
    size_t n = 0;
    assert_non_null(end);
    while (start > svg && strncmp(start, "<path", 5) != 0)
        start--;
    for (; start < end; start++)
        n += *start == 'M';
    return n;
}

static void a_null_is_a_gap(void **state)
{
    (void)state;
    mr_table *table = mr_table_new(1000);
    mr_table_put(table, make("depth", 1000, depth_at));
    mr_table_put(table, make("gr", 1000, saw));
    mr_table_put(table, make("sw", 1000, always_null));
    mr_buf svg = {0};
    mr_plot plot = {.title = "A <b> & \"c\"", .top = (double)NAN, .base = (double)NAN};
    mr_plot_svg(table, &plot, &svg);
    assert_int_equal(svg.status, MR_OK);
    assert_int_equal(moves(svg.at, "\" stroke=\"#1b7837\" stroke-width=\"0.9\""), 2);
    assert_non_null(strstr(svg.at, "A &lt;b&gt;") ? svg.at
                                                  : strstr(svg.at, "A &lt;b> &amp; &quot;c&quot;"));
    assert_null(strstr(svg.at, "nan"));
    assert_null(strstr(svg.at, "inf"));
    mr_buf_clear(&svg);
    mr_table_unref(table);
}

static double noise(int64_t i)
{
    return 75 + 74 * sin(0.37 * (double)i) * cos(1.7 * (double)i);
}

static double resistivity(int64_t i)
{
    return i % 5 == 0 ? 0 : i % 7 == 0 ? -1 : pow(10, sin(0.01 * (double)i));
}

static void a_large_well_stays_small(void **state)
{
    (void)state;
    static const char *const names[] = {"gr", "vsh", "rhob", "nphi", "sw", "net_pay"};
    const int64_t n = 400000;
    mr_table *table = mr_table_new(n);
    mr_table_put(table, make("depth", n, depth_at));
    mr_table_put(table, make("rt", n, resistivity));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        mr_table_put(table, make(names[i], n, noise));
    mr_buf svg = {0};
    mr_plot plot = {.title = "Large", .top = (double)NAN, .base = (double)NAN};
    mr_plot_svg(table, &plot, &svg);
    assert_true(svg.n > 10000 && svg.n < 1000000);
    assert_string_equal(svg.at + svg.n - strlen("</svg>\n"), "</svg>\n");
    mr_buf_clear(&svg);
    mr_table_unref(table);
}

static void takes_tables_with_nothing_to_show(void **state)
{
    (void)state;
    for (int64_t n = 0; n < 2; n++) {
        mr_table *table = mr_table_new(n);
        mr_table_put(table, make("depth", n, depth_at));
        mr_table_put(table, make("gr", n, saw));
        mr_buf svg = {0};
        mr_plot plot = {.title = "", .top = (double)NAN, .base = (double)NAN};
        mr_plot_svg(table, &plot, &svg);
        assert_non_null(strstr(svg.at, "</svg>"));
        assert_null(strstr(svg.at, "nan"));
        mr_buf_clear(&svg);
        mr_table_unref(table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bins_keep_extremes_and_nulls),
        cmocka_unit_test(a_null_is_a_gap),
        cmocka_unit_test(a_large_well_stays_small),
        cmocka_unit_test(takes_tables_with_nothing_to_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
