// Count, nulls, range and mean of columns.
#include "../../../src/service/stats.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

static const mr_column *reals(const double *values, size_t n)
{
    const mr_field field = {.name = "x", .type = MR_FLOAT64, .nullable = true, .origin = -1};
    mr_builder *builder = mr_builder_new(&field);
    const mr_column *column = NULL;
    for (size_t i = 0; i < n; i++)
        mr_builder_real(builder, values[i]);
    assert_int_equal(mr_builder_finish(builder, &column, NULL), MR_OK);
    mr_builder_free(builder);
    return column;
}

static void skips_nulls(void **state)
{
    (void)state;
    const double values[] = {(double)NAN, 4, -2, (double)NAN, 1};
    const mr_column *column = reals(values, 5);
    mr_stats stats;
    mr_stats_of(column, &stats);
    assert_int_equal(stats.count, 5);
    assert_int_equal(stats.nulls, 2);
    assert_true(stats.min == -2 && stats.max == 4 && stats.mean == 1);
    mr_column_unref(column);
}

static void keeps_small_parts_of_a_sum(void **state)
{
    (void)state;
    const double values[] = {1e16, 1, -1e16, 1}; // a plain sum loses the first 1
    const mr_column *column = reals(values, 4);
    mr_stats stats;
    mr_stats_of(column, &stats);
    assert_true(stats.mean == 0.5);
    mr_column_unref(column);
}

static void has_no_numbers_where_there_are_none(void **state)
{
    (void)state;
    const double nulls[] = {(double)NAN, (double)NAN};
    const mr_field field = {.name = "t", .type = MR_UTF8, .nullable = true, .origin = -1};
    mr_builder *builder = mr_builder_new(&field);
    const mr_column *text = NULL, *none = reals(nulls, 2), *empty = reals(nulls, 0);
    mr_stats stats;
    mr_builder_text(builder, MR_STR("7"));
    assert_int_equal(mr_builder_finish(builder, &text, NULL), MR_OK);
    mr_builder_free(builder);
    const mr_column *const columns[] = {text, none, empty};
    const int64_t counts[] = {1, 2, 0}, null_counts[] = {0, 2, 0};
    for (size_t i = 0; i < 3; i++) {
        mr_stats_of(columns[i], &stats);
        assert_int_equal(stats.count, counts[i]);
        assert_int_equal(stats.nulls, null_counts[i]);
        assert_true(isnan(stats.min) && isnan(stats.max) && isnan(stats.mean));
        json_t *json = mr_json_real(stats.mean);
        assert_true(json_is_null(json));
        json_decref(json);
        mr_column_unref(columns[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(skips_nulls),
        cmocka_unit_test(keeps_small_parts_of_a_sum),
        cmocka_unit_test(has_no_numbers_where_there_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
